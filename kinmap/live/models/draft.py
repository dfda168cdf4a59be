"""Drafts: what somebody typed and has not saved. Seen by its author alone, and never gone by itself."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.trail import Verb, record
from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label
from kinmap.live.models.receipt import Receipt
from kinmap.live.models.typed import Typed

#: More than this, in characters, is said to be too much; a statement holds at most 10,000.
MOST = 300_000
#: Words taken out before saving are still worth keeping when they were as long as a paragraph.
A_PARAGRAPH = 200
#: How long words thrown away are listed, so that they can be brought back.
MAY_COME_BACK = timedelta(days=30)


class TooLong(ValueError):
    """More words than a draft holds."""


class NotYours(PermissionError):
    """The id belongs to somebody else's draft."""


class DraftQuerySet(models.QuerySet["Draft"]):
    """Words not yet saved."""

    def of(self, author: User) -> Self:
        """An author's own drafts, the newest first. Nobody else's are ever read."""
        return self.filter(author=author).order_by("-saved_at", "-id")

    def unsaved(self) -> Self:
        """Those that wait to be used."""
        return self.filter(ended="")

    def of_families(self, refs: Collection[str]) -> Self:
        """Those meant for these families, or for none."""
        return self.filter(Q(family_ref="") | Q(family_ref__in=refs))


