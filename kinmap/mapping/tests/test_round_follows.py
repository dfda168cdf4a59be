"""A round about one statement alone is as secret as that statement becomes."""

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.families.models import Person
from kinmap.mapping.models import Judgment, Round, Scale
from tests import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("shown", [True, False])
def test_when_a_statement_is_hidden_from_somebody_its_round_is_no_trace_of_it(
    client: Client, family: making.Household, hannah: User, shown: bool
) -> None:
    colin = making.worker("Colin Baptiste", of=family)
    statement = family.map.add_entry(  # type: ignore[union-attr]
        category="danger_statement", text="Nana is worried.", children=[family["Mia"]], by=hannah
    )
    scale = Scale.write(family=family.family, statement=statement, zero_text="0", ten_text="10", by=hannah)
    held = Round.open(
        family=family.family, scales=[scale], held_on=scale.recorded_at.date(), given_in="at Sandie’s", by=hannah
    )
    Judgment.give(scale=scale, round=held, person=family["Dee"], value=None, reason="", by=hannah)
    if shown:
        held.show(by=hannah)
    statement.change(by=hannah, hidden_from=frozenset({Person.of(colin).pk}))
    client.force_login(colin)
    here = f"/families/{family.ref}"
    assert client.get(f"{here}/statements/rounds/{held.pk}/").status_code == 404
    for page in ("/statements/", "/story/"):
        assert "shown together" not in (words := client.get(f"{here}{page}").content.decode())
        assert "being gathered" not in words
        assert f"rounds/{held.pk}" not in words
