"""An entry on the wrong family's map: struck out for good or moved, by two people, and found nowhere afterwards."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import TEAM_MANAGER
from kinmap.access.trail import Verb
from kinmap.casework.copying import hand_over, previewed
from kinmap.casework.exchange.writing import exported
from kinmap.casework.models import Misfiled, TimelineEvent
from kinmap.documents.models import Issue
from kinmap.families.models import Person
from kinmap.kit.identity import new_id
from kinmap.kit.people_field import people
from kinmap.live.models import Draft, KeptWords
from kinmap.live.models.typed import Box, Typed
from kinmap.mapping.models import Entry, Informant, Scale
from tests import making
from tests.counting import queries_of
from tests.nowhere import files_with, tables_with

pytestmark = pytest.mark.django_db
WORD = "quokkaberry"
WORDS = f"Uncle Len locked the {WORD} shed with the boy inside it. He cried."
TODAY = timezone.localdate()


class Scene:
    """A family with a worker and two managers, and another family that the worker and one manager open too."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])
        self.other = making.family("Rahman", children=["Yusuf"], parents=["Amina"])
        self.worker = making.worker("Hannah Osei", of=self.home)
        self.manager = making.worker("Colin Prentice", of=self.home, role=TEAM_MANAGER)
        self.second = making.worker("Joanne Beckett", of=self.home, role=TEAM_MANAGER)
        for user in (self.worker, self.manager):
            making.allocate(user, self.other)
        self.entry = self.write(WORDS)

    def write(self, text: str, category: str = "past_harm", **facts: Any) -> Entry:
        return self.home.map.add_entry(
            category=category, text=text, children=people([self.home["Kayla"], self.home["Mia"]]), by=self.worker,
            **facts,
        )  # fmt: skip

    def at(self, path: str = "") -> str:
        return f"/families/{self.home.ref}/misfiled/{path}"

    def ask(self, entry: Entry | None = None, *, by: User | None = None, to: str = "", **more: Any) -> Misfiled:
        address = self.at(f"new/entry/{(entry or self.entry).pk}/{f'?to={to}' if to else ''}")
        sent = {"write": str(uuid4()), "reason": "wrong_family", "words": "I had two records open.", **more}
        answered = signed_in(by or self.worker).post(address, sent)
        assert answered.status_code == 303, answered.content.decode()
        return Misfiled.objects.latest("recorded_at")

    def answer(self, asked: Misfiled, *, by: User | None = None, **more: Any) -> Any:
        seen = Entry.objects.get(pk=asked.subject).version
        sent = {"write": str(uuid4()), "decision": "agree", "version": asked.version, "seen": seen, **more}
        return signed_in(by or self.manager).post(self.at(f"{asked.pk}/answer/"), sent)

    def strike_out(self, entry: Entry | None = None, **more: Any) -> Misfiled:
        asked = self.ask(entry, **more)
        answered = self.answer(asked)
        assert answered.status_code == 303, answered.content.decode()
        asked.refresh_from_db()
        return asked


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, address: str) -> str:
    answered = signed_in(user).get(address)
    assert answered.status_code == 200, address
    return BeautifulSoup(answered.content, "html.parser").main.get_text(" ", strip=True)


@pytest.fixture(autouse=True)
def cabinet(settings, tmp_path) -> None:
    settings.KINMAP_FILES = tmp_path


@pytest.fixture
def scene() -> Scene:
    return Scene()


