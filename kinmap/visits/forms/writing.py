"""Writing a visit up, on one page that works with a thumb: each child, what was seen and said, the next visit."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import forms
from kinmap.kit.forms.problems import error_summary
from kinmap.kit.people_field import People
from kinmap.visits.forms.shared import YES_NO, ClockField, VisitQuestions, chosen, level_choices, yes_or_no
from kinmap.visits.models import Said, Seen, Visit
from kinmap.visits.writing_up import AS_IT_STANDS, ChildTold, VisitTold

NOT_PART = "not_part"
SEEN = [("yes", "Seen"), ("no", "Not seen"), (NOT_PART, "Not part of this visit")]
WORDS_LEVELS = [
    (Sharing.FAMILY_ALL.value, "Everybody who may see this visit"),
    (Sharing.CHILD_PRIVATE.value, "Private to the child and the workers"),
    (Sharing.PROFESSIONALS.value, "Professionals only, nobody in the family"),
    (Sharing.SEALED.value, "Only me, until I name others"),
]


class ChildPartForm(forms.KitForm):
    """One child's part of the visit."""

    seen = forms.RadiosField(
        label="Seen?", choices=SEEN, required=False, mark=False, small=True, size="m",
        reveals={"yes": ["alone", "why_not_alone", "words", "words_sharing", "manner"], "no": ["why_not"]},
    )  # fmt: skip
    why_not = forms.TextField(label="Why not?", longest=300, required=False, mark=False)
    alone = forms.RadiosField(label="Seen alone?", choices=YES_NO, required=False, mark=False, inline=True, small=True)
    why_not_alone = forms.TextField(label="If not, why not?", longest=300, required=False, mark=False)
    words = forms.TextAreaField(
        label="What they said", hint="Their own words, exactly as they said them.", rows=2, required=False, mark=False
    )
    words_sharing = forms.SelectField(
        label="Who may see these words?", choices=WORDS_LEVELS, blank=None, required=False, mark=False
    )
    manner = forms.TextAreaField(label="Where and how they were", rows=2, required=False, mark=False)

    def __init__(self, *args: Any, child: UUID, name: str, part: Seen | None, said: Said | None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": f"c-{child.hex}"})
        self.child, self.name, self.part = child, name, part
        self.fields["seen"].label = name
        choices, stands = level_choices(said, WORDS_LEVELS)
        self.offer("words_sharing", choices, initial=stands)
        if part is not None:
            self.fields["seen"].initial = chosen(part.seen)
            self.fields["alone"].initial = chosen(part.alone)
            for name_of in ("why_not", "why_not_alone", "manner"):
                self.fields[name_of].initial = getattr(part, name_of)
        if said is not None:
            self.fields["words"].initial = said.words

    @property
    def is_part(self) -> bool:
        """Whether the visit was to this child: something else than "not part of it" was said of them."""
        said = self.cleaned_data
        if said["seen"] == NOT_PART:
            return False
        written = any(said[name] for name in ("why_not", "alone", "why_not_alone", "words", "manner"))
        return bool(said["seen"]) or written or self.part is not None

    def told(self) -> ChildTold:
        """What ``write_down`` wants of this child. Whoever was alone with a worker was seen."""
        said = self.cleaned_data
        alone = yes_or_no(said["alone"])
        facts = {
            "seen": True if alone else yes_or_no(said["seen"]), "why_not": said["why_not"], "alone": alone,
            "why_not_alone": said["why_not_alone"], "manner": said["manner"],
        }  # fmt: skip
        return ChildTold(
            child=self.child, facts=facts, words=said["words"], sharing=said["words_sharing"] or AS_IT_STANDS
        )

    def clean(self) -> dict[str, Any]:
        """Nobody is seen alone who was not seen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("seen") == "no" and cleaned.get("alone") == "yes":
            self.add_error("seen", f"{self.name} was seen alone, or was not seen: choose one")
        return cleaned


class WriteUpForm(VisitQuestions):
    """A visit that was made, planned before or not."""

    on = forms.DateField(label="Which day was it?", past=True, missing="Enter the day of the visit")
    at = ClockField(label="What time did it begin?", hint="For example 15:40.", width=10, required=False, mark=False)
    text = forms.TextAreaField(
        label="What was seen and said", hint="In general. What each child said stands with the child.", rows=4,
        required=False, mark=False,
    )  # fmt: skip
    present = forms.CheckboxesField(label="Who else was there?", coerce=UUID, required=False, mark=False, small=True)
    present_words = forms.TextField(label="Anybody else, in words", longest=300, required=False, mark=False, size="")
    next_on = forms.DateField(label="Next visit", required=False, mark=False)
    next_at = ClockField(label="What time?", width=10, required=False, mark=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, visit: Visit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, visit=visit, **kwargs)
        self._offer_present()
        today = timezone.localdate()
        if visit is None:
            self.fields["on"].initial = today
        else:
            planned = visit.planned_for if visit.planned_for and visit.planned_for <= today else today
            self.fields["on"].initial = visit.on or planned
            began = visit.at or (visit.planned_at if visit.on is None else None)
            self.fields["at"].initial = f"{began:%H:%M}" if began else ""
            self.fields["text"].initial = self.account.text if self.account else ""
            self.fields["present_words"].initial = self.account.present_words if self.account else ""
        self.children = self._children(reader)

    def _offer_present(self) -> None:
        grown = [
            one for one in self.members if one.role not in (FamilyMember.Role.PROFESSIONAL, FamilyMember.Role.CHILD)
        ]
        offered = [(one.person_id, one.person.called) for one in grown]
        standing: People = self.account.present if self.account else frozenset()
        self._unseen_present = standing - {pk for pk, _ in offered}
        self.offer("present", offered, initial=[pk for pk, _ in offered if pk in standing])

    def _children(self, reader: Reader) -> list[ChildPartForm]:
        parts = Seen.objects.readable_by(reader).filter(visit=self.visit) if self.visit else Seen.objects.none()
        by_child = {part.child_id: part for part in parts}
        words: dict[UUID, Said] = {}
        if self.visit:
            for said in Said.objects.readable_by(reader).filter(part__visit=self.visit).order_by("-recorded_at", "-id"):
                words[said.part_id] = said
        data = self.data if self.is_bound else None
        made = []
        for child, name in self.children_here:
            part = by_child.get(child)
            said = words.get(part.pk) if part else None
            made.append(ChildPartForm(data, child=child, name=name, part=part, said=said))
        return made

    @property
    def error_summary(self) -> SafeString:
        """What is wrong here and in any child's part."""
        return error_summary(self, *self.children)

    def clean(self) -> dict[str, Any]:
        """Every child's part is right, and somebody is visited."""
        cleaned = super().clean()
        right = [child.is_valid() for child in self.children]
        if not all(right):
            self.add_error(None, "Something is not right in a child’s part.")
        elif not any(child.is_part for child in self.children):
            self.add_error("kind", "Say of at least one child whether they were seen")
        on, nxt = cleaned.get("on"), cleaned.get("next_on")
        if on and nxt and nxt <= on:
            self.add_error("next_on", "The next visit comes after this one")
        return cleaned

    def told(self) -> VisitTold:
        """What ``write_down`` wants."""
        said = self.cleaned_data
        account = {
            "text": said["text"], "present": frozenset(said["present"]) | self._unseen_present,
            "present_words": said["present_words"], "reason": "",
        }  # fmt: skip
        return VisitTold(
            facts={**self.bare(), "on": said["on"], "at": said["at"], "state": Visit.State.MADE},
            guard=self.guard(),
            children=tuple(child.told() for child in self.children if child.is_part),
            account=account,
            place=self.place(),
        )

    def next_told(self) -> VisitTold | None:
        """The next visit, of the same kind to the same children, when a day was given for it."""
        said = self.cleaned_data
        if not said["next_on"]:
            return None
        told = self.told()
        when = {"planned_for": said["next_on"], "planned_at": said["next_at"], "state": Visit.State.PLANNED}
        children = tuple(ChildTold(child=child.child) for child in told.children)
        return VisitTold(facts={**self.bare(), **when}, guard=self.guard(), children=children, account={})

    @property
    def next_is_open(self) -> bool:
        """Whether "next visit" stands open."""
        return bool(self["next_on"].errors or self["next_at"].errors or (self.is_bound and self["next_on"].data.year))
