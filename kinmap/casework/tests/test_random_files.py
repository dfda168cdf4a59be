"""Random files: whatever is done to a file, it is refused with a place or taken in whole."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kinmap.access.sharing import Sharing
from kinmap.casework.exchange import Refused, export_family, import_family
from kinmap.casework.exchange.checking import lines_of
from kinmap.casework.exchange.opening import walk
from kinmap.casework.tests.family_file import as_file, family_file, ident, row
from kinmap.casework.tests.test_export import account
from kinmap.families.models import Family
from tests import making

pytestmark = pytest.mark.django_db
#: Each case takes whole families in and out again, so there are fewer than of cheap cases.
one_database = settings(
    max_examples=settings().max_examples // 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def colin():
    return account("colin.prentice@northmoor.example", making.TEAM_MANAGER, making.team())


@pytest.fixture
def hannah():
    return account("hannah.osei@northmoor.example")


# --- Mangled files ---------------------------------------------------------------------------------

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 30),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from([[], {}, [[]], "", " ", "2026-06-18", "1899-01-01", ident("mia"), ident("ds1"), ident("nobody")]),
    st.dates().map(str),
    st.sampled_from([code for code, _ in Sharing.choices]),
)


def homes(data):
    """Every container of the data with the names or numbers of what is in it."""
    for _, value in walk(data):
        if isinstance(value, dict | list) and value:
            yield value, list(value) if isinstance(value, dict) else list(range(len(value)))


def mangle(draw, data):
    """Take something out, put something odd in its place, double it, or put there what stands elsewhere."""
    container, steps = draw(st.sampled_from(list(homes(data))))
    step = draw(st.sampled_from(steps))
    act = draw(st.sampled_from(["out", "odd", "double", "elsewhere", "unknown"]))
    if act == "out":
        del container[step]
    elif act == "odd":
        container[step] = draw(ODD)
    elif act == "double" and isinstance(container, list):
        container.append(container[step])
    elif act == "unknown" and isinstance(container, dict):
        container[draw(st.text(max_size=8))] = draw(ODD)
    else:
        other, others = draw(st.sampled_from(list(homes(data))))
        container[step] = json.loads(json.dumps(other[draw(st.sampled_from(others))]))


@st.composite
def mangled(draw):
    data = family_file()
    for _ in range(draw(st.integers(1, 3))):
        mangle(draw, data)
    return data


@one_database
@given(data=mangled())
def test_a_mangled_file_is_refused_with_a_place_or_taken_in_whole(colin, data):
    refused = None
    with transaction.atomic():
        try:
            family = import_family(as_file(data), by=colin)
        except Refused as refusal:
            refused = refusal
        else:
            for line in lines_of(data):
                assert line.rows.model._default_manager.filter(pk=line.row["id"]).exists(), line.path
            assert str(family.pk) == data["families"]["family"]["id"]
            transaction.set_rollback(True)
    assert refused is None or (refused.path.startswith("$") and refused.reason.endswith("."))
    assert not Family.objects.exists()


@one_database
@given(given_bytes=st.binary(max_size=200), at=st.integers(0, 20_000))
@example(given_bytes=b"\xff", at=40)
@example(given_bytes=b'"\\ud800"', at=0)
@example(given_bytes=b"1e999", at=0)
@example(given_bytes=b"1" * 5000, at=0)
def test_a_file_with_broken_bytes_is_refused_with_a_place(colin, given_bytes, at):
    whole = json.dumps(family_file()).encode()
    broken = whole[:at] + given_bytes + whole[at + len(given_bytes) :] if at else given_bytes
    refused = None
    with transaction.atomic():
        try:
            import_family(BytesIO(broken), by=colin)
        except Refused as refusal:
            refused = refusal
        transaction.set_rollback(refused is None)
    assert json.loads(broken) if refused is None else refused.path.startswith(("$", "line "))
    assert not Family.objects.exists()


# --- Random families -------------------------------------------------------------------------------

LETTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Co", "Cn"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
)
WORDS = st.text(LETTERS, min_size=1, max_size=40).filter(str.strip)
PEOPLE = ["kayla", "mia", "dee", "shane", "mo", "hannah"]
SETS = st.sets(st.sampled_from([ident(name) for name in PEOPLE]), max_size=3).map(sorted)
PLACES = st.floats(-1e9, 1e9)
KINDS = ("strength", "past_harm", "complicating_factor", "not_sure_yet")


@st.composite
def entries(draw):
    """A few more entries, about either child or both, at any level, hidden from and shown to anybody."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        guard = {"sharing": draw(st.sampled_from(list(Sharing.values))), "named": draw(SETS), "hidden_from": draw(SETS)}
        children = draw(st.sets(st.sampled_from([ident("kayla"), ident("mia")]), min_size=1))
        moment = datetime(2020, 1, 1, tzinfo=UTC) + draw(st.timedeltas(timedelta(0), timedelta(days=2300)))
        found.append(
            row(f"random {number}", category=draw(st.sampled_from(KINDS)), text=draw(WORDS), place=draw(PLACES),
                children=sorted(children), disputed=draw(st.booleans()), parts={"who": draw(WORDS)}, **guard)
            | {"recorded_at": moment.isoformat(), "recorded_by": {"name": draw(WORDS)}}
        )  # fmt: skip
    return found


@one_database
@given(
    more=entries(),
    level=st.sampled_from(list(Sharing.values)),
    of=st.sampled_from(["ds1", "sg1", "es1", "h3"]),
    is_hers=st.booleans(),
)
def test_any_family_leaves_an_empty_place_as_the_bytes_with_which_it_came(
    colin, hannah, tmp_path, more, level, of, is_hers
):
    data = family_file()
    data["mapping"]["entries"] += more
    next(entry for entry in data["mapping"]["entries"] if entry["id"] == ident(of))["sharing"] = level
    out = tmp_path / "family.json"
    reader = hannah if is_hers else colin
    texts, source = [], as_file(data)
    for _ in ("first", "second"):
        with transaction.atomic():
            import_family(source, by=colin)
            export_family("NM-0417", out, by=reader)
            texts.append(out.read_bytes())
            source = BytesIO(texts[0])
            transaction.set_rollback(True)
    assert texts[0] == texts[1]
    for entry in more:
        assert (entry["id"].encode() in texts[0]) == reader_may_see(entry, reader)


def reader_may_see(entry, reader):
    """The rule of domain.md §9.2 for the two council workers of this family, said once more in plain words."""
    me = ident("hannah") if reader.email.startswith("hannah") else None
    if me in entry["hidden_from"]:
        return False
    return entry["sharing"] not in ("restricted", "sealed") or me in entry["named"]