def hang_everything_on(scene: Scene) -> list[Issue]:
    """The word in every place into which it gets while people work. Answers the copies with it."""
    home, entry, worker = scene.home, scene.entry, scene.worker
    entry.change(by=worker, version=1, text=f"{WORDS} A new sentence about the {WORD} patch behind it.")
    entry.change(by=worker, said_by_words=f"Mr {WORD}", parts={"how_often": f"every {WORD}"})
    entry.dispute(words=f"There is no {WORD} here.", by=worker, person=home["Dee"])
    entry.told_by(name=f"Ada {WORD}", reason="She asked.", by=worker)
    entry.word_for(children={home["Kayla"].pk}, text=f"A {WORD} shed.", by=worker)
    entry.link_to(scene.write("Nana Mo rings."), by=worker)
    TimelineEvent.write(family=home.family, children=people([home["Kayla"]]), on=TODAY, by=worker,
                        text=f"Phone call. {WORDS} Nana Mo rang too.")  # fmt: skip
    here = f"/families/{home.ref}/map/entries/"
    KeptWords.keep(by=scene.second, family_id=home.family.pk, where="An entry", address=f"{here}{entry.pk}/",
                   words={"text": f"Another {WORD}"})  # fmt: skip
    for page_of, text in ((f"{here}{entry.pk}/", f"Never said {WORD}"), (here, WORDS[:60]), (here, f"{WORDS} Gone.")):
        typed = Typed((Box("text", "Words", True, (text,)),))
        Draft.keep(new_id(), by=worker, typed=typed, page=page_of, action=page_of, family_ref=home.ref)
    eyes = making.eyes_of(worker)
    given = []
    for document, format in (("map", "pdf"), ("form", "docx"), ("chronology", "pdf")):
        shown = previewed(home.family, eyes, document=document, copy="family", person=home["Dee"].pk)
        given.append(hand_over(shown, how="by_hand", by=worker, format=format))
    return given


def test_struck_out_it_is_in_no_table_and_no_file(scene: Scene, django_capture_on_commit_callbacks: Any) -> None:
    given = hang_everything_on(scene)
    assert len(tables_with(WORD)) > 10
    assert len(files_with(WORD)) == 3
    with django_capture_on_commit_callbacks(execute=True):
        scene.strike_out()
    assert tables_with(WORD) == []
    # What the chronology repeated was struck out of the chronology; its copy is told by what it printed.
    assert files_with(WORD) == []
    assert all(Issue.objects.get(pk=one.pk).taken_away_at for one in given)


def test_struck_out_it_is_on_no_page_in_no_search_and_in_no_export(scene: Scene) -> None:
    hang_everything_on(scene)
    scene.strike_out()
    home = f"/families/{scene.home.ref}/"
    places = ("map/", "map/withdrawn/", "statements/", "story/", "story/?q=shed", "copies/", "misfiled/",
              f"map/?on={TODAY.isoformat()}")  # fmt: skip
    for place in places:
        assert WORD not in signed_in(scene.worker).get(f"{home}{place}").content.decode(), place
    file = exported(scene.home.family, making.eyes_of(scene.worker), by=scene.worker)
    assert "Nana Mo rings" in file
    assert WORD not in file


def test_what_others_said_with_every_right_stays(scene: Scene) -> None:
    stays = scene.write("Uncle Len locked the gate. He cried when Mum left that evening.")
    scene.strike_out()
    stays.refresh_from_db()
    assert stays.text == "Uncle Len locked the gate. He cried when Mum left that evening."


def test_who_said_it_stays_with_everything_else_that_they_said(scene: Scene) -> None:
    desai, often = "Mrs Desai, class teacher", {"how_often": "three times a week"}
    scene.entry.change(by=scene.worker, said_by_words=desai, parts=often)
    stays = scene.write("Mia reads to Isla every night.", said_by_words=desai, parts=often)
    told = TimelineEvent.write(family=scene.home.family, children=people([scene.home["Kayla"]]), on=TODAY,
                               by=scene.worker, text="Phone call.", source=desai)  # fmt: skip
    scene.strike_out(Entry.objects.get(pk=scene.entry.pk))
    for row in (stays, told):
        row.refresh_from_db()
    assert (stays.said_by_words, stays.parts, told.source) == (desai, often, desai)


def test_a_few_words_that_anybody_says_stay_where_they_were_said_again(scene: Scene) -> None:
    short, again = scene.write("I like school."), scene.write("I like school.")
    scene.strike_out(short)
    again.refresh_from_db()
    assert again.text == "I like school."


