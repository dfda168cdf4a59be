"""The watch that every test runs under does find an act without a trail entry, and the trail can be cleared."""

import pytest
from django.http import HttpResponse

from kinmap.access.models import Organisation, TrailEntry
from kinmap.access.trail import Verb, record
from tests import trail_watch


def answered(rf, act, *, path="/families/", status=200) -> list[str]:
    """What the watch says about a request that does this act; forgotten afterwards, since it was meant."""

    def view(request):
        act()
        return HttpResponse(status=status)

    trail_watch.TrailWatch(view)(rf.post(path))
    said = list(trail_watch.untrailed)
    trail_watch.untrailed.clear()
    return said


def write() -> None:
    Organisation.objects.create(name="Beckside Primary", kind="school")


@pytest.mark.django_db
def test_a_write_without_a_trail_entry_is_found(rf):
    assert answered(rf, write) == ["POST /families/ wrote access_organisation"]


@pytest.mark.django_db
def test_a_write_with_a_trail_entry_is_in_order(rf):
    def act():
        write()
        record(by=None, verb=Verb.CREATE, kind="organisation")

    assert answered(rf, act) == []


@pytest.mark.django_db
def test_a_refused_write_and_a_request_that_wrote_nothing_are_in_order(rf):
    assert answered(rf, write, status=422) == []
    assert answered(rf, lambda: None) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_trail_of_one_test_is_gone_in_the_next(time):
    assert not TrailEntry.objects.exists()
    record(by=None, verb=Verb.CREATE, kind="organisation")
    assert TrailEntry.objects.count() == 1
