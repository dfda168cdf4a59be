"""Visits through their own pages: planned, written up, put right, called off."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.nouns import Outdated
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Person
from kinmap.kit.identity import new_id
from kinmap.live.models import KeptWords
from kinmap.visits import reading, writing_up
from kinmap.visits.desk_lines import to_see_again, to_write_up
from kinmap.visits.heard import last_heard
from kinmap.visits.models import Said, Seen, Visit, VisitAccount
from tests import making
from tests.counting import queries_of

Entry: Any = apps.get_model("mapping", "Entry")  # a room upstairs

pytestmark = pytest.mark.django_db
OPEN = {"sharing": "family_all"}


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Reece", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(home: making.Household, client: Client) -> Any:
    worker = making.worker("Hannah Osei", of=home)
    client.force_login(worker)
    return worker


def day_of(name: str, day: date) -> dict[str, Any]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def write_up(client: Client, home: making.Household, visit: Visit | None = None, **typed: Any) -> Any:
    """Fill in the page that writes a visit up. ``typed``: fields by name; ``Kayla_words`` is a child's own."""
    at = (
        reverse("visits:write_up", args=[home.ref, visit.pk]) if visit else reverse("visits:write_new", args=[home.ref])
    )
    shown = client.get(at).context["form"]
    sent: dict[str, Any] = {"write": str(new_id()), "kind": "home", **OPEN, **day_of("on", timezone.localdate())}
    sent["stamp"] = shown["stamp"].value() or ""
    sent |= {"place_sharing": "family_all"}
    for child in ("Kayla", "Reece", "Mia"):
        sent[f"c-{home[child].pk.hex}-words_sharing"] = "family_all"
    for name, value in typed.items():
        child, _, field = name.partition("_")
        sent[f"c-{home[child].pk.hex}-{field}" if child in home.people else name] = value
    return client.post(at, sent)


def test_a_visit_to_three_children_is_recorded_once(client: Client, home: making.Household, hannah: Any) -> None:
    answer = write_up(client, home, Kayla_seen="yes", Kayla_alone="yes", Kayla_words="I want to go home.",
                      Reece_seen="no", Reece_why_not="At football.", Mia_seen="yes", Mia_alone="no",
                      text="The house was warm.")  # fmt: skip
    assert answer.status_code == 303, answer.context["form"].errors
    visit = Visit.objects.get()
    assert visit.state == Visit.State.MADE
    assert visit.written_at is not None
    assert {part.child.called: (part.seen, part.alone) for part in Seen.objects.all()} == {
        "Kayla": (True, True), "Reece": (False, None), "Mia": (True, False),
    }  # fmt: skip
    assert Said.objects.get().words == "I want to go home."
    assert VisitAccount.objects.get().children == frozenset(home[child].pk for child in ("Kayla", "Reece", "Mia"))
    told = TimelineEvent.objects.get(kind="visit")
    assert (told.text, told.children) == ("Home visit.", VisitAccount.objects.get().children)


def test_the_same_form_sent_twice_makes_one_visit(client: Client, home: making.Household, hannah: Any) -> None:
    write = str(new_id())
    for _ in range(2):
        assert write_up(client, home, write=write, Kayla_seen="yes").status_code == 303
    assert Visit.objects.count() == 1
    assert TimelineEvent.objects.filter(kind="visit").count() == 1


def test_a_planned_visit_is_not_told_until_it_is_made_and_keeps_both_days(
    client: Client, home: making.Household, hannah: Any
) -> None:
    planned = timezone.localdate() - timedelta(days=2)
    at = reverse("visits:plan", args=[home.ref])
    sent = {"write": str(new_id()), "kind": "home", "announced": "no", "planned_at": "3.40 pm",
            "purpose": "See all three.",
            "children": [home["Kayla"].pk, home["Mia"].pk], "place_sharing": "family_all", **OPEN,
            **day_of("planned_for", planned)}  # fmt: skip
    assert client.post(at, sent).status_code == 303
    visit = Visit.objects.get()
    assert (visit.planned_for, f"{visit.planned_at:%H:%M}", visit.announced) == (planned, "15:40", False)
    assert not TimelineEvent.objects.filter(kind="visit").exists()
    page = client.get(reverse("visits:visits", args=[home.ref])).content.decode()
    assert "The day has passed. Was it made?" in page
    assert write_up(client, home, visit, Kayla_seen="yes", Mia_seen="yes").status_code == 303
    visit.refresh_from_db()
    assert (visit.planned_for, visit.on) == (planned, timezone.localdate())
    assert TimelineEvent.objects.filter(kind="visit").count() == 1