class Draft(models.Model):
    """What one person had typed into one form when they last stopped typing.

    One row for each form on a page somebody drew: replaced as they type, so that there is one draft and not
    a hundred. Where replacing would take away more than a few characters, what stood there before is put to
    ``earlier``: a slip of the hand that empties a box loses nothing.
    """

    class Ended(models.TextChoices):
        """Why a draft no longer waits."""

        NOT = "", "Waiting"
        SAVED = "saved", "Saved"
        THROWN_AWAY = "thrown_away", "Thrown away"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: The reference in the form's address; whether that family is open to the author is asked each time.
    family_ref = models.CharField(max_length=40, blank=True)
    where = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=1000)
    action = models.CharField(max_length=1000)
    #: Tells two forms apart that go to the same address: the heading of the map under which one writes.
    name = models.CharField(max_length=100, blank=True)
    #: The version of the entry that was being edited: put back against that one, so that nothing is overwritten unseen.
    version = models.CharField(max_length=20, blank=True)
    fields = models.JSONField(default=list)
    fullest = models.JSONField(default=list)
    earlier = models.JSONField(default=list)
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    ended = models.CharField(max_length=20, blank=True, choices=Ended.choices, default=Ended.NOT)
    ended_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "author": Label.PLAIN,
        "family_ref": Label.PLAIN,
        "where": Label.SENSITIVE,
        "page": Label.PLAIN,
        "action": Label.PLAIN,
        "name": Label.PLAIN,
        "version": Label.PLAIN,
        "fields": Label.SENSITIVE,
        "fullest": Label.SENSITIVE,
        "earlier": Label.SENSITIVE,
        "begun_at": Label.PLAIN,
        "saved_at": Label.PLAIN,
        "ended": Label.PLAIN,
        "ended_at": Label.PLAIN,
    }

    class Meta:
        indexes = [models.Index(fields=["author", "ended", "-saved_at"], name="drafts_of_an_author")]

    # --- Keeping -----------------------------------------------------------------------------------

    @classmethod
    def keep(
        cls, pk: UUID, *, by: User, typed: Typed, page: str, action: str, family_ref: str = "", name: str = "",
        where: str = "", version: str = "", write: UUID | None = None,
    ) -> "Draft | None":  # fmt: skip
        """Keep what ``by`` has typed so far; the same again changes nothing.

        ``None`` when there is nothing to keep: no words, or the write that they went into has been done.
        Raises ``TooLong``, and ``NotYours`` for the id of somebody else's draft. The first time leaves a
        trail entry; what follows is the same act going on.
        """
        if typed.size > MOST:
            raise TooLong
        told: dict[str, Any] = {
            "by": by, "typed": typed, "page": page, "action": action, "family_ref": family_ref, "name": name,
            "where": where, "version": version, "write": write,
        }  # fmt: skip
        try:
            return cls._keep(pk, **told)
        except IntegrityError:  # begun at the same moment by another send of the same words: it is there now
            return cls._keep(pk, **told)

    @classmethod
    def _keep(
        cls, pk: UUID, *, by: User, typed: Typed, page: str, action: str, family_ref: str, name: str, where: str,
        version: str, write: UUID | None,
    ) -> "Draft | None":  # fmt: skip
        with transaction.atomic():
            draft = cls.objects.select_for_update().filter(pk=pk).first()
            if draft is not None and draft.author_id != by.pk:
                raise NotYours
            if write is not None and Receipt.objects.filter(pk=write, user=by).exists():
                return None
            if draft is None:
                if not typed.said:
                    return None
                draft = cls(pk=pk, author=by)
                record(by=by, verb=Verb.CREATE, kind="draft", subject_id=pk)
            if draft.ended and typed == draft.typed:  # thrown away, and this send was still on its way
                return draft
            draft._take(typed)
            draft.page, draft.where = draft.page or page[:1000], draft.where or where[:200]
            draft.action, draft.name = action[:1000], name[:100]
            draft.family_ref, draft.version = family_ref[:40], version[:20]
            draft.ended, draft.ended_at = cls.Ended.NOT, None
            draft.save(force_insert=draft._state.adding)
        return draft

    def _take(self, typed: Typed) -> None:
        """Put these words in place of those that stood here; what would be lost by that is laid aside first."""
        before = self.typed
        if typed == before:
            return
        fullest = Typed.from_json(self.fullest)
        aside = [old for old in (fullest, before) if old.said and not old.lives_on_in(typed)]
        for old in aside:
            self._lay_aside(old)
        if aside or typed.length >= fullest.length:
            self.fullest = typed.as_json()
        self.fields = typed.as_json()
        self.saved_at = timezone.now()

    def _lay_aside(self, old: Typed) -> None:
        kept = self.earlier_versions()
        if any(old.lost_in(other) == 0 for other in kept):
            return
        still = [one for one in kept if one.lost_in(old) > 0]
        until = (self.saved_at if not self._state.adding else timezone.now()).isoformat()
        self.earlier = [{"at": one.at, "boxes": one.as_json()} for one in still]
        self.earlier.append({"at": until, "boxes": old.as_json()})

    # --- Reading -----------------------------------------------------------------------------------

    @property
    def typed(self) -> Typed:
        """What stood in the form last."""
        return Typed.from_json(self.fields, at=self.saved_at.isoformat())

    def earlier_versions(self) -> list[Typed]:
        """What stood there before and was taken out, the oldest first; ``at`` says until when."""
        return [Typed.from_json(row["boxes"], at=row["at"]) for row in self.earlier]

    @classmethod
    def of(cls, author: User) -> DraftQuerySet:
        """An author's own drafts, the newest first."""
        return cls.objects.of(author)

    @classmethod
    def waiting_for(cls, author: User) -> DraftQuerySet:
        """An author's own words that are not saved yet, the newest first."""
        return cls.objects.of(author).unsaved()

    @classmethod
    def laid_away(cls, author: User) -> DraftQuerySet:
        """What the author threw away lately, and paragraphs that they took out before they saved."""
        lately = Q(ended=cls.Ended.THROWN_AWAY, ended_at__gte=timezone.now() - MAY_COME_BACK)
        return cls.objects.of(author).filter(lately | Q(ended=cls.Ended.SAVED))

    @classmethod
    def found(cls, pk: UUID, *, by: User) -> "Draft":
        """One's own draft; raises ``Http404`` for anybody else's."""
        return get_object_or_404(cls.objects.of(by), pk=pk)

    # --- Ending ------------------------------------------------------------------------------------

    @classmethod
    def saved(cls, ids: Iterable[UUID], *, by: User) -> None:
        """The words of these drafts are in the record now, and the drafts are gone.

        Only a paragraph that was taken out before saving stays behind, off the desk, where its author finds it.
        """
        for draft in cls.objects.of(by).filter(pk__in=set(ids)):
            aside = [old for old in draft.earlier_versions() if old.lost_in(draft.typed) >= A_PARAGRAPH]
            if not aside:
                draft.delete()
                continue
            draft.earlier = [{"at": old.at, "boxes": old.as_json()} for old in aside]
            draft.fields, draft.fullest = [], []
            draft._end(cls.Ended.SAVED)

    def throw_away(self, *, by: User) -> None:
        """Take these words off the desk; they can be brought back for thirty days, and leave a trail entry."""
        self._mine(by)
        if self.ended != self.Ended.THROWN_AWAY:
            with transaction.atomic():
                self._end(self.Ended.THROWN_AWAY)
                record(by=by, verb=Verb.WITHDRAW, kind="draft", subject_id=self.pk)

    def bring_back(self, *, by: User) -> None:
        """The words wait on the desk again."""
        self._mine(by)
        if self.ended:
            with transaction.atomic():
                self.ended, self.ended_at = self.Ended.NOT, None
                self.save(update_fields=["ended", "ended_at"])
                record(by=by, verb=Verb.CHANGE, kind="draft", subject_id=self.pk, reason="brought back")

    def _end(self, how: Any) -> None:
        self.ended, self.ended_at = how, timezone.now()
        self.save()

    def _mine(self, by: User) -> None:
        if by.pk != self.author_id:
            raise NotYours
