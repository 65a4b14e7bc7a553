"""Our scripts in real Chromium: what is typed is never lost, and the words say what is true.

The page is rendered from the real templates; every request of the browser is answered here, so that no server
and no database is needed and every kind of bad news can be given.
"""

import json
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Engine
from playwright.sync_api import Browser, Dialog, Page, Route, expect

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
HOST = "http://remiss.test"
CSP = "default-src 'none'; script-src 'self'; connect-src 'self'"
SCRIPTS = ("palette", "submit-once", "errors", "dialog", "autosave")
PATIENCE = 6_000
"""Milliseconds to wait for a word: more than the 800 of the autosave and the 2,000 of its first retry."""

CONFLICT = """<h3>Två texter</h3><button type="button" data-autospar-behall="9">Behåll din text</button>"""
BODY = """
<button class="sok" type="button" data-palett-oppna>Sök</button>
{% include "components/palett.html" %}
<form id="avsnitt" method="post" data-autospar="/spara/">
<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
<input type="hidden" name="bas_version" value="1">
<span data-autospar-status role="status"></span><div data-autospar-konflikt tabindex="-1"></div>
<textarea id="text" name="text"></textarea></form>
<form id="skicka" method="post" action="/skicka/">
<button type="submit" name="val" value="ja">Skicka</button></form>
<button id="makulera" type="button" data-oppnar="fraga">Makulera</button>
{% include "components/bekrafta.html" with id="fraga" rubrik="Makulera?" url="/m/" ja="Ja" nej="Nej" %}
"""


class Server:
    """Answers the browser: pages and scripts from disk, and saves as `mood` says."""

    def __init__(self) -> None:
        self.mood = "well"
        self.token = "t1"
        self.version = 1
        self.saved: list[dict[str, str]] = []
        self.sent: list[dict[str, str]] = []
        self.tried: list[dict[str, str]] = []
        self.summary = ""
        libraries = {"static": "django.templatetags.static", "ui": "remiss.templatetags.ui"}
        self.engine = Engine(dirs=[str(ROOT / "templates")], libraries=libraries)

    def page(self) -> str:
        body = self.engine.from_string(BODY).render(Context({"token": self.token}))
        scripts = "".join(f'<script type="module" src="/static/js/{name}.js"></script>' for name in SCRIPTS)
        head = f"<!doctype html><html lang=sv><meta charset=utf-8><title>Avsnitt</title>{scripts}"
        return f"{head}<body>{self.summary}{body}"

    def answer(self, route: Route) -> None:
        where = urlsplit(route.request.url)
        posted = {name: values[0] for name, values in parse_qs(route.request.post_data or "").items()}
        if where.path.startswith("/static/"):
            file = ROOT / where.path.removeprefix("/")
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
        elif where.path == "/palett/":
            q = parse_qs(where.query).get("q", [""])[0]
            hits = [f'<li><a href="/traff/{n}/">{n}</a></li>' for n in ("anna", "karin") if q in n]
            route.fulfill(body="".join(hits), content_type="text/html; charset=utf-8")
        elif where.path == "/spara/":
            self.save(route, posted)
        else:
            if route.request.method == "POST":
                self.sent.append(posted)
            route.fulfill(
                body=self.page(),
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": CSP},
            )

    def save(self, route: Route, posted: dict[str, str]) -> None:
        self.tried.append(posted)
        if self.mood == "gone":
            route.abort()
        elif self.mood == "hangs":
            self.version += 1
            self.saved.append(posted)
        elif self.mood in ("away", "unknown"):
            body = json.dumps({"fel": "Remiss svarar inte just nu.", "okant": self.mood == "unknown"})
            route.fulfill(
                status=503, body=body, content_type="application/json", headers={"Retry-After": "1"}
            )
        elif self.mood == "conflict":
            route.fulfill(status=412, body=CONFLICT, content_type="text/html; charset=utf-8")
        elif self.mood == "logged out":
            route.fulfill(status=401)
        elif posted.get("csrfmiddlewaretoken") != self.token:
            route.fulfill(status=403)
        else:
            self.version += 1
            self.saved.append(posted)
            body = json.dumps({"version": self.version, "sparat": "14.05.12"})
            route.fulfill(body=body, content_type="application/json")


@pytest.fixture
def server(settings: object) -> Server:
    settings.ROOT_URLCONF = "tests.remiss.test_components"  # type: ignore[attr-defined]
    return Server()


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.route("**/*", server.answer)
    page.goto(f"{HOST}/avsnitt/")
    yield page
    context.close()


def type_text(page: Page, text: str) -> None:
    page.locator("#text").focus()
    page.keyboard.type(text)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-autospar-status]")).to_have_text(words, timeout=PATIENCE)


def test_what_is_typed_is_saved_on_the_version_it_was_based_on(page: Page, server: Server) -> None:
    type_text(page, "ett")
    says(page, "Sparar …")
    says(page, "Sparat 14.05.12")
    type_text(page, " två")
    says(page, "Sparar …")
    says(page, "Sparat 14.05.12")
    assert [(s["text"], s["bas_version"]) for s in server.saved] == [("ett", "1"), ("ett två", "2")]


def test_a_lost_net_is_said_and_the_text_is_saved_when_it_is_back(page: Page, server: Server) -> None:
    server.mood = "gone"
    type_text(page, "ett")
    says(page, "Ej skickat – försöker igen")
    server.mood = "well"
    says(page, "Sparat 14.05.12")
    assert server.saved[-1]["text"] == "ett"