def test_two_who_write_at_once_lose_nothing(client: Client, home: making.Household, hannah: Any) -> None:
    visit = making.visit(home, "Kayla", text="As it was.", by=hannah)
    stale = client.get(reverse("visits:write_up", args=[home.ref, visit.pk])).context["form"]["stamp"].value()
    assert write_up(client, home, visit, Kayla_seen="yes", text="The first to save.").status_code == 303
    answer = write_up(client, home, visit, Kayla_seen="yes", text="The second.", stamp=stale)
    assert answer.status_code == 409
    assert "The first to save." in answer.content.decode()
    assert VisitAccount.objects.get().text == "The first to save."
    assert "The second." in str(KeptWords.objects.get().words)


def test_a_visit_that_was_tried_is_told_and_one_called_off_is_not(
    client: Client, home: making.Household, hannah: Any
) -> None:
    for state, lines in (("not_made", 1), ("cancelled", 1)):
        visit = making.visit(home, "Kayla", planned_for=timezone.localdate(), by=hannah)
        at = reverse("visits:call_off", args=[home.ref, visit.pk])
        answer = client.post(at, {"write": str(new_id()), "state": state, "reason": "Nobody opened."})
        assert answer.status_code == 303
        assert TimelineEvent.objects.filter(kind="visit").count() == lines
        page = client.get(reverse("visits:visit", args=[home.ref, visit.pk])).content.decode()
        assert "Nobody opened." in page


def test_two_who_say_what_became_of_one_visit_get_a_clash_and_lose_no_words(
    client: Client, home: making.Household, hannah: Any
) -> None:
    off = {"state": "not_made", "reason": "Nobody opened the door to me."}
    was_made = day_of("on", timezone.localdate())
    for first, second, sent, other in (
        ("made", "call_off", off, was_made), ("call_off", "made", was_made, off), ("made", "made", was_made, was_made),
    ):  # fmt: skip
        visit = making.visit(home, "Kayla", planned_for=timezone.localdate(), by=hannah)
        there = reverse(f"visits:{first}", args=[home.ref, visit.pk])
        once = {"write": str(new_id()), **other}
        assert [client.post(there, once).status_code for _ in range(2)] == [303, 303]
        stood, lines = Visit.objects.get(pk=visit.pk), TimelineEvent.objects.filter(kind="visit").count()
        answer = client.post(reverse(f"visits:{second}", args=[home.ref, visit.pk]), {"write": str(new_id()), **sent})
        assert answer.status_code == 409
        assert str(stood.get_state_display()) in answer.content.decode()
        now = Visit.objects.get(pk=visit.pk)
        assert (now.state, now.version) == (stood.state, stood.version)
        assert TimelineEvent.objects.filter(kind="visit").count() == lines
        assert ("Nobody opened the door to me." in answer.content.decode()) == (off in (sent, other))
        assert client.get(there).status_code == 303


def test_the_state_is_asked_again_under_the_lock(home: making.Household, hannah: Any) -> None:
    visit = making.visit(home, "Kayla", planned_for=timezone.localdate(), by=hannah)
    visit.state = Visit.State.CANCELLED
    visit.keep(by=hannah)
    eyes = making.eyes_of(hannah)
    with pytest.raises(Outdated):
        writing_up.made(visit, on=timezone.localdate(), reader=eyes, by=hannah)
    with pytest.raises(Outdated):
        writing_up.call_off(visit, state="not_made", reason="x", reader=eyes, by=hannah)


def test_made_now_and_written_up_later_waits_on_the_desk(client: Client, home: making.Household, hannah: Any) -> None:
    visit = making.visit(home, "Kayla", planned_for=timezone.localdate(), by=hannah)
    at = reverse("visits:made", args=[home.ref, visit.pk])
    assert client.post(at, {"write": str(new_id()), **day_of("on", timezone.localdate())}).status_code == 303
    assert "is not written up" in client.get("/").content.decode()
    assert write_up(client, home, visit, Kayla_seen="yes").status_code == 303
    assert "is not written up" not in client.get("/").content.decode()


def test_what_is_wrong_keeps_every_word(client: Client, home: making.Household, hannah: Any) -> None:
    answer = write_up(client, home, Kayla_seen="no", Kayla_alone="yes", Mia_words="I drew a door.", text="Warm.")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Kayla was seen alone, or was not seen: choose one" in shown
    assert "I drew a door." in shown
    assert "Warm." in shown
    assert not Visit.objects.exists()


def test_the_next_visit_is_planned_from_the_same_page(client: Client, home: making.Household, hannah: Any) -> None:
    later = timezone.localdate() + timedelta(days=10)
    answer = write_up(client, home, Kayla_seen="yes", Mia_seen="no", **day_of("next_on", later))
    assert answer.status_code == 303
    planned = Visit.objects.get(state="planned")
    assert planned.planned_for == later
    assert {part.child.called for part in planned.parts.all()} == {"Kayla", "Mia"}


