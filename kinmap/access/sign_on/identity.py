"""Who in the council's single sign-on somebody here is."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from kinmap.access.trail import Verb, record
from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from kinmap.access.models import User


class SignOnIdentity(models.Model):
    """One account's name at the single sign-on: the issuer, and the claim that never changes there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_on")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    joined_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "user": Label.PLAIN,
        "issuer": Label.PLAIN,
        "subject": Label.PERSONAL,
        "joined_at": Label.PLAIN,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_of_a_sign_on")]

    def __str__(self) -> str:
        return self.subject

    @classmethod
    def known(cls, *, issuer: str, subject: str) -> "SignOnIdentity | None":
        """Whose account this is, if it came here before."""
        return cls._default_manager.filter(issuer=issuer, subject=subject).select_related("user").first()

    @classmethod
    def of(cls, user: "User") -> "SignOnIdentity | None":
        """The account's name there, if it came that way before."""
        return cls._default_manager.filter(user=user).first()

    @classmethod
    def join(cls, user: "User", *, issuer: str, subject: str) -> "SignOnIdentity":
        """From now on this person there is this account here."""
        with transaction.atomic():
            row = cls._default_manager.create(user=user, issuer=issuer, subject=subject)
            record(by=None, verb=Verb.CHANGE, kind="account", subject_id=user.pk, reason="single sign-on: joined")
        return row

    @classmethod
    def forget(cls, user: "User") -> bool:
        """The next sign-in by single sign-on matches by address again; whether there was anything to forget."""
        return bool(cls._default_manager.filter(user=user).delete()[0])
