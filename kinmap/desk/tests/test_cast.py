"""The demonstration families say what docs/domain.md §12 says of them; the files are read as they stand, unmoved."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

HERE = Path(__file__).parent.parent / "demonstration"
Rows = list[dict[str, Any]]

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
)
A_CALENDAR_DATE = re.compile(rf"\b(?:{MONTHS}|20\d\d|\d+/\d+/\d+)\b")
PHONE = re.compile(r"\b0\d[\d ]{8,}\b")
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}")
DRAMA = re.compile(r"07700 900\d{3}|01632 960\d{3}")
ROUNDS = ("2026-06-18", "2026-07-01", "2026-09-22")
MEETINGS = ("2026-03-11", "2026-03-25", "2026-05-06", "2026-06-24", "2026-07-15")


def read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def larkin() -> dict[str, Any]:
    return read("larkin")


@pytest.fixture(scope="module")
def rahman() -> dict[str, Any]:
    return read("rahman")


def every_row(data: dict[str, Any]) -> Rows:
    rooms = [data[room] for room in ("families", "casework", "mapping", "planning")]
    return [row for room in rooms for rows in room.values() for row in (rows if isinstance(rows, list) else [rows])]


def names(data: dict[str, Any]) -> dict[str, str]:
    """What people call each person, by id."""
    return {row["id"]: row.get("known_as") or row["first_name"] for row in data["families"]["people"]}


def children(data: dict[str, Any]) -> list[str]:
    called = names(data)
    return [called[row["person"]] for row in data["families"]["members"] if row["role"] == "child"]


def entries(data: dict[str, Any], category: str) -> Rows:
    found: Rows = [row for row in data["mapping"]["entries"] if row["category"] == category]
    return found


def numbers(data: dict[str, Any], statement: int, days: tuple[str, ...]) -> dict[str, list[float | None]]:
    """Everybody's number on the scale of the nth statement, day by day; ``None`` where they gave none."""
    statement_id = entries(data, "danger_statement")[statement - 1]["id"]
    (scale,) = [row for row in data["mapping"]["scales"] if row["statement"] == statement_id]
    given: dict[str, list[float | None]] = {}
    for row in data["mapping"]["judgments"]:
        if row["scale"] == scale["id"]:
            line = given.setdefault(names(data)[row["person"]], [None] * len(days))
            line[days.index(row["given_on"])] = row["value"]
    return given


def reasons(data: dict[str, Any], statement: int, day: str) -> dict[str, dict[str, Any]]:
    statement_id = entries(data, "danger_statement")[statement - 1]["id"]
    (scale,) = [row for row in data["mapping"]["scales"] if row["statement"] == statement_id]
    given = [row for row in data["mapping"]["judgments"] if (row["scale"], row["given_on"]) == (scale["id"], day)]
    return {names(data)[row["person"]]: row for row in given}


