"""A reader: whoever will see the words.

A value, filled in by casework's door, that lower rooms filter by without ever asking upstairs. The
same value serves a colleague at a screen and a grandmother for whom a copy is being made.
"""

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Q

from kinmap.access.permissions import Permission
from kinmap.access.sharing import LEVELS_ADMITTED, ReaderKind, Sharing


@dataclass(frozen=True)
class Reader:
    """Who will see the words, of which families and children, at which levels.

    ``person_id`` is the reader's own person record (named and hidden lists hold person ids);
    ``user_id`` their account, if they have one. ``child_ids`` are the children whose matters they
    may see: for council staff all of the family, for a partner agency the child it was invited to.
    """

    kind: ReaderKind
    name: str
    family_ids: frozenset[UUID]
    child_ids: frozenset[UUID]
    person_id: UUID | None = None
    user_id: UUID | None = None
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    #: Records of the same person that were joined into ``person_id``: versions of rows name these still.
    formerly: frozenset[UUID] = frozenset()
    #: The people whom this reader may see, where one page has just asked: see ``knowing``.
    people: frozenset[UUID] | None = field(default=None, compare=False, repr=False)

    @property
    def levels(self) -> frozenset[Sharing]:
        """The sharing levels that admit this reader without being named."""
        return LEVELS_ADMITTED[self.kind]

    @property
    def is_staff(self) -> bool:
        """Council staff, who see the whole family."""
        return self.kind in (ReaderKind.COLLEAGUE, ReaderKind.CHAIR)

    def may(self, act: Permission) -> bool:
        """Whether the reader's role lets them do this at all."""
        return act in self.permissions

    def only(self, child_id: UUID) -> "Reader":
        """The same reader looking at one child's record."""
        return replace(self, child_ids=self.child_ids & {child_id}, people=None)

    def knowing(self, people: frozenset[UUID]) -> "Reader":
        """The same reader for the rest of one page, with the answer to "whom may they see?" of a moment ago.

        ``people`` comes from ``Person.objects.readable_by`` and from nowhere else. Never keep this reader
        longer than the reading of one page, and never across a write: who is hidden may have changed.
        """
        return replace(self, people=people)

    # Each rule once, as a Q: `readable_by` filters by it and `can` asks it of one row.

    def admits(self) -> Q:
        """Items whose level or list of names lets this reader in, and that are not hidden from them."""
        let_in = Q(sharing__in=self.levels)
        return self._by_name(let_in)

    def admits_about_children(self) -> Q:
        """The same for items about children: all of them must be children this reader may see.

        Somebody named on the item is let in whichever children it is about (domain.md §12B, X3: the
        network's inner circle reads the whole plan); hidden-from still beats that.
        """
        let_in = Q(sharing__in=self.levels) & Q(children__within=self.child_ids)
        return self._by_name(let_in)

    def _by_name(self, let_in: Q) -> Q:
        """Whoever is named is let in besides; whoever is hidden from is shut out whatever else is true."""
        own = [*sorted(self.formerly), self.person_id] if self.person_id else []
        for person in own:
            let_in |= Q(named__has=person)
        for person in own:
            let_in &= ~Q(hidden_from__has=person)
        return let_in