def test_a_database_that_is_away_is_said_and_the_text_is_saved_when_it_is_back(
    page: Page, server: Server
) -> None:
    server.mood = "away"
    type_text(page, "ett")
    says(page, "Ej skickat – Remiss svarar inte just nu, försöker igen")
    page.keyboard.type(" två")
    server.mood = "well"
    says(page, "Sparat 14.05.12")
    assert [(s["text"], s["bas_version"]) for s in server.saved] == [("ett två", "1")]


@pytest.mark.parametrize("mood", ["unknown", "gone"])
def test_what_may_have_been_saved_is_sent_again_as_it_was_before_what_was_typed_since(
    page: Page, server: Server, mood: str
) -> None:
    server.mood = mood
    type_text(page, "ett")
    says(
        page, "Oklart om det sparades – försöker igen" if mood == "unknown" else "Ej skickat – försöker igen"
    )
    page.keyboard.type(" två")
    server.mood = "well"
    expect(page.locator("[name=bas_version]")).to_have_value("3", timeout=PATIENCE)
    says(page, "Sparat 14.05.12")
    assert [(s["text"], s["bas_version"]) for s in server.saved] == [("ett", "1"), ("ett två", "2")]
    assert {t["text"] for t in server.tried} == {"ett", "ett två"}


def test_an_answer_that_does_not_come_is_given_up_and_what_was_sent_is_sent_again_as_it_was(
    page: Page, server: Server
) -> None:
    server.mood = "hangs"
    type_text(page, "ett")
    expect(page.locator("[data-autospar-status]")).to_have_text(
        "Ej skickat – Remiss svarar inte just nu, försöker igen", timeout=10_000 + PATIENCE
    )
    page.keyboard.type(" två")
    server.mood = "well"
    says(page, "Sparat 14.05.12")
    assert [(s["text"], s["bas_version"]) for s in server.tried][:2] == [("ett", "1"), ("ett", "1")]
    expect(page.locator("[name=bas_version]")).to_have_value("4", timeout=PATIENCE)
    assert server.saved[-1]["text"] == "ett två"


def test_a_conflict_shows_both_texts_and_leaves_the_typist_in_peace(page: Page, server: Server) -> None:
    server.mood = "conflict"
    type_text(page, "ett")
    says(page, "Ej sparat – någon annan har ändrat samma text. Visa båda texterna")
    page.keyboard.type(" två")
    assert page.locator("#text").input_value() == "ett två"
    server.mood = "well"
    page.get_by_role("button", name="Behåll din text").click()
    says(page, "Sparat 14.05.12")
    assert (server.saved[-1]["text"], server.saved[-1]["bas_version"]) == ("ett två", "9")


def test_a_lost_login_keeps_the_text_and_offers_the_login_over_the_page(page: Page, server: Server) -> None:
    server.mood = "logged out"
    type_text(page, "ett")
    says(page, "Ej skickat – du är utloggad. Texten är kvar här. Logga in här")
    expect(page.get_by_role("button", name="Logga in här")).to_be_visible()
    assert page.locator("#text").input_value() == "ett"


def test_a_token_that_a_login_elsewhere_has_changed_is_fetched_anew(page: Page, server: Server) -> None:
    server.token = "t2"
    type_text(page, "ett")
    says(page, "Sparat 14.05.12")
    assert server.saved[-1]["csrfmiddlewaretoken"] == "t2"


def test_leaving_with_unsaved_text_asks_first_and_not_when_all_is_saved(page: Page, server: Server) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    type_text(page, "ett")
    says(page, "Sparat 14.05.12")
    page.goto(f"{HOST}/annan/")
    assert asked == []
    server.mood = "gone"
    type_text(page, "ett")
    says(page, "Ej skickat – försöker igen")
    page.goto(f"{HOST}/annan/")
    assert asked == ["beforeunload"]


def test_a_double_click_sends_once_with_the_value_of_the_button(page: Page, server: Server) -> None:
    page.evaluate("() => { const b = document.querySelector('#skicka button'); b.click(); b.click(); }")
    page.wait_for_url("**/skicka/")
    assert server.sent == [{"val": "ja"}]


def test_the_palette_opens_by_key_walks_by_arrow_and_gives_the_focus_back(page: Page) -> None:
    page.locator(".sok").focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#palett-q")).to_be_focused()
    page.keyboard.type("kar")
    expect(page.locator("#palett [role=status]")).to_have_text("1 träff")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#palett li a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".sok")).to_be_focused()


def test_enter_in_the_palette_waits_for_the_answer_to_what_was_typed(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("karin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/traff/karin/")


def test_a_question_starts_on_the_answer_that_changes_nothing(page: Page) -> None:
    page.locator("#makulera").click()
    expect(page.get_by_role("button", name="Nej")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#makulera")).to_be_focused()


def test_the_summary_of_errors_takes_the_focus_and_the_title_says_it(page: Page, server: Server) -> None:
    server.summary = (
        '<div data-felsammanfattning tabindex="-1" id="fel"><a href="#text">Text: Skriv något.</a></div>'
    )
    page.goto(f"{HOST}/avsnitt/")
    expect(page.locator("#fel")).to_be_focused()
    expect(page).to_have_title("Fel: Avsnitt")
    page.get_by_role("link", name="Text: Skriv något.").click()
    expect(page.locator("#text")).to_be_focused()