def strings(value: Any, key: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [found for name, one in value.items() for found in strings(one, name)]
    if isinstance(value, list):
        return [found for one in value for found in strings(one, key)]
    return [(key, value)] if isinstance(value, str) else []


# --- Both files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["larkin", "rahman"])
def test_every_id_stands_once_and_is_a_uuid_of_version_7(name: str) -> None:
    ids = [row["id"] for row in every_row(read(name))]
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    assert {UUID(one).version for one in ids} == {7}


@pytest.mark.parametrize("name", ["larkin", "rahman"])
def test_no_text_names_a_calendar_date_because_the_demonstration_moves_all_dates(name: str) -> None:
    dates = {"on", "born", "died", "started", "ended", "due", "done_on", "event_date", "held_on", "given_on",
             "written_on", "expires", "next_check", "recorded_at", "shown_at", "fixed_at"}  # fmt: skip
    texts = [text for key, text in strings(every_row(read(name))) if key not in dates and not AN_ID.fullmatch(text)]
    assert [text for text in texts if A_CALENDAR_DATE.search(text)] == []


@pytest.mark.parametrize("name", ["larkin", "rahman"])
def test_phones_and_postcodes_can_belong_to_nobody(name: str) -> None:
    data = read(name)
    phones = [phone for _, text in strings(every_row(data)) for phone in PHONE.findall(text)]
    assert phones
    assert [phone for phone in phones if not DRAMA.fullmatch(phone.strip())] == []
    areas = {row["postcode"][:2] for row in data["families"]["addresses"]}
    assert areas <= {"NM", "QX"}, "no postcode area in use"


@pytest.mark.parametrize("name", ["larkin", "rahman"])
def test_everybody_who_recorded_something_has_an_account(name: str) -> None:
    accounts = {account["email"]: account["name"] for account in read("partnership")["accounts"]}
    authors = {(row["recorded_by"]["account"], row["recorded_by"]["name"]) for row in every_row(read(name))}
    assert authors <= set(accounts.items())
    linked = {row["account"] for row in read(name)["families"]["people"] if "account" in row}
    assert linked <= set(accounts)


@pytest.mark.parametrize("name", ["larkin", "rahman"])
def test_every_statement_has_its_goal_and_its_scale_with_written_ends(name: str) -> None:
    data = read(name)
    for statement in entries(data, "danger_statement"):
        assert [goal for goal in entries(data, "goal") if goal["answers"] == statement["id"]]
        (scale,) = [row for row in data["mapping"]["scales"] if row["statement"] == statement["id"]]
        assert scale["zero_text"]
        assert scale["ten_text"]
    dangers = {row["id"] for row in entries(data, "danger_statement")}
    assert {row["answers"] for row in entries(data, "existing_safety")} <= dangers


@pytest.mark.parametrize("name", ["larkin", "rahman"])
def test_every_number_has_a_reason_and_stands_in_a_round_that_was_shown(name: str) -> None:
    mapping = read(name)["mapping"]
    days = {row["id"]: row["held_on"] for row in mapping["rounds"] if row["shown_at"]}
    assert len(days) == len(mapping["rounds"])
    for judgment in mapping["judgments"]:
        assert judgment["reason"]
        assert days[judgment["round"]] == judgment["given_on"]


# --- The Larkin family -----------------------------------------------------------------------------


def test_the_larkin_children_are_five_with_their_dates_of_birth(larkin: dict[str, Any]) -> None:
    assert children(larkin) == ["Kayla", "Reece", "Mia", "Toby", "Isla"]
    born = {row["first_name"]: row.get("born") for row in larkin["families"]["people"]}
    assert [born[name] for name in children(larkin)] == [
        "2012-03-09", "2014-11-22", "2018-05-03", "2021-02-11", "2025-04-02"]  # fmt: skip


def test_parental_responsibility_is_for_each_child_and_not_for_the_family(larkin: dict[str, Any]) -> None:
    held: dict[str, set[str]] = {}
    for row in larkin["families"]["responsibilities"]:
        held.setdefault(names(larkin)[row["person"]], set()).add(names(larkin)[row["child"]])
    assert held == {
        "Dee": {"Kayla", "Reece", "Mia", "Toby", "Isla"},
        "Craig": {"Kayla", "Reece"},
        "Shane": {"Toby", "Isla"},
    }


def test_everybody_may_be_told_about_their_own_children_only(larkin: dict[str, Any]) -> None:
    told = {names(larkin)[row["person"]]: {names(larkin)[one] for one in row.get("children", ())}
            for row in larkin["families"]["members"]}  # fmt: skip
    every = set(children(larkin))
    assert told["Craig"] == {"Kayla", "Reece"}
    assert told["Shane"] == {"Toby", "Isla"}
    assert told["Pat"] == {"Mia"}
    assert told["Lorraine"] == set()
    assert [told[name] for name in ("Dee", "Nana Mo", "Alan", "Jodie", "Sandie", "Tash")] == [every] * 6


def test_police_protection_began_at_22_40_and_ended_before_its_72_hours(larkin: dict[str, Any]) -> None:
    began, ended = [row for row in larkin["casework"]["timeline"] if row["kind"] == "police_protection"]
    assert began["on"] == "2026-06-13"
    assert "At 22.40 all five" in began["text"]
    assert "72 hours at most: until 22.40 on Tuesday" in began["text"]
    assert (ended["on"], ended["text"]) == ("2026-06-15", "Police protection ended at 15.10.")
    assert date.fromisoformat(began["on"]).strftime("%A") == "Saturday"


def test_everybody_sleeps_where_they_slept(larkin: dict[str, Any]) -> None:
    homes = {row["id"]: row["name"] for row in larkin["families"]["households"]}
    stays = {(names(larkin)[row["person"]], homes[row["household"]], row["started"], row["ended"])
             for row in larkin["families"]["residences"] if row["kind"] == "staying" and "ended" in row}  # fmt: skip
    assert stays == {
        ("Kayla", "Jodie's", "2026-06-13", "2026-08-10"),
        ("Reece", "Jodie's", "2026-06-13", "2026-08-10"),
        ("Mia", "Nana Mo's and Grandad's", "2026-06-13", "2026-08-17"),
        ("Toby", "Nana Mo's and Grandad's", "2026-06-13", "2026-08-17"),
        ("Isla", "Nana Mo's and Grandad's", "2026-06-13", "2026-08-24"),
        ("Dee", "Refuge", "2026-06-17", "2026-07-20"),
    }


def test_the_categories_of_harm_are_each_childs_own(larkin: dict[str, Any]) -> None:
    plans = {names(larkin)[row["child"]]: row["reason"] for row in larkin["casework"]["involvements"]
             if row["started"] == "2026-07-01"}  # fmt: skip
    assert plans == {
        child: f"Child protection plan. Category: {'physical' if child == 'Kayla' else 'emotional'}."
        for child in children(larkin)
    }


def test_thirteen_people_gave_their_number_on_the_first_danger_statement(larkin: dict[str, Any]) -> None:
    assert numbers(larkin, 1, ROUNDS) == {
        "Dee": [4, 5, 7], "Kayla": [2, 3, 6], "Reece": [1, 3, 7], "Mia": [3, 4, 7], "Nana Mo": [3, 4, 7],
        "Craig": [2, 3, 6], "Sandie": [None, 4, 7], "Hannah": [2, 3, 6], "DC Lowe": [None, 2, 5],
        "Leanne": [None, 3, 6], "Gemma": [2, 3, 6], "Mrs Desai": [None, 3, 7], "Shane": [9, 9, 8],
    }  # fmt: skip


def test_the_numbers_on_the_other_statements(larkin: dict[str, Any]) -> None:
    assert numbers(larkin, 2, ROUNDS) == {
        "Dee": [3, 4, 7], "Kayla": [2, 3, 7], "Nana Mo": [3, 4, 7], "Jodie": [4, 5, 8], "Hannah": [2, 3, 6],
        "Gemma": [2, 2, 6], "Ben": [None, 4, 7], "Craig": [3, 3, 6],
    }  # fmt: skip
    assert numbers(larkin, 3, ROUNDS) == {
        "Dee": [3, 4, 6], "Reece": [2, 3, 6], "Kayla": [3, 3, 5], "Mia": [2, 3, 6], "Emmanuel": [3, 4, 7],
        "Mrs Desai": [2, 3, 6], "Hannah": [2, 3, 5],
    }  # fmt: skip


def test_people_give_their_reasons_in_their_own_words(larkin: dict[str, Any]) -> None:
    september = reasons(larkin, 1, "2026-09-22")
    assert september["Dee"]["reason"] == "Locks, Sandie, court order; I ring, I don't wait."
    assert september["Dee"]["one_higher"] == "trial over"
    assert september["Kayla"]["reason"] == "Mum told me I'm not the bodyguard."
    assert september["Reece"]["reason"] == "Gate is just a gate on school nights."
    assert september["Shane"]["reason"] == "Lies"
    assert "own letter" in september["Shane"]["spoken_for_by"]


def test_disputed_words_stand_beside_the_entry(larkin: dict[str, Any]) -> None:
    by_id = {row["id"]: row for row in larkin["mapping"]["entries"]}
    views = {(names(larkin)[row["person"]], row["words"]) for row in larkin["mapping"]["other_views"]}
    assert ("Shane", "She fell; Kayla slipped. I never touched them.") in views
    assert ("Dee", "not weekly — five or six times") in views
    assert all(by_id[row["entry"]]["disputed"] for row in larkin["mapping"]["other_views"])


def test_existing_safety_answers_the_danger_that_it_answered(larkin: dict[str, Any]) -> None:
    first, second, _ = (row["id"] for row in entries(larkin, "danger_statement"))
    answered = [row["answers"] for row in entries(larkin, "existing_safety")]
    assert answered == [first, first, first, second]
    assert entries(larkin, "existing_safety")[1]["parts"]["how_many_times"] == "four nights"


def test_the_interim_plan_expires_on_the_day_of_the_conference(larkin: dict[str, Any]) -> None:
    interim, family = larkin["planning"]["plans"]
    assert (interim["kind"], interim["started"], interim["expires"]) == ("interim", "2026-06-15", "2026-07-01")
    assert interim["next_check"] == "2026-06-18"
    versions = [(row["plan"], row["number"], row["fixed_at"][:10]) for row in larkin["planning"]["versions"]]
    assert versions == [
        (interim["id"], 1, "2026-06-15"), (family["id"], 2, "2026-07-22"), (family["id"], 3, "2026-09-22"),
    ]  # fmt: skip


def test_the_safety_plan_has_its_eight_rules(larkin: dict[str, Any]) -> None:
    statements = [row["id"] for row in entries(larkin, "danger_statement")]
    plan = larkin["planning"]["plans"][1]["id"]
    rules = [row for row in larkin["planning"]["rules"] if row["plan"] == plan]
    told = [[1 + statements.index(row[key]) for key in ("answers", "also_answers") if key in row] for row in rules]
    assert told == [[1], [1], [1], [2], [2], [2, 3], [3], [3]]
    assert [row["who"] for row in rules] == [
        "Dee", "Dee", "The schools", "Jodie Mon–Wed", "Jodie", "Dee", "Emmanuel", "Dee"]  # fmt: skip
    assert rules[0]["if_not"] == "Sandie rings → walks over → 999"
    assert rules[3]["text"] == "Before Dee wants a drink she rings Jodie, Tash, then Ben's line; somebody comes"


def test_how_sure_the_network_is_of_its_jobs(larkin: dict[str, Any]) -> None:
    sure = {names(larkin)[row["person"]]: int(found.group(1)) for row in larkin["planning"]["agreements"]
            if (found := re.search(r"(\d+) out of 10", row.get("words", "")))}  # fmt: skip
    assert sure == {"Nana Mo": 9, "Alan": 8, "Jodie": 8, "Sandie": 9, "Tash": 7, "Craig": 7, "Pat": 6}


# --- The Rahman family -----------------------------------------------------------------------------


def test_the_rahmans_agreed_before_anything_was_shared(rahman: dict[str, Any]) -> None:
    assert children(rahman) == ["Yusuf", "Hana"]
    given = {(names(rahman)[row["given_by"]], names(rahman)[row["child"]]) for row in rahman["casework"]["agreements"]
             if row["started"] == "2026-03-04" and row["agencies"] == "School, health, young carers"}  # fmt: skip
    assert given == {(parent, child) for parent in ("Nadia", "Imran") for child in ("Yusuf", "Hana")}
    stages = {(row["stage"], row["basis"], row["started"], row["ended"]) for row in rahman["casework"]["involvements"]}
    assert stages == {("early_help", "consent", "2026-03-04", "2026-07-15")}


def test_the_rahmans_numbers(rahman: dict[str, Any]) -> None:
    assert numbers(rahman, 1, MEETINGS) == {
        "Nadia": [4, 5, 7, 8, 9], "Imran": [5, 6, 7, 8, 9], "Yusuf": [3, 5, 6, 8, 8], "Farah": [4, 6, 7, 8, 9],
        "Pauline": [6, 6, 7, 8, 9], "Mr Ellery": [3, 5, 7, 8, 9], "Joanne": [4, 5, 7, 8, 9],
    }  # fmt: skip
    assert numbers(rahman, 2, MEETINGS) == {
        "Nadia": [3, 4, 6, 7, 8], "Yusuf": [2, 3, 5, 7, 8], "Aled": [None, 4, 6, 7, 8],
    }  # fmt: skip
    last = reasons(rahman, 1, "2026-07-15")
    assert last["Nadia"]["reason"] == "I used to hide it. Now I have a list on the fridge."
    assert last["Farah"]["reason"] == "The rota survived my holiday."


def test_dad_says_that_it_is_not_only_the_illness(rahman: dict[str, Any]) -> None:
    (view,) = rahman["mapping"]["other_views"]
    assert view["entry"] == entries(rahman, "danger_statement")[0]["id"]
    assert view["words"] == "I agree, but he's also sad about my father. It isn't only MS."
    assert names(rahman)[view["person"]] == "Imran"


def test_khalid_is_told_only_from_the_day_on_which_the_family_asked(rahman: dict[str, Any]) -> None:
    (khalid,) = [row for row in rahman["families"]["members"] if names(rahman)[row["person"]] == "Khalid"]
    assert khalid["started"] == "2026-05-06"


# --- The partnership -------------------------------------------------------------------------------


def test_the_demonstration_accounts_can_be_nobodys_real_address() -> None:
    partnership = read("partnership")
    assert all(account["email"].endswith("@northmoor.example") for account in partnership["accounts"])
    known = {organisation["name"] for organisation in partnership["organisations"]}
    assert {account["organisation"] for account in partnership["accounts"]} <= known
    roles = Counter(account["role"] for account in partnership["accounts"])
    assert roles == {
        "practitioner": 3, "team_manager": 1, "conference_chair": 1, "partner": 12, "practice_lead": 1,
        "system_administrator": 1, "front_door": 1, "data_protection_officer": 1,
    }  # fmt: skip
