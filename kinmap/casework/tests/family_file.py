"""A small invented family as a file, with a row of every kind; tests change what they are about."""

import json
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

AT = "2026-06-18T10:42:00+01:00"
HANNAH = {"name": "Hannah Osei", "account": "hannah.osei@northmoor.example"}


def ident(name: str) -> str:
    """The id of something in the test's family, the same for the same name."""
    return str(uuid5(NAMESPACE_DNS, f"{name}.northmoor.example"))


def row(name: str, /, **fields: Any) -> dict[str, Any]:
    """A row recorded by Hannah on the day of the mapping."""
    return {"id": ident(name), **fields, "recorded_at": AT, "recorded_by": HANNAH}


def family_file() -> dict[str, Any]:
    """Two children, their mum, her ex-partner, a grandmother, and Hannah who works with them."""
    kayla, mia, dee, shane, mo, hannah = (ident(name) for name in ("kayla", "mia", "dee", "shane", "mo", "hannah"))
    both = sorted([kayla, mia])
    data = {
        "kinmap": "family",
        "version": 1,
        "families": {
            "family": row("family", ref="NM-0417", name="Larkin family"),
            "people": [
                row("kayla", first_name="Kayla", last_name="Doyle", born="2012-03-09", gender="female"),
                row("mia", first_name="Mia", last_name="Larkin", born="2018-05-03", number="NM10023"),
                row("dee", first_name="Deanne", last_name="Larkin", known_as="Dee", born="1992-01-01",
                    born_precision="year", phone="01632 960012"),
                row("shane", first_name="Shane", last_name="Varley"),
                row("mo", first_name="Maureen", last_name="Larkin", known_as="Nana Mo"),
                row("hannah", first_name="Hannah", last_name="Osei", job_title="social worker",
                    organisation={"name": "Northmoor Council", "kind": "council"}, account=HANNAH["account"]),
            ],
            "members": [
                row("m-kayla", person=kayla, role="child"),
                row("m-mia", person=mia, role="child"),
                row("m-dee", person=dee, role="parent", describes="mum", children=both),
                row("m-shane", person=shane, role="other", describes="mum’s ex-partner"),
                row("m-mo", person=mo, role="network", describes="mum’s mum", children=[mia]),
            ],
            "relationships": [
                row("r1", person=dee, other=kayla, kind="parent"),
                row("r2", person=dee, other=mia, kind="parent"),
                row("r3", person=mo, other=dee, kind="parent", words="Mum’s mum"),
            ],
            "responsibilities": [row("pr1", person=dee, child=mia, basis="mother", started="2018-05-03")],
            "addresses": [row("a1", lines="4 Quarry Row\nNorthmoor", postcode="NM4 2AB", hidden_from=[shane])],
            "households": [row("h1", name="Mum’s house", address=ident("a1"), hidden_from=[shane])],
            "residences": [row("s1", person=mia, household=ident("h1"), started="2018-05-03")],
            "schools": [row("sc1", child=mia, name="Beckside Primary", year_group="Year 3")],
        },
        "casework": {
            "involvements": [
                row("i1", child=kayla, stage="cp", basis="s47", started="2026-06-14"),
                row("i2", child=mia, stage="cp", basis="s47", started="2026-06-14"),
            ],
            "agreements": [row("ag1", child=mia, given_by=dee, agencies="school, health", started="2026-03-04")],
            "allocations": [
                row("al1", child=kayla, worker=hannah, part="social_worker", started="2026-06-14",
                    team={"name": "East team", "organisation": "Northmoor Council"}),
                row("al2", child=mia, worker=hannah, part="social_worker", started="2026-06-14"),
            ],
            "proposals": [
                row("pp1", kind="close", on="2026-07-10", why="network", reason="They manage without us.",
                    after="Nana Mo rings on Sundays.", told="Both girls, by Hannah.", children=both),
            ],
            "proposal_answers": [row("ppa1", proposal=ident("pp1"), agreed=False, words="Who is there at night?")],
            "timeline": [row("t1", on="2026-06-13", kind="event", text="Police protection.", children=both)],
        },
        "sharing": {
            "decisions": [
                row("sd1", shared=True, what="That Mia’s plan changed.", to_whom="agency",
                    recipient_words="Beckside Primary", why="So that nobody else collects her.", basis="public_task",
                    told_family=True, told_words="Hannah told Dee.", decided_by="Hannah Osei",
                    decided_on="2026-06-18", children=[mia], sharing="professionals", hidden_from=[shane]),
                row("sd2", shared=False, what="Where they sleep.", to_whom="person", recipient=shane,
                    why="He asked.", basis="public_task", detriment="He could come.", told_family=False,
                    told_words="It would tell him.", decided_by="Hannah Osei", decided_on="2026-06-19",
                    children=both, sharing="professionals", hidden_from=[shane]),
            ],
        },
        "mapping": {
            "map": row("map"),
            "entries": [
                row("ds1", category="danger_statement", place=1.0, children=both, parts={"kind": "danger"},
                    text="Hannah and Dee are worried that Shane will come to the house."),
                row("es1", category="existing_safety", place=2.0, text="Reece rang 999.", answers=ident("ds1"),
                    said_by=mo, source="saw", event_date="2026-06-13", date_precision="exact", children=[mia]),
                row("sg1", category="goal", place=3.0, text="Shane stays away.", answers=ident("ds1"), children=both),
                row("ns1", category="next_step", place=4.5, text="Locks changed.", answers=ident("sg1"), owner=dee,
                    due="2026-06-20", children=both),
                row("x2", category="past_harm", place=5.0, text="Kayla told her advocate.", children=[kayla],
                    sharing="restricted", named=[hannah], hidden_from=[dee]),
                row("h3", category="past_harm", place=6.0, text="Dee’s drinking.", disputed=True, children=both),
            ],
            "other_views": [row("ov1", entry=ident("h3"), person=dee, words="Not weekly. Five or six times.")],
            "informants": [row("in1", entry=ident("h3"), name="Nana Mo", sharing="sealed", named=[hannah])],
            "links": [row("l1", one=min(ident("ds1"), ident("h3")), two=max(ident("ds1"), ident("h3")))],
            "wordings": [row("w1", entry=ident("ds1"), text="Mia was frightened.", children=[mia])],
            "scales": [row("sca1", statement=ident("ds1"), zero_text="any day", ten_text="SG1 met", children=both)],
            "rounds": [row("ro1", held_on="2026-06-18", shown_at=AT, children=both)],
            "questions": [row("q1", text="What would Nana Mo notice first?", category="goal", children=both)],
            "waved": [row("wv1", entry=ident("ds1"), code="who_says", digest="0" * 32)],
            "judgments": [
                row("j1", scale=ident("sca1"), round=ident("ro1"), person=dee, value=4, given_on="2026-06-18",
                    children=both, reason="I ring, I don’t wait."),
                row("j2", scale=ident("sca1"), round=ident("ro1"), person=mo, value=3.5, given_on="2026-06-18",
                    children=both),
                row("j3", scale=ident("sca1"), round=ident("ro1"), person=kayla, value=None, given_on="2026-06-18",
                    children=both),
            ],
        },
        "planning": {
            "plans": [
                row("p1", kind="interim", title="Until 1 July", started="2026-06-15", expires="2026-07-01",
                    children=both, hidden_from=[shane]),
            ],
            "rules": [row("pr-1", plan=ident("p1"), text="Doors locked.", who="Dee", place=1.0, answers=ident("ds1"),
                          children=both, hidden_from=[shane])],
            "triggers": [row("pt-1", plan=ident("p1"), text="Unknown number twice.", place=1.0, children=both)],
            "actions": [row("pa-1", plan=ident("p1"), text="Ring.", place=1.0, owner=mo, due="2026-06-20",
                            children=both)],
            "versions": [row("pv-1", plan=ident("p1"), number=1, fixed_at=AT)],
            "agreements": [row("pg-1", plan=ident("p1"), plan_version=ident("pv-1"), person=dee, answer="yes",
                               on="2026-06-18")],
        },
    }  # fmt: skip
    return json.loads(json.dumps(data))  # nothing in it is the same object twice


def as_file(data: Any) -> BytesIO:
    """The data as an open file."""
    return BytesIO(json.dumps(data).encode())
