"""What every noun that carries words has in common: an id, versions, an author, a level of sharing."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import timezone
from simple_history.models import HistoricalRecords

from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label
from kinmap.kit.people_field import PeopleField

if TYPE_CHECKING:
    from kinmap.access.models import User


class Outdated(Exception):
    """The row has changed since the writer saw it. ``theirs``: what stands there now, in plain words.

    ``version``: which one that is, so that the writer may decide again with it before their eyes.
    """

    def __init__(self, theirs: str, version: int | None = None) -> None:
        super().__init__("Somebody changed this while you were writing.")
        self.theirs = theirs
        self.version = version


class Noun(models.Model):
    """A row with a client-made id, an optimistic version and every earlier version kept.

    Verbs change the row and call ``keep(by=…)``: nothing else writes. ``recorded_by_name`` holds the
    author's name when they have no account here (an imported record: a name never becomes an account).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    recorded_by_name = models.CharField(max_length=200, blank=True, editable=False)

    history = HistoricalRecords(inherit=True)

    privacy: ClassVar[dict[str, Label]] = {
        "id": Label.PLAIN,
        "version": Label.PLAIN,
        "recorded_at": Label.PLAIN,
        "recorded_by": Label.PLAIN,
        "recorded_by_name": Label.PERSONAL,
    }

    class Meta:
        abstract = True

    def expect(self, version: int | None, *, theirs: str) -> None:
        """Raise ``Outdated`` unless this is still the version that the writer saw (``None``: do not ask)."""
        if version is not None and version != self.version:
            raise Outdated(theirs, self.version)

    def keep(self, *, by: "User | None", at: datetime | None = None) -> Self:
        """Write this row as a new version, attributed to ``by``.

        ``at`` dates the version (an import keeps the original date); otherwise now. The first keep
        also sets who recorded it.
        """
        moment = at or timezone.now()
        if self._state.adding:
            self.recorded_at = at or self.recorded_at
            self.recorded_by = by if self.recorded_by_id is None and not self.recorded_by_name else self.recorded_by
            if by is not None and not self.recorded_by_name:
                self.recorded_by_name = by.name
        else:
            self.version += 1
        self._history_user = by
        self._history_date = moment
        self.save(force_insert=self._state.adding)
        return self


class Guarded(models.Model):
    """Secrecy of one item (domain.md §9.2): its level, who is named on it, from whom it is hidden."""

    sharing = models.CharField(max_length=20, choices=Sharing.choices, default=Sharing.FAMILY_ALL)
    named = PeopleField()
    hidden_from = PeopleField()

    privacy: ClassVar[dict[str, Label]] = {
        "sharing": Label.PLAIN,
        "named": Label.SENSITIVE,
        "hidden_from": Label.SENSITIVE,
    }

    class Meta:
        abstract = True

    def restrict(self, *, sharing: str, named: Any, hidden_from: Any, setter: Any = None) -> None:
        """Set who may see this item; whoever sets it (their person id) is never locked out by it.

        Raises ``ValueError`` when the setter hides the item from themself.
        """
        if setter is not None and setter in hidden_from:
            raise ValueError("You cannot hide this from yourself. Ask a colleague to restrict it instead.")
        self.sharing = sharing
        self.hidden_from = frozenset(hidden_from)
        self.named = frozenset(named) | ({setter} if setter is not None and sharing != Sharing.FAMILY_ALL else set())


class AboutChildren(Guarded):
    """A guarded item about one or more children; never assume all siblings (domain.md §1.2)."""

    children = PeopleField()

    privacy: ClassVar[dict[str, Label]] = {"children": Label.PERSONAL}

    class Meta:
        abstract = True


class GuardedQuerySet(models.QuerySet[Any]):
    """Rows filtered by their own level, names and denials."""

    def readable_by(self, reader: Reader) -> Self:
        """Only what this reader may see."""
        return self.filter(reader.admits())

    def found(self, pk: Any, *, reader: Reader, lock: bool = False) -> Any:
        """One row that this reader may see; raises ``Http404`` for any other, as if it were not there.

        ``lock`` keeps others from changing it until the caller's transaction (``once``) ends.
        """
        if not self.readable_by(reader).filter(pk=pk).exists():
            raise Http404
        rows = self.filter(pk=pk)
        return (rows.select_for_update(of=("self",)) if lock else rows).get()


class AboutChildrenQuerySet(GuardedQuerySet):
    """Rows about children: filtered by level, names, denials and by all the children they are about."""

    def readable_by(self, reader: Reader) -> Self:
        """Only what this reader may see, of families open to them."""
        return self.filter(reader.admits_about_children(), family_id__among=reader.family_ids)
