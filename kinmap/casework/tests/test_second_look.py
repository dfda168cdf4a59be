"""A second person looks at a copy before it leaves, where something is kept from whom it is for."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kinmap.access.models import User
from kinmap.access.roles import TEAM_MANAGER
from kinmap.casework.models import CopyAnswer, CopyCheck, TwoPersonRule
from kinmap.documents.models import Issue
from kinmap.families.models import Address, Household, Person, SchoolPlace
from kinmap.kit.identity import new_id
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def filing_cabinet(tmp_path: Any, settings: Any) -> None:
    settings.KINMAP_FILES = tmp_path


class House:
    """One family with something hidden from the father, a worker, a manager and a chair."""

    def __init__(self) -> None:
        self.larkin = making.family("Larkin", children=["Mia"], parents=["Dee", "Shane"])
        self.hannah = making.worker("Hannah Osei", of=self.larkin)
        self.colin = making.worker("Colin Webb", of=self.larkin, role=TEAM_MANAGER)
        shane = frozenset({self.larkin["Shane"].pk})
        self.say("Mia sleeps at Nana’s.", hidden_from=shane)
        self.say("Mia likes drawing.")

    def say(self, text: str, **guard: Any) -> Any:
        return self.larkin.map.add_entry(
            category="past_harm", text=text, children=[self.larkin["Mia"]], by=self.hannah, **guard
        )

    def at(self, name: str, who: str = "Shane") -> str:
        return reverse(f"casework:{name}", args=[self.larkin.ref, "map", "family", self.larkin[who].pk])

    def page(self, user: User, who: str = "Shane") -> Any:
        return signed_in(user).get(self.at("preview", who))

    def ask(self, who: str = "Shane", **changed: Any) -> CopyCheck:
        words = self.page(self.hannah, who).context["ask"]["words"].value()
        sent = {"write": str(new_id()), "words": words, "note": "Nothing about Nana’s house.", **changed}
        answer = signed_in(self.hannah).post(self.at("ask_look", who), sent)
        assert answer.status_code == 303, answer.content.decode()
        return CopyCheck.objects.latest("recorded_at")

    def give(self, who: str = "Shane", **changed: Any) -> Any:
        words = self.page(self.hannah, who).context["form"]["words"].value()
        sent = {"write": str(new_id()), "how": "by_hand", "words": words, **changed}
        return signed_in(self.hannah).post(self.at("give", who), sent)

    def answer(self, check: CopyCheck, by: User, outcome: str = "right", words: str = "", **changed: Any) -> Any:
        sent = {"write": str(new_id()), "outcome": outcome, "words": words, "seen": check.words, **changed}
        return signed_in(by).post(look_at(self, check), sent)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look_at(house: House, check: CopyCheck, name: str = "copy_check") -> str:
    return reverse(f"casework:{name}", args=[house.larkin.ref, check.pk])


@pytest.fixture
def house() -> House:
    return House()


def test_a_copy_for_somebody_from_whom_nothing_is_hidden_needs_no_second_look(house: House) -> None:
    assert "Somebody else looks at it first" not in house.page(house.hannah, "Dee").content.decode()
    assert house.give("Dee").status_code == 303
    assert not CopyCheck.objects.exists()


def test_a_copy_for_somebody_from_whom_something_is_hidden_is_not_given_without_one(house: House) -> None:
    assert "Somebody else looks at it first" in house.page(house.hannah).content.decode()
    answer = house.give()
    assert answer.status_code == 422
    assert "Say why nobody can look at it first" in answer.content.decode()
    assert not Issue.objects.exists()


def test_a_shielded_address_asks_for_a_second_look_although_no_document_prints_it(house: House) -> None:
    home = Address.write(
        lines="4 Quiet Row", postcode="", by=house.hannah,
        guard={"sharing": "family_all", "named": frozenset(), "hidden_from": frozenset({house.larkin["Dee"].pk})},
    )  # fmt: skip
    Household.open(family=house.larkin.family, name="A home", by=house.hannah, address=home)
    assert "Somebody else looks at it first" in house.page(house.hannah, "Dee").content.decode()


def test_somebody_hidden_from_them_asks_for_a_second_look_too(house: House) -> None:
    pat = Person.enter(first_name="Pat", last_name="Quist", by=house.hannah, sharing="family_all",
                       hidden_from=frozenset({house.larkin["Dee"].pk}))  # fmt: skip
    house.larkin.family.welcome(pat, role="network", by=house.hannah)
    assert "Somebody else looks at it first" in house.page(house.hannah, "Dee").content.decode()


def test_a_school_hidden_from_them_asks_for_a_second_look_too(house: House) -> None:
    SchoolPlace(
        child=house.larkin["Mia"], name="Quiet Row Primary", hidden_from=frozenset({house.larkin["Dee"].pk})
    ).keep(by=house.hannah)
    assert "Somebody else looks at it first" in house.page(house.hannah, "Dee").content.decode()


def test_what_the_preparer_does_not_know_of_changes_nothing(house: House) -> None:
    dee, nobody = house.larkin["Dee"].pk, making.person("Chair", "Person").pk
    before = house.page(house.hannah, "Dee").content.decode()
    house.say("Sealed words.", sharing="sealed", named=frozenset({nobody}), hidden_from=frozenset({dee}))
    after = house.page(house.hannah, "Dee").content.decode()
    assert "Somebody else looks at it first" not in after
    assert bare(before) == bare(after)


def test_a_colleague_looks_and_then_it_may_go(house: House) -> None:
    check = house.ask()
    assert house.answer(check, house.colin).status_code == 303
    assert "Colin Webb looked at exactly this copy" in house.page(house.hannah).content.decode()
    assert house.give().status_code == 303
    check.refresh_from_db()
    assert check.issue == Issue.objects.get()


def test_the_colleague_reads_the_copy_and_what_it_leaves_out(house: House) -> None:
    check = house.ask()
    page = signed_in(house.colin).get(look_at(house, check)).content.decode()
    assert "Nothing about Nana’s house." in page
    assert "Mia sleeps at Nana’s." in page
    file = signed_in(house.colin).get(look_at(house, check, "copy_check_file"))
    assert file.content.startswith(b"%PDF")


def test_nobody_looks_a_second_time_at_what_they_prepared(house: House) -> None:
    check = house.ask()
    assert house.answer(check, house.hannah).status_code == 404
    assert not CopyAnswer.objects.exists()
    with pytest.raises(ValueError, match="somebody else answers"):
        check.answer(outcome="right", words="", by=house.hannah)


def test_a_no_says_why_and_the_copy_does_not_go(house: House) -> None:
    check = house.ask()
    assert house.answer(check, house.colin, "not_right").status_code == 422
    assert house.answer(check, house.colin, "not_right", "The school’s name tells where.").status_code == 303
    page = house.page(house.hannah).content.decode()
    assert "The school’s name tells where." in page
    assert house.give().status_code == 422
    assert house.ask().pk != check.pk  # asked anew


def test_one_look_has_one_answer(house: House) -> None:
    check = house.ask()
    house.answer(check, house.colin)
    assert house.answer(check, making.worker("Sam Ray", of=house.larkin), "not_right", "No.").status_code == 409
    assert CopyAnswer.objects.get().outcome == "right"


def test_what_changed_after_the_question_is_looked_at_anew(house: House) -> None:
    check = house.ask()
    house.say("Shane’s new words are in the copy.")
    assert "The copy is another one by now" in signed_in(house.colin).get(look_at(house, check)).content.decode()
    assert house.answer(check, house.colin).status_code == 409
    assert house.give().status_code == 422


def test_what_came_into_the_copy_meanwhile_is_not_shown_to_somebody_from_whom_it_is_hidden(house: House) -> None:
    check = house.ask()
    house.say("Colin may not know this.", hidden_from=frozenset({Person.of(house.colin).pk}))
    page = signed_in(house.colin).get(look_at(house, check))
    assert (page.context["shown"], page.context["changed"]) == (None, True)
    assert signed_in(house.colin).get(look_at(house, check, "copy_check_file")).status_code == 404
    assert signed_in(house.hannah).get(look_at(house, check, "copy_check_file")).status_code == 200


def test_what_was_hidden_from_the_second_person_meanwhile_is_not_shown_to_them(house: House) -> None:
    entry = house.say("Shane drives a red car.")
    check = house.ask()
    entry.restrict(sharing="family_all", named=(), hidden_from={Person.of(house.colin).pk})
    entry.keep(by=house.hannah)
    assert signed_in(house.colin).get(look_at(house, check, "copy_check_file")).status_code == 404
    assert house.answer(check, house.colin).status_code == 409


def test_what_changed_after_the_answer_is_looked_at_anew(house: House) -> None:
    house.answer(house.ask(), house.colin)
    house.say("More words for Shane.")
    assert house.give().status_code == 422


def test_it_can_be_given_alone_with_a_reason_and_is_looked_at_afterwards(house: House) -> None:
    assert house.give(alone="It is Sunday night and court is at nine.").status_code == 303
    check = CopyCheck.objects.get()
    assert check.issue == Issue.objects.get()
    desk = signed_in(house.colin).get("/").content.decode()
    assert "Given without a second look" in desk
    assert house.answer(check, house.colin).status_code == 303
    assert "Given without a second look" not in signed_in(house.colin).get("/").content.decode()


def test_giving_it_twice_with_one_id_files_it_once(house: House) -> None:
    house.answer(house.ask(), house.colin)
    same = {"write": str(new_id())}
    words = house.page(house.hannah).context["form"]["words"].value()
    assert house.give(**same, words=words).status_code == 303
    assert house.give(**same, words=words).status_code == 303
    assert Issue.objects.count() == 1


def test_whoever_asked_can_take_the_question_back(house: House) -> None:
    check = house.ask()
    there = look_at(house, check, "take_look_back")
    assert signed_in(house.colin).post(there, {"write": str(new_id())}).status_code == 404
    assert signed_in(house.hannah).post(there, {"write": str(new_id())}).status_code == 303
    assert "Look at a copy" not in signed_in(house.colin).get("/").content.decode()


def test_somebody_who_may_not_see_all_of_it_never_learns_of_the_copy(house: House) -> None:
    sam = making.worker("Sam Ray", of=house.larkin)
    away = frozenset({Person.of(sam).pk})
    house.say("Sam may not know this.", hidden_from=away)
    check = house.ask()
    assert signed_in(sam).get(look_at(house, check)).status_code == 404
    assert check.title not in looks_listed(signed_in(sam), house)
    assert check.title in looks_listed(signed_in(house.colin), house)
    assert "Look at a copy" not in signed_in(sam).get("/").content.decode()


def test_a_restricted_item_may_be_looked_at_by_whoever_is_named_on_all_of_it(house: House) -> None:
    named = frozenset({house.larkin["Shane"].pk, Person.of(house.hannah).pk, Person.of(house.colin).pk})
    house.say("For Shane, Hannah and Colin.", sharing="restricted", named=named)
    sam = making.worker("Sam Ray", of=house.larkin)
    check = house.ask()
    assert signed_in(house.colin).get(look_at(house, check)).status_code == 200
    assert signed_in(sam).get(look_at(house, check)).status_code == 404


def test_the_rule_of_two_people_asks_for_a_look_at_every_copy(house: House) -> None:
    there = reverse("casework:copy_rule", args=[house.larkin.ref])
    sent = {"write": str(new_id()), "stands": "yes", "why": "address", "version": "0"}
    assert signed_in(house.hannah).post(there, sent).status_code == 303
    assert house.give("Dee").status_code == 422
    assert "A second person looks at every copy" in house.page(house.hannah, "Dee").content.decode()
    loose = {"write": str(new_id()), "stands": "no", "why": "address", "version": "1"}
    answer = signed_in(house.hannah).post(there, loose)
    assert (answer.status_code, "Only a manager can end this rule" in answer.content.decode()) == (422, True)
    assert signed_in(house.colin).post(there, loose).status_code == 303
    assert not TwoPersonRule.objects.get().stands
    assert house.give("Dee").status_code == 303


def test_two_people_who_change_the_rule_at_once_are_told(house: House) -> None:
    there = reverse("casework:copy_rule", args=[house.larkin.ref])
    for number, status in ((1, 303), (2, 409)):
        sent = {"write": str(new_id()), "stands": "yes", "why": "court", "version": "0"}
        assert signed_in(house.hannah).post(there, sent).status_code == status, number


def test_a_copy_for_oneself_needs_nobody(house: House) -> None:
    TwoPersonRule.say(family=house.larkin.family, stands=True, why="court", by=house.hannah)
    there = reverse("casework:preview", args=[house.larkin.ref, "map", "professional",
                                              Person.of(house.hannah).pk])  # fmt: skip
    assert "Somebody else looks at it first" not in signed_in(house.hannah).get(there).content.decode()


def looks_listed(client: Client, house: House) -> str:
    page = client.get(reverse("casework:copies", args=[house.larkin.ref])).content.decode()
    return page.partition('id="looks"')[2]


def bare(page: str) -> str:
    return re.sub(r'(value="[^"]*"|nonce="[^"]*")', "", page)


def test_a_copy_that_was_taken_away_is_said_to_be_gone_to_whoever_looked_at_it(house: House) -> None:
    house.give(alone="It is Sunday night and court is at nine.")
    check = CopyCheck.objects.get()
    assert check.issue is not None
    check.issue.take_away(by=house.colin)
    there = look_at(house, check, "copy_check_file")
    assert signed_in(house.colin).get(there).status_code == 410
    assert "Read the copy" not in signed_in(house.colin).get(look_at(house, check)).content.decode()


def test_a_look_asks_as_often_for_two_things_left_out_as_for_twenty(house: House) -> None:
    check = house.ask()
    few = queries_of(signed_in(house.colin), look_at(house, check))
    for number in range(18):
        house.say(f"Also hidden {number}.", hidden_from=frozenset({house.larkin["Shane"].pk}))
    assert queries_of(signed_in(house.colin), look_at(house, check)) == few
