"""What is missing on the map as a whole: a child's words, a look after something serious, another child's name."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.sharing import Sharing
from kinmap.casework.models import TimelineEvent
from kinmap.guidance.models import PromptSetting
from kinmap.kit.people_field import people
from kinmap.mapping.tests.filling import filled, soup, words_of
from kinmap.mapping.tests.writing import add, address, send
from tests import making

pytestmark = pytest.mark.django_db


def told(client: Client, family: making.Household) -> str:
    return words_of(client.get(address(family, "missing/")))


def say(family: making.Household, child: str, by: User, *, days: int, **guard: object) -> None:
    family.map.add_entry(  # type: ignore[union-attr]
        category="past_harm", text="“I hide.”", children=people([family[child]]), by=by, source="child_said",
        event_date=timezone.localdate() - timedelta(days=days), date_precision="exact", **guard,
    )  # fmt: skip


def test_a_child_not_heard_for_six_weeks_is_asked_after_and_another_is_not(
    worker: Client, family: making.Household, hannah: User
) -> None:
    say(family, "Kayla", hannah, days=41)
    say(family, "Mia", hannah, days=42)
    page = told(worker, family)
    assert "Kayla said" not in page
    assert "Nothing that Mia said has been written down for 6 weeks." in page
    assert "Nothing that Toby said has been written down yet." in page


def test_the_weeks_are_the_councils_to_set(worker: Client, family: making.Household, hannah: User) -> None:
    say(family, "Kayla", hannah, days=20)
    assert "Kayla said" not in told(worker, family)
    PromptSetting.change(weeks=2, version=0, by=hannah)
    assert "Nothing that Kayla said has been written down for 2 weeks." in told(worker, family)


def test_words_that_the_reader_may_not_see_count_for_nothing(
    client: Client, family: making.Household, hannah: User
) -> None:
    say(family, "Kayla", hannah, days=1, sharing=Sharing.SEALED, named=frozenset(), hidden_from=frozenset())
    client.force_login(making.worker("Gemma Tate", of=family))
    assert "Nothing that Kayla said has been written down yet." in told(client, family)


def test_a_serious_event_since_the_last_change_asks_for_a_look(
    worker: Client, family: making.Household, hannah: User
) -> None:
    add(worker, family, "Kayla dances.", category="strength")
    family.family.entries.get().history.update(history_date=timezone.now() - timedelta(days=9))

    def happened(days: int, **facts: object) -> None:
        TimelineEvent.write(family=family.family, children=people([family["Kayla"]]), by=hannah, text="It happened.",
                            on=timezone.localdate() - timedelta(days=days), **facts)  # fmt: skip

    happened(3)
    happened(12, significance="serious")
    assert "Something serious" not in told(worker, family)
    happened(3, significance="serious", sharing=Sharing.SEALED, named=frozenset(), hidden_from=frozenset())
    assert "Something serious" not in told(worker, family)
    happened(4, significance="serious")
    assert "Something serious happened on" in told(worker, family)
    add(worker, family, "Kayla sings.", category="strength")
    assert "Something serious" not in told(worker, family)


def test_a_siblings_name_is_pointed_at_and_a_child_who_is_ticked_is_not(
    worker: Client, family: making.Household
) -> None:
    add(worker, family, "Kayla held Mia by the hand.", about=["Kayla"], category="strength")
    assert "It names Mia, who is not ticked." in told(worker, family)
    add(worker, family, "Kayla held Toby by the hand.", about=["Kayla", "Toby"], category="strength")
    assert "It names Toby" not in told(worker, family)


def test_a_child_of_another_family_is_known_only_to_whoever_may_open_it_and_is_not_given_away(
    client: Client, worker: Client, family: making.Household, hannah: User
) -> None:
    other = making.family("Okafor", children=["Chidi"], parents=["Ngozi"])
    add(worker, family, "Chidi was hungry.")
    assert "Chidi" not in told(worker, family)
    making.allocate(hannah, other)
    page = told(worker, family)
    assert "Is “Chidi” the right name?" in page
    assert "Okafor" not in page
    assert other.ref not in page
    client.force_login(making.worker("Gemma Tate", of=family))
    assert "Chidi" not in told(client, family)


def test_a_child_hidden_from_the_writer_does_not_exist_for_it(
    worker: Client, family: making.Household, hannah: User
) -> None:
    other = making.family("Okafor", children=["Chidi"])
    making.allocate(hannah, other)
    mine = making.eyes_of(hannah).person_id
    chidi = other["Chidi"]
    chidi.restrict(sharing=Sharing.FAMILY_ALL, named=frozenset(), hidden_from={mine})
    chidi.keep(by=None)
    add(worker, family, "Chidi was hungry.")
    assert "Chidi" not in told(worker, family)


def test_a_name_that_is_a_word_counts_only_whole_and_ones_own_people_never(
    worker: Client, family: making.Household, hannah: User
) -> None:
    other = making.family("Okafor", children=["Grace", "Dee"])
    making.allocate(hannah, other)
    add(worker, family, "On 2 May Grace before meals was said, and Dee cooked.")
    assert "right name" not in told(worker, family)
    add(worker, family, "Grace Okafor was here.")
    assert "Is “Grace” the right name?" in told(worker, family)


def test_not_now_is_for_oneself_alone(worker: Client, family: making.Household) -> None:
    sent = filled(worker.get(address(family, "missing/")))
    assert send(worker, address(family, "missing/wave/"), **sent).status_code == 303
    left = len(soup(worker.get(address(family, "missing/"))).select(".map-missing__one"))
    colleague = Client()
    colleague.force_login(making.worker("Gemma Tate", of=family))
    assert len(soup(colleague.get(address(family, "missing/"))).select(".map-missing__one")) == left + 1


def test_the_map_asks_for_it_by_itself_and_leads_there_without_a_script(
    worker: Client, family: making.Household
) -> None:
    page = soup(worker.get(address(family)))
    there = page.select_one("#map-missing")
    assert there is not None
    assert there["hx-get"] == address(family, "missing/")
    assert there.select_one("a")["href"] == address(family, "missing/")  # type: ignore[index]