def test_the_table_says_when_each_child_was_last_seen_alone_and_heard(
    client: Client, home: making.Household, hannah: Any
) -> None:
    day = timezone.localdate() - timedelta(days=3)
    making.visit(home, "Kayla", "Mia", on=day, words="I like cake.", by=hannah)
    making.visit(home, "Kayla", kind="phone", words="Can you come?", by=hannah)
    reader = making.eyes_of(hannah)
    lasts = {one.name: (one.seen, one.alone, one.heard) for one in reading.lasts(home.family, reader)}
    assert lasts["Kayla"] == (day, day, timezone.localdate())  # a telephone hears and does not see
    assert lasts["Mia"] == (day, day, day)
    assert lasts["Reece"] == (None, None, None)
    assert last_heard(home.family, reader) == {home["Kayla"].pk: timezone.localdate(), home["Mia"].pk: day}


def test_a_child_who_was_not_seen_in_time_lies_on_the_desk_until_they_are_seen(
    client: Client, home: making.Household, hannah: Any
) -> None:
    long_ago = timezone.localdate() - timedelta(days=60)
    making.visit(home, "Kayla", "Mia", on=long_ago, by=hannah)
    making.visit(home, "Kayla", kind="phone", by=hannah)
    reader = making.eyes_of(hannah)
    late = to_see_again(hannah, reader)
    assert {(line.words.split(" was ")[0], line.late) for line in late} == {("Kayla", True), ("Mia", True)}
    assert "Kayla was last seen on" in client.get("/").content.decode()
    making.visit(home, "Kayla", on=timezone.localdate(), by=hannah)
    assert [line.words.split(" was ")[0] for line in to_see_again(hannah, reader) if line.late] == ["Mia"]


def test_a_visit_to_write_up_lies_on_the_desk_of_whoever_made_it_alone(
    client: Client, home: making.Household, hannah: Any
) -> None:
    making.visit(home, "Mia", on=timezone.localdate(), written_at=None, by=hannah)
    colin = making.worker("Colin Prentice", of=home, role=making.TEAM_MANAGER)
    assert len(to_write_up(hannah, making.eyes_of(hannah))) == 1
    assert to_write_up(colin, making.eyes_of(colin)) == []


def test_a_child_hidden_from_somebody_is_not_on_their_list_of_children_to_see(
    home: making.Household, hannah: Any
) -> None:
    making.visit(home, "Kayla", "Mia", on=timezone.localdate() - timedelta(days=60), by=hannah)
    home["Kayla"].hidden_from = frozenset({Person.of(hannah).pk})
    home["Kayla"].keep(by=None)
    assert [line.words.split(" was ")[0] for line in to_see_again(hannah, making.eyes_of(hannah))] == ["Mia"]


def test_a_childs_words_go_to_the_map_and_remember_the_visit(
    client: Client, home: making.Household, hannah: Any
) -> None:
    visit = making.visit(home, "Mia", words="I drew a door.", guard={"sharing": "child_private"}, by=hannah)
    said = Said.objects.get()
    at = f"{reverse('mapping:from_visit', args=[home.ref, visit.pk])}?said={said.pk}&under=past_harm"
    form = client.get(at).context["form"]
    assert form["text"].value() == "I drew a door."
    assert str(form["sharing"].value()) == "child_private"
    sent = {"write": str(new_id()), "category": "past_harm", "text": "I drew a door.", "children": [home["Mia"].pk],
            "sharing": "child_private", "source": "child_said", "said_by": home["Mia"].pk}  # fmt: skip
    assert client.post(at, sent).status_code == 303
    entry = Entry.objects.get()
    assert (entry.visit_id, entry.said_by_id, entry.sharing) == (visit.pk, home["Mia"].pk, "child_private")
    assert "From the visit of" in client.get(reverse("mapping:map", args=[home.ref])).content.decode()


def test_words_of_a_visit_are_offered_to_the_map_as_secret_as_the_strictest_of_what_guards_them(
    client: Client, home: making.Household, hannah: Any
) -> None:
    only_hannah = {"sharing": "sealed", "named": frozenset({Person.of(hannah).pk})}
    visit = making.visit(home, "Mia", words="I drew a door.", guard=only_hannah, by=hannah)
    said = Said.objects.get()
    said.sharing, said.named = "professionals", frozenset()
    said.keep(by=hannah)
    at = f"{reverse('mapping:from_visit', args=[home.ref, visit.pk])}?said={said.pk}&under=past_harm"
    assert str(client.get(at).context["form"]["sharing"].value()) == "sealed"


def test_the_page_asks_the_same_number_of_questions_however_many_visits(
    client: Client, home: making.Household, hannah: Any
) -> None:
    def visited(times: int) -> int:
        for _ in range(times):
            making.visit(home, "Kayla", "Reece", "Mia", words="Yes.", place="School", text="Warm.", by=hannah)
        return queries_of(client, reverse("visits:visits", args=[home.ref]))

    few = visited(1)
    assert visited(5) == few <= 36
