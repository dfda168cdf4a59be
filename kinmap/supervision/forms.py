"""What the pages of group mapping ask for."""

from typing import Any

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.work_forms import AboutChildrenForm
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Map
from kinmap.supervision.models import Draft, GroupSession, Member, Turn


class BeginForm(AboutChildrenForm):
    """A new session about some of the children."""

    held_on = forms.DateField(label="When is it?", initial=timezone.localdate)
    headline = forms.TextAreaField(
        label="What does the group need to know?", rows=5, longest=5000,
        missing="Enter what the group needs to know",
        hint="Who is in the family, and the headline. Everybody with a seat reads this, also colleagues who do not "
        "work with the family: write only what they need.",
    )  # fmt: skip
    best_hope = forms.TextAreaField(
        label="What would make the hour worth it for you?", rows=2, longest=2000, missing="Enter your best hope"
    )
    asked = forms.TextAreaField(label="What are you most stuck on?", rows=2, longest=2000, required=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        self.fields["sharing"].initial = Sharing.PROFESSIONALS

    def words(self) -> dict[str, Any]:
        """What ``GroupSession.begin`` wants."""
        names = ("held_on", "headline", "best_hope", "asked")
        return {"children": self.about(), **self.guard(), **{name: self.cleaned_data[name] for name in names}}


class FindColleagueForm(forms.KitForm):
    """Whom to bring in."""

    find = forms.TextField(label="Name, or team", longest=100, width=20, missing="Enter a name")


class SeatForm(forms.WriteForm):
    """A colleague's seat."""

    part = forms.RadiosField(
        label="What are they there for?", initial=Member.Part.MEMBER,
        choices=[choice for choice in Member.Part.choices if choice[0] != Member.Part.WORKER],
    )  # fmt: skip


class TurnForm(forms.WriteForm):
    """What everybody writes next."""

    kind = forms.RadiosField(label="What does everybody write next, alone?", choices=Turn.Kind.choices, small=True)


class DraftForm(forms.WriteForm):
    """One's own draft."""

    text = forms.TextAreaField(label="Write it alone", rows=5, longest=5000, missing="Enter your draft",
                               hint="Nobody else sees it until all of you read together.")  # fmt: skip
    version = forms.HiddenField(coerce=int, required=False)

    def __init__(self, *args: Any, draft: Draft | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if draft is not None:
            self.fields["text"].initial, self.fields["version"].initial = draft.text, draft.version


class PressForm(forms.WriteForm):
    """A button that does one thing once."""


class AdoptForm(AboutChildrenForm):
    """A chosen draft goes on the map, in the words that its worker settles on."""

    text = forms.TextAreaField(label="As it will stand on the map", rows=5, longest=10_000, missing="Enter the words")
    category = forms.RadiosField(label="Where does it go?", small=True)
    share_by = forms.DateField(
        label="By when will the family have seen it?", future=True,
        missing="Enter the day by which they will have seen it",
        hint="Until then the map says that it was made without them.",
    )  # fmt: skip

    def __init__(self, *args: Any, draft: Draft, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        words = Map.of(family).labels(reader).words
        self.offer("category", [(code, words.get(code, str(label))) for code, label in Category.choices])
        self.fields["category"].initial = draft.turn.category
        self.fields["text"].initial = draft.text
        offered = {child.id for child in self.offered}
        self.fields["children"].initial = [child for child in draft.turn.session.children if child in offered]
        self.fields["share_by"].initial = Map.of(family).share_by

    def words(self) -> dict[str, Any]:
        """What ``adopting.onto_map`` wants."""
        said = self.cleaned_data
        return {
            "children": self.about(),
            **self.guard(),
            **{name: said[name] for name in ("text", "category", "share_by")},
        }


class TakeAlongForm(AboutChildrenForm):
    """A chosen question is taken along to the family."""

    text = forms.TextAreaField(label="As you will ask it", rows=3, longest=2000, missing="Enter the question")

    def __init__(self, *args: Any, draft: Draft, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        self.fields["text"].initial = draft.text
        offered = {child.id for child in self.offered}
        self.fields["children"].initial = [child for child in draft.turn.session.children if child in offered]

    def words(self) -> dict[str, Any]:
        """What ``adopting.take_along`` wants."""
        return {"children": self.about(), **self.guard(), "text": self.cleaned_data["text"]}


class CloseForm(forms.WriteForm):
    """What the session was worth."""

    useful = forms.ScaleField(
        label="How useful was it to you?", low="A lost hour", high="I know what to do next", required=False
    )
    next_steps = forms.TextAreaField(label="What will you do next?", rows=3, longest=5000, required=False)
    learned = forms.TextAreaField(label="What did we learn?", rows=3, longest=5000, required=False)
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, session: GroupSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("next_steps", "learned", "version"):
            self.fields[name].initial = getattr(session, name)
        self.fields["useful"].initial = None if session.useful is None else session.useful / 2

    def words(self) -> dict[str, Any]:
        """What ``GroupSession.close`` wants."""
        said = self.cleaned_data
        useful = None if said["useful"] is None else int(said["useful"] * 2)
        return {"useful": useful, **{name: said[name] for name in ("next_steps", "learned", "version")}}