def test_a_stub_stays_with_who_asked_who_agreed_and_the_reason(scene: Scene) -> None:
    asked = scene.strike_out()
    assert (asked.recorded_by, asked.answered_by, asked.words) == (scene.worker, scene.manager, "")
    told = page(scene.worker, scene.at(f"{asked.pk}/"))
    for words in ("Hannah Osei", "Colin Prentice", "It belongs to another family", "an entry of the map"):
        assert words in told
    trail = TrailEntry.objects.get(verb=Verb.STRIKE_OUT, subject_id=str(scene.entry.pk))
    assert trail.reason == f"wrong_family; asked by {scene.worker.pk}"


def test_paper_that_is_out_there_is_named_so_that_somebody_fetches_it_back(scene: Scene) -> None:
    given = hang_everything_on(scene)
    asked = scene.strike_out()
    told = page(scene.worker, scene.at(f"{asked.pk}/"))
    assert "Paper to fetch back" in told
    assert "Dee Larkin" in told
    assert "backups made before" in told
    gone = signed_in(scene.worker).get(f"/families/{scene.home.ref}/copies/filed/{given[0].pk}.pdf")
    assert gone.status_code == 410
    assert given[0].digest[:16] in gone.content.decode()


def test_a_copy_without_it_stays_in_the_cabinet(scene: Scene) -> None:
    hidden = scene.write(f"Hidden {WORD}.", hidden_from=people([scene.home["Dee"]]))
    shown = previewed(scene.home.family, making.eyes_of(scene.worker), document="map", copy="family",
                      person=scene.home["Dee"].pk)  # fmt: skip
    kept = hand_over(shown, how="by_hand", by=scene.worker)
    scene.strike_out(hidden)
    kept.refresh_from_db()
    assert kept.taken_away_at is None
    assert kept.content()


def test_a_copy_filed_before_ids_were_kept_goes_when_it_may_hold_it(scene: Scene) -> None:
    facts: dict[str, Any] = {"family": scene.home.family, "copy": "family", "recipient": scene.home["Dee"],
                             "children": people([scene.home["Mia"]]), "title": "x",
                             "made_at": timezone.now()}  # fmt: skip
    map_copy, plan = (Issue.file(b"bytes", by=scene.worker, document=name, **facts) for name in ("map", "chronology"))
    scene.strike_out()
    map_copy.refresh_from_db()
    plan.refresh_from_db()
    assert (map_copy.taken_away_at is not None, plan.taken_away_at) == (True, None)


def test_the_same_person_never_asks_and_agrees(scene: Scene) -> None:
    asked = scene.ask(by=scene.manager)
    assert scene.answer(asked, by=scene.manager).status_code == 403
    assert Entry.objects.get(pk=scene.entry.pk).text == WORDS
    with pytest.raises(IntegrityError), transaction.atomic():
        Misfiled.objects.filter(pk=asked.pk).update(
            state="done", words="", answered_by=scene.manager, answered_at=timezone.now()
        )
    assert scene.answer(asked, by=scene.second).status_code == 303
    assert WORD not in Entry.objects.get(pk=scene.entry.pk).text


def test_whoever_may_not_strike_out_cannot_agree(scene: Scene) -> None:
    colleague = making.worker("Priya Nair", of=scene.home)
    assert scene.answer(scene.ask(), by=colleague).status_code == 403


def test_changed_after_it_was_asked_the_second_person_agrees_to_what_stands_there(scene: Scene) -> None:
    asked = scene.ask()
    scene.entry.change(by=scene.worker, version=1, text="Something else altogether stands here.")
    assert scene.answer(asked, seen=1).status_code == 409
    assert Entry.objects.get(pk=scene.entry.pk).status == "active"
    assert "Something else altogether" in page(scene.manager, scene.at(f"{asked.pk}/answer/"))
    assert scene.answer(asked).status_code == 303


