"""Time limits: shipped with sources, changed by a council from a day on; and the clock that shows them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kinmap.access.nouns import Outdated
from kinmap.casework.clock import clock
from kinmap.casework.models import Limits, TimeLimit, due
from kinmap.casework.models.limit import shipped
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 6, 14)


@pytest.fixture
def robin() -> object:
    return making.user("Robin Hale", role=making.SYSTEM_ADMINISTRATOR)


def reword(by: object, **facts: object) -> TimeLimit:
    standing = Limits.today().holding("icpc", date(2027, 1, 1))
    given = {
        "amount": 12,
        "unit": "working_days",
        "source": "Northmoor procedures, 2027",
        "valid_from": date(2027, 1, 1),
    }
    return standing.reworded(by=by, **{**given, **facts})  # type: ignore[arg-type]


def test_every_shipped_limit_says_where_it_comes_from_and_from_when_it_counts() -> None:
    for code, row in shipped().items():
        limit = TimeLimit(**row)
        limit.clean_fields(exclude=["recorded_by"])
        assert limit.source, code
        assert limit.starts_from, code
        assert limit.in_words, code


def test_what_the_practice_guide_could_not_confirm_is_marked() -> None:
    assert {"pre_proceedings", "temp_approval_kin", "iro_decisions"} <= {
        c for c, row in shipped().items() if row.get("unsure")
    }


def test_the_limits_of_the_larkin_family_end_on_their_days() -> None:
    assert due("icpc", SUNDAY) == date(2026, 7, 3)
    assert due("assessment_complete", SUNDAY) == date(2026, 8, 14)
    assert due("core_group_first", date(2026, 7, 1)) == date(2026, 7, 15)
    assert due("rcpc_first", date(2026, 7, 1)) == date(2026, 10, 1)
    assert due("rcpc_next", date(2026, 9, 22)) == date(2027, 3, 22)
    assert due("reports_to_parents_icpc", date(2026, 7, 1)) == date(2026, 6, 26)
    assert due("strategy_discussion", SUNDAY) is None


def test_a_councils_own_limit_holds_from_its_day_and_not_before(robin: object) -> None:
    reword(robin)
    assert Limits.today().holding("icpc", date(2026, 12, 31)).amount == 15
    assert Limits.today().holding("icpc", date(2027, 1, 1)).amount == 12


def test_a_later_limit_closes_the_one_before_it_on_the_day_before(robin: object) -> None:
    reword(robin)
    reword(robin, amount=10, valid_from=date(2027, 4, 1), version=1)
    first, second = TimeLimit.objects.order_by("valid_from")
    assert (first.valid_to, second.valid_to) == (date(2027, 3, 31), None)
    assert Limits.today().holding("icpc", date(2027, 3, 31)).amount == 12


def test_a_limit_changed_meanwhile_is_told(robin: object) -> None:
    reword(robin)
    with pytest.raises(Outdated):
        reword(robin, version=0)


def test_a_limit_never_reaches_back_before_the_present_one(robin: object) -> None:
    reword(robin)
    with pytest.raises(ValueError, match="1 January 2027"):
        reword(robin, valid_from=date(2026, 12, 1))


def test_the_page_changes_a_limit_once_however_often_it_is_sent(robin: object, client: Client) -> None:
    client.force_login(robin)  # type: ignore[arg-type]
    page = reverse("casework:limit", args=["icpc"])
    typed = {
        "write": str(new_id()), "version": "0", "amount": "14", "unit": "working_days", "source": "Ours", "note": "",
        "valid_from-day": "1", "valid_from-month": "11", "valid_from-year": "2026",
    }  # fmt: skip
    shown = client.get(page).content.decode()
    names = {name for name in typed if f'name="{name}"' in shown}
    assert names == typed.keys()
    assert client.post(page, typed).status_code == 303
    assert client.post(page, typed).status_code == 303
    assert TimeLimit.objects.get().amount == 14
    assert "your council’s own" in client.get(reverse("casework:limits")).content.decode()


def test_a_limit_of_nothing_is_refused_beside_its_box(robin: object, client: Client) -> None:
    client.force_login(robin)  # type: ignore[arg-type]
    typed = {"write": str(new_id()), "version": "0", "amount": "0", "unit": "days", "source": "Ours"}
    answer = client.post(reverse("casework:limit", args=["icpc"]), typed)
    assert answer.status_code == 422
    assert "Enter at least 1" in answer.content.decode()


def test_a_code_that_is_no_limit_is_not_there(robin: object, client: Client) -> None:
    client.force_login(robin)  # type: ignore[arg-type]
    assert client.get(reverse("casework:limit", args=["tea-break"])).status_code == 404


def test_the_list_of_limits_takes_the_same_queries_however_many_are_changed(
    robin: object, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(robin)  # type: ignore[arg-type]
    reword(robin)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(reverse("casework:limits"))


# --- The clock -----------------------------------------------------------------------------------


def test_a_clock_in_time_says_how_much_was_used() -> None:
    held = clock(Limits.today(), "icpc", trigger=SUNDAY, done=date(2026, 7, 1))
    assert (held.state, held.used_in_words, held.due) == ("done", "13 working days used", date(2026, 7, 3))


def test_a_missed_limit_stays_late_when_it_is_done_and_when_somebody_says_why() -> None:
    held = clock(Limits.today(), "icpc", trigger=SUNDAY, done=date(2026, 7, 6))
    told = clock(Limits.today(), "icpc", trigger=SUNDAY, done=date(2026, 7, 6), reason="The chair was ill.")
    assert held.state == told.state == "done_late"
    assert (held.reason, told.reason) == ("", "The chair was ill.")


def test_a_clock_that_runs_becomes_late_the_day_after_it_is_due() -> None:
    last = clock(Limits.today(), "icpc", trigger=SUNDAY, today=date(2026, 7, 3))
    after = clock(Limits.today(), "icpc", trigger=SUNDAY, today=date(2026, 7, 4))
    assert not last.late
    assert after.state == "late"


def test_a_thing_without_a_fixed_limit_is_never_late() -> None:
    assert not clock(Limits.today(), "strategy_discussion", trigger=SUNDAY).late
