"""What the chronology tells of an entry is as secret as the entry is today."""

import pytest

from kinmap.casework.doors import reader_for
from kinmap.casework.models import TimelineEvent
from tests import making

pytestmark = pytest.mark.django_db


def test_hiding_an_entry_hides_that_it_was_ever_written() -> None:
    larkin = making.family("Larkin", children=["Kayla"], parents=["Dee"])
    hannah = making.worker(of=larkin)
    entry = larkin.map.add_entry(category="past_harm", text="Words.", children=[larkin["Kayla"]], by=hannah)
    dee = reader_for(larkin["Dee"], larkin.family)
    assert TimelineEvent.objects.readable_by(dee).filter(subject=entry.pk).exists()
    entry.change(by=hannah, hidden_from=frozenset({larkin["Dee"].pk}))
    assert not TimelineEvent.objects.readable_by(dee).filter(subject=entry.pk).exists()


def test_changing_words_alone_leaves_the_story_as_it_was() -> None:
    larkin = making.family("Larkin", children=["Kayla"], parents=["Dee"])
    hannah = making.worker(of=larkin)
    entry = larkin.map.add_entry(category="past_harm", text="Words.", children=[larkin["Kayla"]], by=hannah)
    entry.change(by=hannah, text="Other words.")
    assert {event.version for event in TimelineEvent.objects.filter(subject=entry.pk)} == {1}