def test_two_managers_at_once_do_it_once(scene: Scene) -> None:
    asked = scene.ask()
    assert scene.answer(asked, decision="refuse", words="It is about Kayla.").status_code == 303
    assert scene.answer(asked, by=scene.second).status_code == 303
    assert Entry.objects.get(pk=scene.entry.pk).text == WORDS
    assert "It is about Kayla." in page(scene.worker, scene.at(f"{asked.pk}/"))


def test_asked_twice_it_waits_once(scene: Scene) -> None:
    scene.ask()
    again = signed_in(scene.second).post(
        scene.at(f"new/entry/{scene.entry.pk}/"), {"write": str(uuid4()), "reason": "wrong_person", "words": "No."}
    )
    assert again.status_code == 409
    assert Misfiled.objects.count() == 1


def test_whoever_asked_takes_it_back_and_nobody_else_does(scene: Scene) -> None:
    asked = scene.ask()
    sent = {"write": str(uuid4()), "version": 1}
    address = scene.at(f"{asked.pk}/take-back/")
    assert signed_in(scene.manager).post(address, sent).status_code == 403
    assert signed_in(scene.worker).post(address, sent).status_code == 303
    asked.refresh_from_db()
    assert asked.state == "taken_back"
    assert scene.answer(asked).status_code == 303
    assert Entry.objects.get(pk=scene.entry.pk).text == WORDS


def test_the_reason_must_not_repeat_what_it_says(scene: Scene) -> None:
    sent = {"write": str(uuid4()), "reason": "other", "words": f"That Len locked the {WORD} shed is not about them."}
    refused = signed_in(scene.worker).post(scene.at(f"new/entry/{scene.entry.pk}/"), sent)
    assert refused.status_code == 422
    assert "This repeats what it says" in refused.content.decode()


def test_nothing_more_can_be_done_with_it(scene: Scene) -> None:
    scene.strike_out()
    at = f"/families/{scene.home.ref}/map/entries/{scene.entry.pk}/"
    for place in ("", "versions/", "more/", "withdraw/"):
        assert signed_in(scene.worker).get(f"{at}{place}").status_code == 404, place
    assert signed_in(scene.worker).get(scene.at(f"new/entry/{scene.entry.pk}/")).status_code == 404


def test_a_goal_goes_on_answering_something_struck_out(scene: Scene) -> None:
    worry = scene.write(f"We worry that the {WORD} shed is locked again.", category="danger_statement")
    goal = scene.write("The shed stays open.", category="goal", answers=worry)
    Scale.write(
        family=scene.home.family, statement=worry, zero_text=f"{WORD} any day", ten_text="Never", by=scene.worker
    )
    scene.strike_out(worry)
    goal.refresh_from_db()
    assert goal.answers_id == worry.pk
    assert page(scene.worker, f"/families/{scene.home.ref}/statements/")
    assert page(scene.worker, f"/families/{scene.home.ref}/map/")
    assert tables_with(f"{WORD} any") == []


def test_the_desk_tells_whoever_may_agree_and_nobody_else(scene: Scene) -> None:
    asked = scene.ask()
    assert str(asked.pk) in signed_in(scene.manager).get("/").content.decode()
    assert str(asked.pk) not in signed_in(scene.worker).get("/").content.decode()


def test_whoever_may_not_see_the_entry_learns_nothing(scene: Scene) -> None:
    two = people(Person.of(user) for user in (scene.worker, scene.second))
    hidden = scene.write(f"A {WORD} secret.", sharing="sealed", named=two)
    asked = scene.ask(hidden)
    for who in (scene.manager, making.worker("Priya Nair", of=scene.home)):
        assert str(asked.pk) not in signed_in(who).get(scene.at()).content.decode()
        assert signed_in(who).get(scene.at(f"{asked.pk}/")).status_code == 404
        assert str(asked.pk) not in signed_in(who).get("/").content.decode()
    assert scene.answer(asked).status_code == 404
    assert scene.answer(asked, by=scene.second).status_code == 303
    assert str(asked.pk) not in signed_in(scene.manager).get(scene.at()).content.decode()
    assert str(asked.pk) in signed_in(scene.worker).get(scene.at()).content.decode()


