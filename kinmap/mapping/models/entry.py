"""One entry of the map and what hangs on it: other views, who told us, links, wordings for another reader."""

import time
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.http import Http404

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.access.trail import Verb, record
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.labels import Label
from kinmap.kit.people_field import people
from kinmap.mapping.categories import Category
from kinmap.visits.models import Visit

#: Facts that decide who may see an entry; what the chronology tells of it follows them.
SECRECY = frozenset({"sharing", "named", "hidden_from", "children"})


class EntryQuerySet(AboutChildrenQuerySet):
    """Entries; ``readable_by`` comes first, always."""

    def standing(self) -> Self:
        """Entries on the map today: not withdrawn, not superseded."""
        return self.filter(status=Entry.Status.ACTIVE)


class Entry(Noun, AboutChildren):
    """One statement on the map (domain.md §1.2), in any of the seven categories or the tray.

    ``answers``: the danger that existing safety or a goal answers, or the goal that a next step serves.
    ``parts``: the category's own fields (``categories.PARTS``), all optional, kept when it moves.
    ``written_on``: the day on which it was written on paper, when it was typed up later (domain.md §1.1).
    ``visit``: the visit at which it was seen or said, when somebody put it on the map from there.
    """

    class Source(models.TextChoices):
        SAW = "saw", "Saw or heard it"
        WAS_TOLD = "was_told", "Was told"
        RECORD = "record", "From a record"
        OPINION = "professional_opinion", "Professional opinion"
        CHILD_SAID = "child_said", "A child said it"

    class Precision(models.TextChoices):
        EXACT = "exact", "On that day"
        MONTH = "month", "In that month"
        ABOUT = "about", "About then"
        UNKNOWN = "unknown", "Not known when"

    class Status(models.TextChoices):
        ACTIVE = "active", "On the map"
        SUPERSEDED = "superseded", "Replaced"
        WITHDRAWN = "withdrawn", "Withdrawn"
        STRUCK_OUT = "struck_out", "Struck out"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="entries")
    category = models.CharField(max_length=20, choices=Category.choices)
    text = models.TextField()
    said_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="said")
    said_by_words = models.CharField("who said it, in words", max_length=300, blank=True)
    source = models.CharField(max_length=24, choices=Source.choices, blank=True)
    event_date = models.DateField(null=True, blank=True)
    date_precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.UNKNOWN)
    written_on = models.DateField("written on paper on", null=True, blank=True)
    domains = models.JSONField("dimensions of the Assessment Framework", default=list, blank=True)
    disputed = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="answered_by")
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    parts = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="next_steps")
    owner_words = models.CharField("who does it, in words", max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    place = models.FloatField(default=time.time, editable=False)
    moved_here = models.BooleanField("moved here from another record", default=False, editable=False)

    objects = EntryQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN, "category": Label.PLAIN, "text": Label.SENSITIVE, "said_by": Label.SENSITIVE,
        "said_by_words": Label.SENSITIVE, "source": Label.SENSITIVE, "event_date": Label.SENSITIVE,
        "date_precision": Label.PLAIN, "written_on": Label.SENSITIVE, "domains": Label.SENSITIVE,
        "disputed": Label.SENSITIVE, "status": Label.PLAIN,
        "answers": Label.PLAIN, "supersedes": Label.PLAIN, "parts": Label.SENSITIVE, "owner": Label.SENSITIVE,
        "owner_words": Label.SENSITIVE, "due": Label.SENSITIVE, "done_on": Label.SENSITIVE, "visit": Label.PLAIN,
        "place": Label.PLAIN, "moved_here": Label.PLAIN,
    }  # fmt: skip

    class Meta:
        verbose_name_plural = "entries"
        ordering: ClassVar = ["place", "id"]
        indexes = [models.Index(fields=["family", "status", "category"], name="entries_of_a_map")]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="entry_is_about_a_child"),
            models.CheckConstraint(condition=~Q(text=""), name="entry_says_something"),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | ~Q(answers=F("id")), name="entry_answers_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.pk}"

    @classmethod
    def found(cls, entry_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One entry of this family by its id. Raises ``Http404`` when there is none that the reader may see, and for
        one that was struck out: nothing can be done with it any more.

        ``lock`` holds the row until the transaction ends, so that two writers stand in line.
        """
        rows = cls.objects.select_for_update(of=("self",)) if lock else cls.objects
        rows = rows.readable_by(reader).exclude(status=cls.Status.STRUCK_OUT)
        entry: Self | None = rows.filter(family=family, pk=entry_id).first()
        if entry is None:
            raise Http404
        return entry

    def written(self, *, by: User | None, at: datetime | None = None) -> Self:
        """Put this new entry on the map: version, trail and chronology in the caller's transaction."""
        self.keep(by=by, at=at)
        record(by=by, verb=Verb.CREATE, kind="map entry", family_id=self.family_id, subject_id=self.pk)
        self._tell("was written on the map", by=by, on=at)
        return self

    def change(self, *, by: User, version: int | None = None, **facts: Any) -> Self:
        """Change words or facts. Raises ``Outdated`` with today's words when the writer saw an older version.

        Saying what stands there already makes no new version.
        """
        self.expect(version, theirs=self.text)
        if facts and all(getattr(self, fact) == value for fact, value in facts.items()):
            return self
        secrecy = {fact for fact in SECRECY & facts.keys() if getattr(self, fact) != facts[fact]}
        for fact, value in facts.items():
            setattr(self, fact, value)
        if secrecy:
            TimelineEvent.follow(self, by=by)
            apps.get_model("mapping", "Round").follow(self, by=by)
        record(by=by, verb=Verb.CHANGE, kind="map entry", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def move_to(self, *, category: str, by: User, place: float | None = None, version: int | None = None) -> Self:
        """Move to another category or place. What it answered is let go when the new category cannot answer it."""
        if category != self.category and self.answers_id is not None:
            self.answers = None
        return self.change(by=by, version=version, category=category, place=time.time() if place is None else place)

    def neighbours(self, *, category: str, reader: Reader) -> "list[Entry]":
        """The other entries of a category on the map that the reader may see, in their order."""
        others = Entry.objects.readable_by(reader).standing().filter(family_id=self.family_id, category=category)
        return list(others.exclude(pk=self.pk).order_by("place", "id"))

    def goal_for(self, reader: Reader) -> "Entry | None":
        """The goal that answers this statement, if one stands on the map that the reader may see."""
        goals = Entry.objects.readable_by(reader).standing().filter(answers=self, category=Category.GOAL)
        return goals.order_by("place", "id").first()

    def answered_for(self, reader: Reader) -> "Entry | None":
        """What this entry answers, as far as the reader may see it."""
        return Entry.objects.readable_by(reader).filter(pk=self.answers_id).first() if self.answers_id else None

    def withdraw(self, *, by: User, version: int | None = None) -> Self:
        """Take the entry off the map. Its words stay in every version; ``bring_back`` puts it on again."""
        self.expect(version, theirs=self.text)
        self.status = self.Status.WITHDRAWN
        record(by=by, verb=Verb.WITHDRAW, kind="map entry", family_id=self.family_id, subject_id=self.pk)
        self._tell("was withdrawn from the map", by=by)
        return self.keep(by=by)

    def bring_back(self, *, by: User) -> Self:
        """Put a withdrawn entry on the map again; one that stands there is left alone."""
        if self.status == self.Status.ACTIVE:
            return self
        self._tell("was put back on the map", by=by)
        return self.change(by=by, status=self.Status.ACTIVE)

    def dispute(self, *, words: str, by: User, id: UUID | None = None, **whose: Any) -> "OtherView":
        """Set somebody's own view beside this entry; neither is preferred (domain.md §1.8).

        ``whose``: person (or person_words), and who may see the view.
        """
        view = OtherView(entry=self, family_id=self.family_id, words=words, **({"id": id} if id else {}), **whose)
        view.keep(by=by)
        self.change(by=by, disputed=True)
        return view

    def told_by(self, *, name: str, reason: str, by: User) -> "Informant":
        """Keep the name of somebody who must stay private: sealed, known only to whoever wrote it down."""
        informant = Informant.objects.filter(entry=self).first()
        if informant is None:
            informant = Informant(entry=self, family_id=self.family_id)
            informant.restrict(sharing=Sharing.SEALED, named={Person.of(by).pk}, hidden_from=())
        if (informant.name, informant.reason) != (name, reason):
            informant.name, informant.reason = name, reason
            record(by=by, verb=Verb.CHANGE, kind="informant", family_id=self.family_id, subject_id=informant.pk)
            informant.keep(by=by)
        return informant

    def word_for(self, *, children: Any, text: str, by: User, id: UUID | None = None) -> "Wording":
        """Write this entry's wording for readers who may see only some of its children.

        It is never looser than the entry: same level, same names, same denials. Raises ``ValueError``
        when it names a child whom the entry is not about.
        """
        about = people(children)
        if not about or not about <= self.children:
            raise ValueError("A wording is about some of the children whom the entry is about.")
        wording = Wording.objects.filter(entry=self, children=about).first()
        if wording is None:
            wording = Wording(entry=self, family_id=self.family_id, children=about, **({"id": id} if id else {}))
        wording.text = text
        wording.sharing, wording.named, wording.hidden_from = self.sharing, self.named, self.hidden_from
        record(by=by, verb=Verb.CHANGE, kind="wording", family_id=self.family_id, subject_id=wording.pk)
        return wording.keep(by=by)

    def link_to(self, other: "Entry", *, by: User, id: UUID | None = None) -> "EntryLink":
        """Link two entries of the same family. Raises ``ValueError`` for another family's entry or itself."""
        if other.family_id != self.family_id or other.pk == self.pk:
            raise ValueError("Only two different entries of the same map can be linked.")
        one, two = sorted((self, other), key=lambda entry: entry.pk.hex)
        link = EntryLink.objects.filter(one=one, two=two).first()
        if link is None:
            link = EntryLink(one=one, two=two, family_id=self.family_id, **({"id": id} if id else {})).keep(by=by)
            record(by=by, verb=Verb.CREATE, kind="entry link", family_id=self.family_id, subject_id=link.pk)
        return link

    def _tell(self, what: str, *, by: User | None, on: datetime | None = None) -> None:
        words = f"{self.get_category_display()} {what}."
        TimelineEvent.tell(family_id=self.family_id, kind="map", text=words, like=self, by=by,
                           on=on.date() if on else None)  # fmt: skip


class OnEntryQuerySet(GuardedQuerySet):
    """Things that hang on an entry: readable when the entry is, and they themselves are."""

    on: ClassVar[tuple[str, ...]] = ("entry",)

    def readable_by(self, reader: Reader) -> Self:
        """Never without the entry it hangs on."""
        seen = Entry.objects.readable_by(reader).order_by().values("pk")
        return self.filter(reader.admits(), **{f"{entry}__in": seen for entry in self.on})


class OtherViewQuerySet(OnEntryQuerySet):
    """Other views, of people the reader may see."""

    def readable_by(self, reader: Reader) -> Self:
        """Never the words of somebody hidden from the reader."""
        return super().readable_by(reader).filter(Q(person__isnull=True) | Q(person__in=seen_by(reader)))


class OtherView(Noun, Guarded):
    """Somebody's own account of what an entry says, kept beside it (disputed views, domain.md §1.2)."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="other_views")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person_words = models.CharField("whose view", max_length=200, blank=True)
    words = models.TextField("in their words")

    objects = OtherViewQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "entry": Label.PLAIN,
        "person": Label.SENSITIVE,
        "person_words": Label.SENSITIVE,
        "words": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]


class Informant(Noun, Guarded):
    """Who told us, with a level of its own: a private name is not in the entry at all (domain.md §2.6).

    Readers not admitted are told only that we were told by someone whose name we must keep private,
    which the entry itself says (``source`` is ``was_told`` and nobody is named).
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="informant")
    name = models.CharField("who told us", max_length=200)
    reason = models.CharField("why the name is kept private", max_length=300, blank=True)

    objects = OnEntryQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "entry": Label.PLAIN,
        "name": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
    }


