"""When each child's own words were last written down, for prompts and for the table of the Visits page."""

from datetime import date
from uuid import UUID

from django.db.models import Max

from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.visits.models import Said, Visit


def last_heard(family: Family, reader: Reader) -> dict[UUID, date]:
    """The last day on which each child's own words were written down at a visit, by the child's id.

    Only words that this reader may see; a child of whom there are none is not among the keys.
    """
    said = Said.objects.readable_by(reader).filter(family=family, part__visit__state=Visit.State.MADE)
    rows = said.order_by().values_list("part__child").annotate(newest=Max("part__visit__on"))
    return dict(rows)