# --- Moving -------------------------------------------------------------------------------------------


def test_moved_it_arrives_with_its_author_its_day_and_its_source(scene: Scene) -> None:
    scene.entry.change(by=scene.worker, said_by_words="Mr Iqbal, teacher", source="was_told", event_date=TODAY,
                       date_precision="exact")  # fmt: skip
    scene.entry.told_by(name="Ada Finch", reason="She asked.", by=scene.worker)
    asked = scene.ask(to=scene.other.ref, children=[str(scene.other["Yusuf"].pk)])
    assert "Rahman family" in page(scene.manager, scene.at(f"{asked.pk}/answer/"))
    assert scene.answer(asked).status_code == 303
    arrived = Entry.objects.get(family=scene.other.family)
    assert (arrived.text, arrived.said_by_words, arrived.source) == (WORDS, "Mr Iqbal, teacher", "was_told")
    assert (arrived.recorded_by, arrived.recorded_at) == (scene.worker, scene.entry.recorded_at)
    assert arrived.children == people([scene.other["Yusuf"]])
    assert Informant.objects.get(entry=arrived).name == "Ada Finch"
    assert "Moved here from another record" in page(scene.worker, f"/families/{scene.other.ref}/map/")
    assert WORD not in page(scene.worker, f"/families/{scene.home.ref}/map/")


def test_neither_family_is_told_of_the_other(scene: Scene) -> None:
    asked = scene.ask(to=scene.other.ref, children=[str(scene.other["Yusuf"].pk)])
    for row in (scene.second, making.worker("Priya Nair", of=scene.home)):
        for place in (scene.at(), scene.at(f"{asked.pk}/")):
            assert "Rahman" not in signed_in(row).get(place).content.decode()
    scene.answer(asked)
    asked.refresh_from_db()
    assert (asked.to_family, asked.to_children) == (None, frozenset())
    assert not Misfiled.history.filter(to_family__isnull=False).exists()
    assert "Rahman" not in page(scene.worker, scene.at(f"{asked.pk}/"))
    there = making.worker("Ada Okafor", of=scene.other)
    assert "Larkin" not in page(there, f"/families/{scene.other.ref}/map/")


def test_whoever_cannot_open_the_other_record_cannot_agree_to_a_move(scene: Scene) -> None:
    asked = scene.ask(to=scene.other.ref, children=[str(scene.other["Yusuf"].pk)])
    assert scene.answer(asked, by=scene.second).status_code == 403
    assert str(asked.pk) not in signed_in(scene.second).get("/").content.decode()
    assert not Entry.objects.filter(family=scene.other.family).exists()


def test_it_cannot_be_moved_where_the_asker_may_not_write(scene: Scene) -> None:
    stranger = making.family("Iqbal", children=["Sana"])
    shown = page(scene.worker, scene.at(f"new/entry/{scene.entry.pk}/?to={stranger.ref}"))
    assert "Iqbal" not in shown
    assert "Rahman family" in shown


def test_a_move_to_a_record_that_closed_meanwhile_is_not_taken_for_striking_out(scene: Scene) -> None:
    stranger = making.family("Iqbal", children=["Sana"])
    sent = {"write": str(uuid4()), "reason": "wrong_family", "words": "", "children": [str(stranger["Sana"].pk)]}
    for ref in (stranger.ref, "T99999"):
        address = scene.at(f"new/entry/{scene.entry.pk}/?to={ref}")
        assert signed_in(scene.worker).post(address, sent).status_code == 404
    assert not Misfiled.objects.exists()


def test_many_requests_take_as_many_questions_as_two(scene: Scene) -> None:
    client = signed_in(scene.worker)
    for number in range(2):
        scene.ask(scene.write(f"Entry {number}."))
    few = queries_of(client, scene.at())
    for number in range(6):
        scene.ask(scene.write(f"Another {number}."))
    assert queries_of(client, scene.at()) == few
