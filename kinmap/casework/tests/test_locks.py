"""A locked record: for everybody who is not on its list it is not there, in no output; the list only denies."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import AUDITOR, TEAM_MANAGER
from kinmap.access.trail import Verb, record
from kinmap.casework.joining.one_family import OneFamily
from kinmap.casework.joining.one_person import Refusal
from kinmap.casework.models import AccessGrant
from kinmap.casework.people.finding import look_for
from kinmap.families.asked import Asked
from kinmap.families.models import RecordLock
from kinmap.families.search import search
from tests import making

pytestmark = pytest.mark.django_db


class Scene:
    """A family with two workers and a manager, where one of the workers is related to it."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
        self.east = making.team("East team")
        self.hannah = making.user("Hannah Osei", team=self.east)
        self.jodie = making.user("Jodie Larkin", team=self.east)
        self.colin = making.user("Colin Prentice", role=TEAM_MANAGER, team=self.east)
        self.second = making.user("Carla Second", role=TEAM_MANAGER, team=self.east)
        for worker in (self.hannah, self.jodie):
            making.allocate(worker, self.home, team=self.east)

    def at(self, path: str = "") -> str:
        return f"/families/{self.home.ref}/access/{path}"

    def lock(self, **more: Any) -> Any:
        typed = {"write": str(uuid4()), "kind": "staff", "words": "Jodie’s nieces.", "may_open": [str(self.hannah.pk)]}
        return signed_in(self.colin).post(self.at("lock/"), {**typed, **more})

    def sees(self, user: User) -> int:
        return int(signed_in(user).get(f"/families/{self.home.ref}/people/").status_code)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_it_is_there_for_its_list_and_for_nobody_else_whatever_lets_them_in(scene: Scene) -> None:
    granted = making.user("Wendy West")
    AccessGrant.give(
        family=scene.home.family,
        account=granted,
        purpose="cover",
        words="x",
        until=timezone.localdate(),
        by=scene.colin,
    )
    assert scene.sees(granted) == 200
    assert scene.lock().status_code == 303
    assert [scene.sees(one) for one in (scene.hannah, scene.colin)] == [200, 200]
    assert [scene.sees(one) for one in (scene.jodie, scene.second, granted)] == [404, 404, 404]


def test_the_list_opens_nothing_by_itself(scene: Scene) -> None:
    stranger = making.user("Sam Stranger")
    RecordLock.put_on(family=scene.home.family, kind="other", words="x", may_open=[stranger], by=scene.colin)
    assert scene.sees(stranger) == 404


def test_a_lock_never_shuts_its_setter_out(scene: Scene) -> None:
    assert scene.lock(may_open=[]).status_code == 303
    assert scene.sees(scene.colin) == 200
    assert RecordLock.objects.get().may_open == {scene.colin.pk}


def test_only_a_manager_locks(scene: Scene) -> None:
    assert signed_in(scene.hannah).get(scene.at("lock/")).status_code == 403


def test_something_else_is_said_in_words_and_nothing_typed_is_lost(scene: Scene) -> None:
    answer = scene.lock(kind="other", words="")
    assert answer.status_code == 422
    assert "Write why the record is locked" in words(answer)
    assert "checked" in words(answer)
    assert not RecordLock.objects.exists()


def test_the_list_is_changed_and_the_lock_taken_off_with_a_reason(scene: Scene) -> None:
    scene.lock()
    held = RecordLock.objects.get()
    both = [str(scene.hannah.pk), str(scene.second.pk)]
    assert scene.lock(may_open=both, version=held.version).status_code == 303
    assert scene.sees(scene.second) == 200
    assert scene.lock(may_open=[], version=held.version).status_code == 409  # somebody changed it meanwhile
    where = scene.at(f"lock/{held.pk}/end/")
    assert signed_in(scene.colin).post(where, {"write": str(uuid4()), "version": "2", "words": ""}).status_code == 422
    said = {"write": str(uuid4()), "version": "2", "words": "Jodie works elsewhere now."}
    assert signed_in(scene.colin).post(where, said).status_code == 303
    assert scene.sees(scene.jodie) == 200
    shown = words(signed_in(scene.colin).get(scene.at()))
    assert "Unlocked: Jodie works elsewhere now." in shown
    assert [row.verb for row in TrailEntry.objects.filter(subject_id=str(held.pk)).order_by("number")] == [
        "lock", "change", "unlock",
    ]  # fmt: skip


