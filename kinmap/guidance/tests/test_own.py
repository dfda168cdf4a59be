"""A council's own questions and pages: by those who look after guidance, once, with every version kept."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kinmap.access.models import User
from kinmap.guidance.models import CouncilPage, CouncilQuestion
from kinmap.guidance.tests.sending import PAGE, QUESTION, a_page, a_question
from kinmap.live.models import KeptWords
from tests import making

pytestmark = pytest.mark.django_db


def shown(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_question_of_our_own_stands_in_the_bank_with_its_author(lead: Client, reader: Client) -> None:
    assert lead.post(f"{QUESTION}new/", a_question()).status_code == 303
    page = shown(reader, "/guidance/questions/?audience=child&stage=cp")
    assert "Who walks you to school?" in page
    assert "From our council: " in page
    assert "Sam Whitlock" in page
    (kept,) = CouncilQuestion.objects.all()
    assert kept.follow_ups == {"amplify": ["Which way?", "Who else?"]}


def test_a_page_of_our_own_has_paragraphs_and_lists(lead: Client, reader: Client) -> None:
    lead.post(f"{PAGE}new/", a_page())
    page = BeautifulSoup(shown(reader, f"/guidance/pages/{CouncilPage.objects.get().pk}/"), "html5lib")
    assert [item.text for item in page.select("article li")] == ["Who eats last?", "What is in the meter?"]
    assert "Asking about money" in shown(reader, "/guidance/")


def test_a_note_stands_at_the_foot_of_the_page_it_belongs_to(lead: Client, reader: Client) -> None:
    lead.post(f"{PAGE}new/", a_page(beside="goal"))
    assert "Asking about money" in shown(reader, "/guidance/goal/")
    assert "Asking about money" not in shown(reader, "/guidance/harm/")
    assert "Asking about money" not in shown(reader, "/guidance/")


def test_a_page_says_when_its_review_was_due(lead: Client, sam: User, reader: Client) -> None:
    page = CouncilPage.write(by=sam, title="Old", text="Words.", author="Sam", review_on=timezone.localdate())
    where = f"/guidance/pages/{page.pk}/"
    assert "Review was due" not in shown(reader, where)
    page.change(by=sam, review_on=timezone.localdate().replace(year=2020, day=1))
    assert "Review was due 1 " in shown(reader, where)


def test_html_is_printed_and_never_obeyed(lead: Client, reader: Client) -> None:
    lead.post(f"{PAGE}new/", a_page(title="<b>T</b>", text="<script>go()</script> {{ x }}"))
    page = shown(reader, f"/guidance/pages/{CouncilPage.objects.get().pk}/")
    assert "<script>go()" not in page
    assert "&lt;script&gt;go()&lt;/script&gt; {{ x }}" in page


def test_the_same_form_twice_makes_one(lead: Client) -> None:
    sent = a_question()
    assert [lead.post(f"{QUESTION}new/", sent).status_code for _ in range(2)] == [303, 303]
    assert CouncilQuestion.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(lead: Client) -> None:
    answer = lead.post(f"{PAGE}new/", a_page(title=""))
    assert answer.status_code == 422
    assert "Enter a title" in answer.content.decode()
    assert "Who eats last?" in answer.content.decode()
    assert not CouncilPage.objects.exists()


@pytest.mark.parametrize("role", [making.PRACTITIONER, making.TEAM_MANAGER, making.CONFERENCE_CHAIR])
def test_without_the_right_nothing_can_be_written_or_its_changes_seen(client: Client, sam: User, role: Any) -> None:
    page = CouncilPage.write(by=sam, title="T", text="W", author="Sam")
    client.force_login(making.user(role=role))
    for where in ("/guidance/own/", "/guidance/own/changes/", f"{PAGE}new/", f"{PAGE}{page.pk}/"):
        assert client.get(where).status_code == 403, where
    for where in (f"{QUESTION}new/", f"{PAGE}{page.pk}/withdraw/", f"{PAGE}{page.pk}/bring-back/"):
        assert client.post(where, a_question()).status_code == 403, where
    assert CouncilQuestion.objects.count() == 0
    assert not CouncilPage.objects.get().withdrawn


def test_what_is_withdrawn_is_shown_no_more_and_comes_back(lead: Client, reader: Client, sam: User) -> None:
    page = CouncilPage.write(by=sam, title="T", text="W", author="Sam")
    where = f"{PAGE}{page.pk}/"
    assert lead.post(f"{where}withdraw/", {"write": a_page()["write"]}).status_code == 303
    assert reader.get(f"/guidance/pages/{page.pk}/").status_code == 404
    assert "Withdrawn" in shown(lead, "/guidance/own/")
    assert lead.post(f"{where}bring-back/", {"write": a_page()["write"]}).status_code == 303
    assert reader.get(f"/guidance/pages/{page.pk}/").status_code == 200


def test_two_who_change_it_at_once_both_keep_their_words(lead: Client, sam: User) -> None:
    page = CouncilPage.write(by=sam, title="T", text="First", author="Sam")
    page.change(by=sam, text="Theirs")
    answer = lead.post(f"{PAGE}{page.pk}/", a_page(text="Mine", version="1"))
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    assert CouncilPage.objects.get().text == "Theirs"
    assert KeptWords.objects.filter(author=sam).exists()


def test_the_history_says_who_changed_what(lead: Client, sam: User) -> None:
    question = CouncilQuestion.write(
        by=sam, text="Old words?", category="detail", column="worries", audience=["parent"], ears_step="elicit",
        author="Sam",
    )  # fmt: skip
    question.change(by=sam, text="New words?", column="scale")
    question.withdraw(by=sam)
    page = " ".join(BeautifulSoup(shown(lead, "/guidance/own/changes/"), "html5lib").get_text(" ").split())
    assert "Added" in page
    assert "Withdrawn · " in page
    assert "Before: Old words? After: New words?" in page
    assert "Before: What are we worried about? After: Scaling, 0 to 10" in page


def test_saying_what_stands_there_already_makes_no_version(lead: Client, sam: User) -> None:
    page = CouncilPage.write(by=sam, title="T", text="W", author="Sam")
    page.change(by=sam, title="T", text="W")
    assert page.history.count() == 1


def test_a_kind_that_is_none_is_not_there(lead: Client) -> None:
    assert lead.get("/guidance/own/poem/new/").status_code == 404


def test_changing_shows_what_stands_there(lead: Client) -> None:
    lead.post(f"{QUESTION}new/", a_question())
    page = BeautifulSoup(shown(lead, f"{QUESTION}{CouncilQuestion.objects.get().pk}/"), "html5lib")
    assert page.select_one("textarea[name=text]").text.strip() == "Who walks you to school?"  # type: ignore[union-attr]
    assert page.select_one("textarea[name=then_amplify]").text.strip() == "Which way?\nWho else?"  # type: ignore[union-attr]
    assert [one["value"] for one in page.select("input[name=audience][checked]")] == ["child"]


def test_the_pages_of_our_own_ask_the_database_little(
    lead: Client, sam: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        CouncilPage.write(by=sam, title=f"Page {number}", text="W", author="Sam").change(by=sam, text="V")
    for where in ("/guidance/own/", "/guidance/own/changes/"):
        with django_assert_max_num_queries(14):
            lead.get(where)
