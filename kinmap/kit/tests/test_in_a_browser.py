"""What the scripts of the kit do for somebody at a keyboard, in a real browser."""

import pytest
from playwright.sync_api import expect

from kinmap.kit.tests import sample_pages

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("kinmap.kit.tests.sample_pages"),
]


@pytest.fixture(autouse=True)
def _fresh():
    sample_pages.state.update(answer="ok", saved=[])


def fill(page):
    page.get_by_label("What happened?").fill("Reece rang 999 from the cupboard.")
    page.get_by_label("I saw it").check()
    page.get_by_label("Kayla").check()


def save(page):
    page.get_by_role("button", name="Save").click()


def test_every_component_is_accessible_at_both_widths(screen, live_server, axe):
    screen.goto(f"{live_server.url}/sample/")
    axe(screen)
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    save(screen)
    expect(screen.get_by_role("alert")).to_contain_text("There is a problem")
    axe(screen)


def test_a_refused_form_brings_focus_to_what_is_wrong_and_keeps_every_word(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    page.get_by_label("What happened?").fill("Nana rang at nine.")
    save(page)
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page.get_by_label("What happened?")).to_have_value("Nana rang at nine.")
    summary.get_by_role("link", name="Tick at least one child").press("Enter")
    expect(page.get_by_label("All children")).to_be_focused()


def test_a_saved_form_says_when(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    fill(page)
    save(page)
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:42")
    assert sample_pages.state["saved"] == ["Reece rang 999 from the cupboard."]


def test_a_failure_is_loud_keeps_the_words_and_can_be_tried_again(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    fill(page)
    sample_pages.state["answer"] = "broken"
    save(page)
    banner = page.locator(".kit-trouble")
    expect(banner).to_contain_text("Not saved")
    expect(page.locator("[data-saved]")).to_have_text("Not saved")
    expect(page.get_by_label("What happened?")).to_have_value("Reece rang 999 from the cupboard.")
    sample_pages.state["answer"] = "ok"
    banner.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:42")
    expect(banner).to_have_count(0)
    assert sample_pages.state["saved"] == ["Reece rang 999 from the cupboard."]


def test_the_sign_in_page_does_not_replace_typed_words(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    fill(page)
    sample_pages.state["answer"] = "signed out"
    save(page)
    expect(page.locator(".kit-trouble")).to_contain_text("you have been signed out")
    expect(page.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("Reece rang 999 from the cupboard.")


def test_words_typed_offline_are_sent_when_the_connection_is_back(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    fill(page)
    page.context.set_offline(True)
    save(page)
    expect(page.locator(".kit-trouble")).to_contain_text("offline")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:42")
    assert sample_pages.state["saved"] == ["Reece rang 999 from the cupboard."]


def test_leaving_with_unsent_words_asks_first_and_after_saving_does_not(page, live_server):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}/sample/")
    page.get_by_label("What happened?").press_sequentially("Unsent")
    page.reload()
    assert asked == ["beforeunload"]
    fill(page)
    save(page)
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:42")
    page.reload()
    assert asked == ["beforeunload"]


def test_a_form_that_leads_on_asks_nothing_and_the_next_page_says_saved(page, live_server):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}/sample/")
    fill(page)
    sample_pages.state["answer"] = "done"
    save(page)
    page.wait_for_url("**/sample/?done")
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:43")
    assert asked == []


def test_a_revealed_field_waits_for_its_answer(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    expect(page.get_by_label("Who told you?")).to_be_hidden()
    page.get_by_label("I was told").check()
    expect(page.get_by_label("Who told you?")).to_be_visible()


def test_everything_is_in_reach_without_a_script(scriptless, live_server):
    scriptless.goto(f"{live_server.url}/sample/")
    expect(scriptless.get_by_label("Who told you?")).to_be_visible()
    fill(scriptless)
    scriptless.get_by_label("All children").check()
    save(scriptless)
    assert sample_pages.state["saved"] == ["Reece rang 999 from the cupboard."]


def test_all_children_ticks_each_and_gives_way_to_one_unticked(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    page.get_by_label("All children").check()
    expect(page.get_by_label("Mia")).to_be_checked()
    page.get_by_label("Mia").uncheck()
    expect(page.get_by_label("All children")).not_to_be_checked()
    expect(page.get_by_label("Kayla")).to_be_checked()


def test_a_box_grows_with_its_words(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    box = page.get_by_label("What happened?")
    before = box.bounding_box()["height"]
    box.fill("\n".join(["One line more."] * 12))
    assert box.bounding_box()["height"] > before + 100


def test_the_scale_can_be_answered_by_keyboard(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    page.get_by_label("0", exact=True).focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_label("4½", exact=True)).to_be_checked()


def test_the_count_of_characters_speaks_up_only_near_the_end(page, live_server):
    page.goto(f"{live_server.url}/sample/")
    said = page.locator(".govuk-character-count__message:not([id])").last
    page.get_by_label("What happened?").fill("a" * 100)
    expect(said).not_to_be_visible()
    page.get_by_label("What happened?").fill("a" * 450)
    expect(said).to_contain_text("50 characters remaining")