def test_the_page_says_who_is_on_the_list_and_who_is_shut_out(scene: Scene) -> None:
    scene.lock()
    shown = words(signed_in(scene.colin).get(scene.at()))
    assert "Colin Prentice, Hannah Osei" in shown
    assert "Shut out although they have a reason:</strong> Jodie Larkin" in shown
    openers = signed_in(scene.hannah).get(f"/families/{scene.home.ref}/work/").context["colleagues"]
    assert [one.name for one in openers] == ["Hannah Osei", "Colin Prentice"]


def test_neither_desk_nor_search_knows_it_not_even_that_it_exists(scene: Scene) -> None:
    scene.lock()
    for user in (scene.jodie, making.user("Sam Stranger")):
        assert signed_in(user).get("/").context["families"] == []
        for asked in ("Kayla Larkin", scene.home.ref, "Kayla Larkin 9/3/2012"):
            shown = words(signed_in(user).get("/search/", {"q": asked}))
            assert "Nobody found" in shown, asked
            assert "A record exists" not in shown, asked
    assert "Kayla Larkin" in words(signed_in(scene.hannah).get("/search/", {"q": "Kayla Larkin"}))


def test_somebody_of_two_families_is_found_in_the_open_one_alone(scene: Scene) -> None:
    other = making.family("Doyle", children=["Reece"])
    other.family.welcome(scene.home["Kayla"], role="child", by=scene.colin)
    making.allocate(scene.jodie, other)
    scene.lock()
    shown = words(signed_in(scene.jodie).get("/search/", {"q": "Kayla Larkin"}))
    assert other.ref in shown
    assert scene.home.ref not in shown
    assert "A record exists" not in shown


def test_search_asks_the_same_whether_or_not_there_is_a_locked_record(scene: Scene) -> None:
    client = signed_in(making.user("Sam Stranger"))

    def asked() -> list[str]:
        client.get("/search/", {"q": "Kayla Larkin"})
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": "Kayla Larkin"})
        return [query["sql"].split("VALUES")[0] for query in queries if '"families_' in query["sql"]]

    scene.lock()
    with_it = asked()
    scene.home["Kayla"].describe(by=scene.colin, first_name="Zebedee", last_name="Quux")
    assert asked() == with_it


def test_a_contact_and_a_joining_match_nobody_there(scene: Scene, rf: Any) -> None:
    scene.lock()
    front = making.user("Fay Front", role=making.FRONT_DOOR)
    asked = Asked.of("Kayla Larkin 9/3/2012")
    assert search(asked, reader=making.eyes_of(front)).elsewhere == frozenset()
    request = rf.get("/")
    request.user = front
    found = look_for(request, asked, reader=making.eyes_of(front))
    assert found.is_empty
    assert found.told == ()


def test_files_of_which_one_is_locked_are_not_joined(scene: Scene) -> None:
    other = making.family("Larkins", children=["Kay"])
    making.allocate(scene.colin, other)
    scene.lock()
    both = OneFamily(stands=other.family, others=[scene.home.family], name="Larkin", joiner=making.eyes_of(scene.colin))
    with pytest.raises(Refusal, match="locked"):
        both.check()


def test_whoever_reads_the_trail_reads_of_a_locked_record_and_not_which(scene: Scene) -> None:
    auditor = signed_in(making.user("Vera Audit", role=AUDITOR))
    scene.lock()
    record(by=scene.jodie, verb=Verb.LOOK, kind="family", family_id=scene.home.family.pk, subject_id=scene.home.ref)
    shown = words(auditor.get("/trail/"))
    assert "looked at a locked record" in shown
    assert scene.home.ref not in shown
    assert "Nothing in the trail fits" in words(auditor.get("/trail/", {"family": scene.home.ref}))
    assert scene.home.ref not in b"".join(auditor.get("/trail/file.csv").streaming_content).decode()
    assert auditor.get(f"/trail/families/{scene.home.ref}/").status_code == 404
    assert "Jodie Larkin" not in words(auditor.get("/trail/checks/"))  # her surname is the family's


def test_one_lock_at_a_time(scene: Scene) -> None:
    scene.lock()
    again = RecordLock.objects.get()
    scene.lock(version=again.version)
    assert RecordLock.objects.count() == 1
