"""One write that was done. A receipt holds a digest, never words."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from kinmap.access.models import User
from kinmap.kit.labels import Label


class Receipt(models.Model):
    """One write that was done: its id, who sent it and a digest of what was sent. No words."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {"id": Label.PLAIN, "user": Label.PLAIN, "digest": Label.PLAIN, "at": Label.PLAIN}

    @classmethod
    def sign(cls, write: UUID, *, by: User, digest: str) -> bool:
        """Claim this write inside the caller's transaction: ``True`` for the first to come.

        Somebody sending the same id at the same moment waits here until the first has committed.
        """
        receipt = cls(pk=write, user=by, digest=digest)
        prepare = [
            field.get_db_prep_save(getattr(receipt, field.attname), connection) for field in cls._meta.concrete_fields
        ]
        columns = ", ".join(connection.ops.quote_name(field.column) for field in cls._meta.concrete_fields)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {connection.ops.quote_name(cls._meta.db_table)} ({columns}) "  # noqa: S608 names are ours
                f"VALUES ({', '.join(['%s'] * len(prepare))}) ON CONFLICT DO NOTHING",
                prepare,
            )
            return bool(cursor.rowcount == 1)
