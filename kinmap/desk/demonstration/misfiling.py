"""The demonstration's share of misfiled words: one entry that stood on the wrong map, struck out by two people.

Written and struck out while the demonstration is made, by the same verbs as anywhere, so that only its stub is there.
"""

from uuid import UUID

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.sharing import Sharing
from kinmap.casework.doors import admit
from kinmap.casework.misfiled.doing import agree
from kinmap.casework.models import Misfiled
from kinmap.families.models import Family, Person
from kinmap.mapping.models import Entry, Map

REF = "NM-1042"
ENTRY = UUID("019fb2d4-5800-7b02-a1c7-52e96d0fc003")
ASKS, AGREES = "hannah.osei@northmoor.example", "colin.prentice@northmoor.example"
WORDS = "Mr Abara from number nine says that the twins next door to him are left alone on Thursday evenings."


def misfile() -> None:
    """Write an entry about somebody else's children, and strike it out. What was done already is kept."""
    family = Family.objects.filter(ref=REF).first()
    if family is None or Entry.objects.filter(pk=ENTRY).exists():
        return
    asks, agrees = User.objects.get(email__iexact=ASKS), User.objects.get(email__iexact=AGREES)
    about = family.children_on().order_by("id")[:1]
    two = frozenset({Person.of(asks).pk, Person.of(agrees).pk})
    entry = Map.of(family, by=asks).add_entry(
        id=ENTRY, category="past_harm", text=WORDS, children=about, source=Entry.Source.WAS_TOLD, by=asks,
        sharing=Sharing.RESTRICTED, named=two,
    )  # fmt: skip
    asked = Misfiled.report(
        entry, kind="entry", act=Misfiled.Act.STRIKE, reason=Misfiled.Reason.WRONG_FAMILY,
        words="I had two records open.", by=asks,
    )  # fmt: skip
    _, reader = admit(agrees, REF, to=Permission.STRIKE_OUT)
    agree(asked, reader=reader, by=agrees, version=asked.version, seen=entry.version)
