"""The parents' page in Debian's Chromium: what a parent does, by touch, by keyboard and without any script."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from test_web_render import PAYLOADS, hostile_reply
from web_browser import ANSWER, CHROMIUM, FLAGS, PHONE, WIDE, Seen, ask, is_known, overflow, wait_for_reply, watch
from web_pages import served

from assistant.web.render import render_reply

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(home, tmp_path_factory.mktemp("server") / "log") as served_at:
        yield served_at


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing; `apt-get install chromium`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the parents' page at a size, ready to be used, and closes it after the test."""
    contexts: list[BrowserContext] = []

    def open_at(
        size: tuple[int, int] = PHONE, scheme: Literal["light", "dark"] = "light", seen: Seen | None = None
    ) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        watch(page, seen or Seen())
        page.goto(address)
        page.wait_for_selector("#question textarea")
        return page

    yield open_at
    for context in contexts:
        context.close()


def test_a_parents_way_asks_nobody_but_this_machine_and_meets_no_fault(open_page: OpenPage, address: str) -> None:
    seen = Seen()
    page = open_page(seen=seen)

    page.click("#start button >> nth=0")
    wait_for_reply(page, 1)
    assert "Safety note [a]" in ask(page, ANSWER)
    page.click("a.place >> nth=0")
    page.wait_for_selector("#passage .cited")
    page.click("#passage-close")
    assert ask(page, "hes gone limp and wont wake up").startswith("Emergency. Call your emergency number now")
    ask(page, "when do babies start teething")
    page.locator(".log > article").last.locator("button[data-question] >> nth=0").click()
    wait_for_reply(page, 5)

    assert seen.faults == []
    asked = [(method, url.removeprefix(address).partition("?")[0]) for method, url in seen.requests]
    assert [one for one in asked if not is_known(*one)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(PHONE, scheme)
    widths = [overflow(page)]

    for question in (
        ANSWER,
        "hes gone limp",
        "he fell off the bed but seems fine",
        "when do babies start teething",
        "x" * 300,
    ):
        ask(page, question)
        widths.append(overflow(page))
    page.click("#baby button >> nth=0")
    page.wait_for_selector("#baby input:visible")

    assert [*widths, overflow(page)] == [0] * 7


def test_the_dark_page_is_dark(open_page: OpenPage) -> None:
    page = open_page(PHONE, "dark")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 27)"


def test_a_citation_opens_its_passage_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(WIDE)
    page.focus("#question textarea")
    page.keyboard.type(ANSWER)
    page.keyboard.press("Enter")
    wait_for_reply(page, 1)

    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.className") == "place":
            break
    cited = page.evaluate("document.activeElement.dataset.passage")
    page.keyboard.press("Enter")
    page.wait_for_selector("#passage .cited")

    assert page.evaluate("document.activeElement.id") == cited
    page.keyboard.press("Escape")
    page.wait_for_selector("#passage", state="hidden")
    assert page.evaluate("document.activeElement.dataset.passage") == cited


def test_on_a_phone_the_passage_closes_with_back(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, ANSWER)
    page.click("a.place >> nth=0")
    page.wait_for_selector("#passage .cited")

    page.go_back()

    page.wait_for_selector("#passage", state="hidden")
    assert page.locator(".asked").count() == 1


def test_focus_can_be_seen(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_passage_is_marked_at_its_own_address_without_any_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/guidance/head-control")
    first = page.locator(".sentence >> nth=0")
    page.goto(f"{address}/guidance/head-control#{first.get_attribute('id')}")

    assert page.evaluate("getComputedStyle(document.querySelector('.sentence')).textDecorationLine") == "underline"
    context.close()


def test_the_start_can_be_read_without_any_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    words = page.inner_text("body")
    context.close()

    assert "Not for emergencies: call 911 US, 999 UK, 112 EU." in words
    assert "Asking needs JavaScript." in words


def test_a_question_that_is_too_long_is_kept_in_the_box_with_a_kind_line(open_page: OpenPage) -> None:
    page = open_page()
    page.fill("#question textarea", "a" * 2001)
    page.keyboard.press("Enter")
    page.wait_for_selector(".refused")

    assert "2,001 characters; at most 2,000" in page.inner_text(".refused")
    assert page.input_value("#question textarea") == "a" * 2001


def test_the_babys_age_is_sent_and_a_wrong_one_is_not(open_page: OpenPage) -> None:
    page = open_page()
    page.click("#baby button >> nth=0")
    page.fill("#baby input >> nth=0", "9999")
    page.fill("#question textarea", ANSWER)
    page.keyboard.press("Enter")
    page.wait_for_selector(".refused")
    page.fill("#baby input >> nth=0", "14")
    page.fill("#baby input >> nth=1", "6")

    with page.expect_request("**/queue/join*") as sent:
        page.click("#ask")

    request = json.loads(sent.value.post_data or "")["data"][0]
    assert request["baby"] == {"age_weeks": 14, "born_weeks_early": 6}


def test_after_a_busy_server_and_a_kind_line_the_next_question_is_answered(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.route("**/queue/join*", lambda route: route.fulfill(status=503, json={"detail": "Queue is full."}))
    page.fill("#question textarea", ANSWER)
    page.keyboard.press("Enter")
    page.wait_for_selector(".refused")
    page.unroute("**/queue/join*")

    assert "That did not work" in page.inner_text(".refused")
    assert "Safety note [a]" in ask(page, ANSWER)


def test_what_a_parent_types_is_shown_as_text(open_page: OpenPage) -> None:
    page = open_page()

    for payload in PAYLOADS[:3]:
        ask(page, payload)

    assert page.locator(".asked p").all_inner_texts() == list(PAYLOADS[:3])
    assert page.evaluate("window.__xss") is None


@pytest.mark.parametrize("with_policy", [True, False])
def test_a_hostile_reply_runs_and_loads_nothing(open_page: OpenPage, browser: Browser, with_policy: bool) -> None:
    page, seen = open_page() if with_policy else browser.new_page(), Seen()
    watch(page, seen)

    for payload in PAYLOADS:
        markup = render_reply(hostile_reply(payload), "q1")
        page.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", markup)
    page.wait_for_timeout(500)

    assert page.evaluate("window.__xss") is None
    assert seen.requests == []
    assert page.locator("article :is(script, iframe, img, svg, style, link, object)").count() == 0
    page.close()
