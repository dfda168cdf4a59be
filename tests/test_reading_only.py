"""A page that only reads writes nothing; a mistake of ours fails loudly instead of changing a record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory

from kinmap.access.middleware import Looks, ReadOnlyGuard, WroteWhileReading
from kinmap.access.models import Organisation, TrailEntry
from kinmap.access.trail import note_look
from tests import making

pytestmark = pytest.mark.django_db
View = Callable[[HttpRequest], HttpResponse]


def run(view: View, request: HttpRequest) -> HttpResponse:
    guard = ReadOnlyGuard(lambda _: HttpResponse())
    answer = guard.process_view(request, view, (), {})
    return answer if answer is not None else view(request)


def writes(_: HttpRequest) -> HttpResponse:
    Organisation.objects.create(name="Written while reading", kind="other")
    return HttpResponse()


def reads(_: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Organisation.objects.count()))


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_page_that_writes_while_it_is_read_fails(rf: RequestFactory, method: str) -> None:
    with pytest.raises(WroteWhileReading), transaction.atomic():
        run(writes, getattr(rf, method)("/families/L1/map/"))
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("act", ["update", "delete"])
def test_changing_and_removing_are_writing_too(rf: RequestFactory, act: str) -> None:
    making.council()
    organisations = Organisation.objects.filter(kind="council")

    def view(_: HttpRequest) -> HttpResponse:
        if act == "update":
            organisations.update(name="Changed")
        else:
            organisations.delete()
        return HttpResponse()

    with pytest.raises(WroteWhileReading), transaction.atomic():
        run(view, rf.get("/"))
    assert Organisation.objects.get().name == "Northmoor Council"


@pytest.mark.parametrize("sql", [
    "  insert into access_team values (1)", "(UPDATE access_team SET name = '')", "REPLACE INTO access_team VALUES (1)",
    "DROP TABLE access_team", "TRUNCATE access_team",
])  # fmt: skip
def test_writing_is_known_however_it_is_spelt(rf: RequestFactory, sql: str) -> None:
    def view(_: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse()

    with pytest.raises(WroteWhileReading):
        run(view, rf.get("/"))


def test_what_a_template_asks_for_late_is_guarded_as_well(rf: RequestFactory) -> None:
    def late(request: HttpRequest) -> TemplateResponse:
        class Late:
            def __str__(self) -> str:
                writes(request)
                return "late"

        return TemplateResponse(request, "kit/components/back_link.html", {"text": Late(), "href": "/"})

    with pytest.raises(WroteWhileReading):
        run(late, rf.get("/"))


def test_reading_is_not_hindered(rf: RequestFactory) -> None:
    making.council()
    assert run(reads, rf.get("/")).content == b"1"


def test_a_form_that_is_sent_may_write(rf: RequestFactory) -> None:
    assert run(writes, rf.post("/")).status_code == 200
    assert Organisation.objects.get().name == "Written while reading"


def test_the_guard_ends_with_the_page(rf: RequestFactory) -> None:
    run(reads, rf.get("/"))
    writes(rf.get("/"))
    assert Organisation.objects.exists()


def test_a_look_is_written_after_the_page_and_outside_the_guard(rf: RequestFactory) -> None:
    def looks(request: HttpRequest) -> HttpResponse:
        note_look(request, kind="family", subject_id="L1")
        assert not TrailEntry.objects.exists()
        return HttpResponse()

    request: Any = rf.get("/", REMOTE_ADDR="10.1.2.3")
    request.user = making.user()
    assert Looks(lambda request: run(looks, request))(request).status_code == 200
    entry = TrailEntry.objects.get()
    assert (entry.verb, entry.user_id, entry.address) == ("look", request.user.pk, "10.1.2.3")


def test_a_look_by_somebody_not_signed_in_is_nobodys(rf: RequestFactory) -> None:
    def looks(request: HttpRequest) -> HttpResponse:
        note_look(request, kind="family", subject_id="L1")
        return HttpResponse()

    request: Any = rf.get("/")
    request.user = AnonymousUser()
    Looks(looks)(request)
    assert TrailEntry.objects.get().user_id is None


def test_reading_pages_of_a_family_changes_no_row_of_any_room() -> None:
    from django.test import Client

    home = making.family(children=["Kayla", "Mia"])
    client = Client()
    client.force_login(making.worker("Hannah Osei", of=home))
    people = get_user_model().objects.count()
    for path in ("/", f"/families/{home.ref}/work/", f"/families/{home.ref}/story/"):
        assert client.get(path).status_code == 200
    assert get_user_model().objects.count() == people