class LinkQuerySet(OnEntryQuerySet):
    """Links between two entries, seen only by those who may see both."""

    on = ("one", "two")


class EntryLink(Noun, Guarded):
    """Two entries that belong together."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="links_from")
    two = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="links_to")

    objects = LinkQuerySet.as_manager()
    privacy: ClassVar = {"family": Label.PLAIN, "one": Label.PLAIN, "two": Label.PLAIN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "two"], name="linked_once")]


class WordingQuerySet(AboutChildrenQuerySet):
    """Wordings, whose entry shuts out whomever it shuts out, whatever the wording itself says."""

    def readable_by(self, reader: Reader) -> Self:
        """Never when the entry's own level, names or denials keep the reader out; its children alone do not."""
        admitted = Entry.objects.filter(reader.admits(), family_id__among=reader.family_ids).order_by().values("pk")
        return super().readable_by(reader).filter(entry__in=admitted)


class Wording(Noun, AboutChildren):
    """An entry's wording for a reader who may not see all of its children (design: "Settled").

    It stands in the entry's category for readers of ``children`` who cannot see the entry itself.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField()

    objects = WordingQuerySet.as_manager()
    privacy: ClassVar = {"family": Label.PLAIN, "entry": Label.PLAIN, "text": Label.SENSITIVE}

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="wording_is_about_a_child")]
