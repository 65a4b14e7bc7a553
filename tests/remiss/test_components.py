"""The parts and the frame of the pages, rendered with sample facts, without a database."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory
from django.urls import NoReverseMatch, path

from remiss.web.menu import Menyval

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TODAY = date(2026, 11, 23)


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


urlpatterns = [
    path("", _page, name="skrivbord"),
    path("byt-person/", _page, name="byt_person"),
    path("logga-ut/", _page, name="logga_ut"),
    path("palett/", _page, name="palett"),
]

ENGINE = DjangoTemplates(
    {
        "NAME": "parts",
        "DIRS": [str(TEMPLATES)],
        "APP_DIRS": False,
        "OPTIONS": {
            "libraries": {
                "ui": "remiss.templatetags.ui",
                "static": "django.templatetags.static",
                "django_htmx": "django_htmx.templatetags.django_htmx",
            },
            "context_processors": ["django.template.context_processors.request"],
        },
    }
)


BLOCKS = {"dt", "dd", "li", "p", "h1", "h2", "blockquote", "legend", "label"}


class Page(HTMLParser):
    """The elements of some HTML as (tag, attributes), and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in BLOCKS:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def ids(self) -> set[str]:
        return {attrs["id"] for _, attrs in self.elements if "id" in attrs}

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            attrs
            for name, attrs in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]


@pytest.fixture(autouse=True)
def _plain_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


def part(name: str, **context: Any) -> Page:
    request = RequestFactory().get("/")
    return Page(ENGINE.get_template(f"components/{name}.html").render(context, request))


def frame(address: str = "/", **context: Any) -> Page:
    request = RequestFactory().get(address)
    return Page(ENGINE.get_template("base.html").render({"demo": False, **context}, request))


class Person(SimpleNamespace):
    def __str__(self) -> str:
        return "Anna Berg"


INLOGGAD = Person(is_authenticated=True)


# --- Parts -------------------------------------------------------------------------------------


def test_a_shown_frist_has_a_machine_date_and_words() -> None:
    page = part("frist", frist_on=date(2026, 12, 4), today=TODAY)
    assert page.text == "2026-12-04, 11 dagar kvar"
    assert page.all("time", datetime="2026-12-04")
    assert "nara" in page.html


def test_no_frist_is_said_in_words() -> None:
    assert part("frist", frist_on=None, today=TODAY).text == "Ingen frist"


STATIONER = [
    SimpleNamespace(namn="Inkommet", text="3 nov", tillstand="passerad"),
    SimpleNamespace(namn="Beredning", text="Anna Berg", tillstand="har"),
    SimpleNamespace(namn="Nämnd", text="10 dec", tillstand="kommande"),
]


def test_the_way_of_a_case_has_one_step_that_is_now_and_says_every_state_in_words() -> None:
    page = part("spar", spar=STATIONER)
    assert len([a for _, a in page.elements if a.get("aria-current") == "step"]) == 1
    assert page.text == "Klart: Inkommet 3 nov Här nu: Beredning Anna Berg Kommer: Nämnd 10 dec"


def test_a_station_that_should_have_been_passed_says_so_and_is_not_where_the_case_is() -> None:
    page = part("spar", spar=[SimpleNamespace(namn="Svar", text="14 dec", tillstand="over")])
    assert page.text == "Försenat: Svar 14 dec"
    assert "aria-current" not in page.html


def test_the_small_way_says_where_it_is_and_hides_its_drawing() -> None:
    page = part("spar_liten", spar=STATIONER)
    assert page.text == "Beredning 2 av 3"
    assert page.all("span", **{"aria-hidden": "true"})


def test_the_small_way_says_when_all_is_done() -> None:
    assert part("spar_liten", spar=STATIONER[:1]).text == "Klart"


def handling(**facts: Any) -> SimpleNamespace:
    plain = {"url": "/x/", "primar": False, "farlig": False, "post": False, "nyckel": "", "hinder": []}
    return SimpleNamespace(**{**plain, **facts})


def test_a_hindered_act_is_disabled_and_tied_to_its_reasons_and_their_mend() -> None:
    reason = SimpleNamespace(text="Sammanfattningen är tom.", url="/skriv/", lanktext="Skriv")
    page = part("handlingsrad", handlingar=[handling(etikett="Skicka för godkännande", hinder=[reason])])
    [button] = page.all("button")
    assert "disabled" in button
    assert button["aria-describedby"] in page.ids
    assert page.all("a", href="/skriv/")
    assert not page.all("form")
    assert "Skicka för godkännande går inte än: Sammanfattningen är tom. Skriv" in page.text


def test_reasons_without_a_mend_have_no_link() -> None:
    reason = SimpleNamespace(text="Ärendet är hos nämnden.", url=None, lanktext=None)
    page = part("handlingsrad", handlingar=[handling(etikett="Återkalla", hinder=[reason])])
    assert not page.all("a")


def test_a_direct_act_posts_its_key_and_its_token() -> None:
    page = part("handlingsrad", handlingar=[handling(etikett="Godkänn", post=True, nyckel="k1", primar=True)])
    assert page.all("form", method="post", action="/x/")
    assert page.all("input", name="nyckel", value="k1")
    assert page.all("input", name="csrfmiddlewaretoken")
    assert "forst" in page.all("button")[0]["class"]


def test_a_hindered_or_dangerous_act_is_marked_on_its_button() -> None:
    facts = {"post": True, "nyckel": "k", "primar": True, "farlig": True}
    assert part("handlingsrad", handlingar=[handling(etikett="Upphäv", **facts)]).all(
        "button", **{"class": "knapp forst farlig"}
    )


def test_an_act_that_asks_first_is_a_link() -> None:
    page = part("handlingsrad", handlingar=[handling(etikett="Begär anstånd", url="/anstand/")])
    assert page.all("a", href="/anstand/")
    assert not page.all("form")


# --- Forms that are one thing --------------------------------------------------------------------


def tag(source: str, **context: Any) -> Page:
    """What a tag of ours renders on a page."""
    request = RequestFactory().get("/")
    template = ENGINE.from_string("{% load ui %}" + source)
    return Page(template.render({"nyckel": "k1", **context}, request))


def test_a_button_that_posts_carries_its_token_and_its_key() -> None:
    page = tag('{% postknapp "logga_ut" text="Logga ut" nyckel=nyckel %}')
    assert page.all("form", method="post", action="/logga-ut/")
    assert page.all("input", name="csrfmiddlewaretoken")
    assert page.all("input", name="nyckel", value="k1")
    assert page.all("button", type="submit", **{"class": "knapp"})
    assert page.text == "Logga ut"


def test_a_button_that_posts_can_go_to_an_address_and_say_more_to_who_listens() -> None:
    page = tag(
        '{% postknapp "/x/" text="Ta bort" dold=": "|foljt_av:rubrik nyckel=nyckel %}', rubrik="Motion & <b>"
    )
    assert page.all("form", action="/x/")
    assert page.text == "Ta bort: Motion & <b>"
    assert page.all("span", **{"class": "dold"})


def test_what_else_a_button_has_is_written_on_it() -> None:
    page = tag(
        '{% postknapp "/x/" text="↑" class="knapp liten" falt="steg" varde="upp" htmx=True'
        ' name="n" value=7 aria_label="Flytta upp "|foljt_av:3 aria_disabled=forst disabled=sist %}',
        forst=True,
        sist=False,
    )
    [button] = page.all("button")
    assert button == {
        "type": "submit",
        "class": "knapp liten",
        "name": "n",
        "value": "7",
        "aria-label": "Flytta upp 3",
        "aria-disabled": "true",
    }
    assert page.all("input", type="hidden", name="steg", value="upp")
    assert page.all("form", **{"hx-post": "/x/"})
    assert not page.all("input", name="nyckel")


def test_a_button_that_leads_nowhere_is_a_fault_and_not_a_form_without_address() -> None:
    with pytest.raises(NoReverseMatch):
        tag('{% postknapp "finns_inte" 7 text="Ta bort" nyckel=nyckel %}')


def test_a_form_of_fields_is_posted_to_where_it_says_with_all_it_needs() -> None:
    page = tag(
        '{% postformular form "logga_ut" text="Spara" nyckel=nyckel klass="formular in" avbryt="/" %}',
        form=Rad(),
        url="/fel/",
        knapp="fel",
    )
    [form] = page.all("form")
    assert form == {"class": "formular in", "action": "/logga-ut/", "method": "post", "novalidate": ""}
    assert page.all("input", name="csrfmiddlewaretoken")
    assert page.all("input", name="nyckel", value="k1")
    assert page.all("button", type="submit", **{"class": "knapp"})
    assert page.all("a", href="/")
    assert (
        "action" not in tag('{% postformular form text="Spara" nyckel=nyckel %}', form=Rad()).all("form")[0]
    )


class MedFil(forms.Form):
    fil = forms.FileField()


def test_a_form_with_a_file_is_sent_as_one() -> None:
    [form] = tag('{% postformular form text="Kontrollera" %}', form=MedFil()).all("form")
    assert form["enctype"] == "multipart/form-data"


def test_an_empty_fact_is_seen_as_missing() -> None:
    assert (
        part("fakta", fakta=[("Inkom", "3 november"), ("Sekretess", "")]).text
        == "Inkom 3 november Sekretess Saknas"
    )


def test_a_fact_is_escaped_once() -> None:
    assert part("fakta", fakta=[("Från", "Ek & <b>Söner</b>")]).text == "Från Ek & <b>Söner</b>"


def test_the_history_says_what_who_and_when() -> None:
    event = SimpleNamespace(
        text="Återlämnat", vem="Karin Ek", nar=datetime(2026, 11, 23, 8, 12, tzinfo=UTC), citat="Kortare."
    )
    assert (
        part("tidslinje", handelser=[event], today=TODAY).text
        == "Återlämnat av Karin Ek «Kortare.» i dag 09.12"
    )


def test_the_pages_of_a_document_are_named_by_number() -> None:
    page = part("sidbilder", sidor=["/1.png", "/2.png"], titel="Svar")
    assert [image["alt"] for image in page.all("img")] == ["Sida 1 av 2", "Sida 2 av 2"]


@pytest.mark.parametrize(
    ("tillstand", "polls"), [("vantar", True), ("arbetar", True), ("klart", False), ("fel", False)]
)
def test_a_document_is_asked_for_only_until_it_is_done(tillstand: str, polls: bool) -> None:
    page = part("framsteg", id="d", tillstand=tillstand, titel="protokollet", url="/d/", poll_url="/d/lage/")
    assert bool(page.all("div", **{"hx-get": "/d/lage/"})) is polls


def test_a_dialog_has_a_name_a_key_and_a_way_out() -> None:
    page = part(
        "bekrafta",
        id="m",
        rubrik="Makulera?",
        text="Går inte att ångra.",
        url="/m/",
        nyckel="k",
        ja="Ja",
        nej="Nej",
    )
    assert page.all("dialog")[0]["aria-labelledby"] in page.ids
    assert page.all("input", name="nyckel", value="k")
    assert page.all("button", **{"data-stang": ""})


def test_every_demo_person_is_one_button() -> None:
    people = [SimpleNamespace(id=7, namn="Anna Berg", roll="handläggare", organ="Nämnden")]
    page = part("anvandarkort", personer=people, url="/logga-in/")
    assert page.all("button", name="anvandare", value="7")
    assert page.text == "Anna Berg handläggare Nämnden"


# --- Forms -------------------------------------------------------------------------------------


class Formular(forms.Form):
    mening = forms.CharField(
        label="Ärendemening", help_text="Vad saken gäller.", error_messages={"required": "Skriv en."}
    )
    dnr = forms.CharField(label="Remittentens dnr", required=False)
    ursprung = forms.ChoiceField(
        label="Ursprung", choices=[("r", "Remiss"), ("m", "Motion")], widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av alternativen."},
    )  # fmt: skip
    hemligt = forms.BooleanField(label="Sekretessmarkera", required=False)
    nyckel = forms.CharField(widget=forms.HiddenInput)


class Rad(forms.Form):
    namn = forms.CharField(label="Namn", error_messages={"required": "Skriv motionärens namn."})


def test_what_is_not_asked_for_is_marked_in_words() -> None:
    page = part("formular", form=Formular())
    assert page.text.count("(valfritt)") == 1
    assert "Remittentens dnr (valfritt)" in page.text


def test_every_field_is_tied_to_help_and_errors_that_exist() -> None:
    page = part("formular", form=Formular({"nyckel": "k", "dnr": "KS 1"}))
    tied = [attrs["aria-describedby"] for _, attrs in page.elements if "aria-describedby" in attrs]
    assert len(tied) == 2
    assert {one for ids in tied for one in ids.split()} <= page.ids
    assert page.all("input", name="mening", **{"aria-invalid": "true"})
    assert page.all("input", name="dnr", value="KS 1")
    assert "Fel: Skriv en." in page.text


def test_choices_have_a_legend() -> None:
    page = part("formular", form=Formular())
    assert len(page.all("fieldset")) == len(page.all("legend")) == 1


def test_every_label_points_at_a_field() -> None:
    page = part("formular", form=Formular())
    assert {label["for"] for label in page.all("label")} <= page.ids


def test_the_summary_links_to_every_field_in_the_same_words() -> None:
    form = Formular({"nyckel": "k"})
    summary, fields = part("felsammanfattning", form=form), part("formular", form=form)
    links = [link["href"].removeprefix("#") for link in summary.all("a")]
    assert links == ["id_mening", "id_ursprung_0"]
    assert set(links) <= fields.ids
    assert summary.text == "Något behöver rättas Ärendemening: Skriv en. Ursprung: Välj ett av alternativen."
    assert summary.all("div", role="alert", tabindex="-1")


def test_the_summary_tells_also_of_rows_and_of_the_whole() -> None:
    rows = forms.formset_factory(Rad, extra=0, min_num=1, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-namn": ""}
    form = Formular({"nyckel": "k", "mening": "m", "ursprung": "r"})
    form.add_error(None, "Motionen finns redan.")
    text = part("felsammanfattning", form=form, formset=rows(data)).text
    assert "Motionen finns redan." in text
    assert "Namn: Skriv motionärens namn." in text


def test_a_form_without_errors_has_no_summary() -> None:
    assert part("felsammanfattning", form=Formular()).elements == []


# --- The frame ---------------------------------------------------------------------------------


def test_a_page_is_in_swedish_and_begins_with_a_way_past_its_menu() -> None:
    page = frame(user=INLOGGAD)
    assert page.all("html", lang="sv")
    assert next(attrs for tag, attrs in page.elements if tag == "a")["href"] == "#innehall"
    assert "innehall" in page.ids


def test_the_menu_marks_where_one_is_and_keeps_the_rest_under_mer() -> None:
    framme = [Menyval("Skrivbord", "/", "", False), Menyval("Sammanträden", "/sammantraden/", "true", False)]
    mer = [Menyval("Kontrollera handling", "/kontrollera/", "page", True)]
    page = frame(user=INLOGGAD, meny={"framme": framme, "mer": mer, "inne_i_mer": True})
    current = {a["href"]: a["aria-current"] for a in page.all("a") if "aria-current" in a}
    assert current == {"/sammantraden/": "true", "/kontrollera/": "page"}
    assert page.all("summary", **{"aria-current": "true"})


def test_only_a_demo_offers_another_person() -> None:
    demo, real = frame(user=INLOGGAD, demo=True), frame(user=INLOGGAD)
    assert "Byt person" in demo.text
    assert "Byt person" not in real.text


def test_one_logs_out_by_posting() -> None:
    assert frame(user=INLOGGAD).all("form", action="/logga-ut/", method="post")


def test_who_is_not_logged_in_meets_no_menu_and_no_search() -> None:
    page = frame(user=SimpleNamespace(is_authenticated=False))
    assert not page.all("nav")
    assert not page.all("dialog")


def test_messages_are_announced() -> None:
    page = frame(user=INLOGGAD, messages=["Ärendet skickades."])
    assert page.all("div", id="meddelanden", role="status")
    assert "Ärendet skickades." in page.text


def test_htmx_swaps_a_conflict_and_a_refused_form() -> None:
    [config] = frame(user=INLOGGAD).all("meta", name="htmx-config")
    for code in ("412", "422"):
        assert f'{{"code": "{code}", "swap": true, "error": false}}' in config["content"]
    assert '"includeIndicatorStyles": false' in config["content"]


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "500", "503", "503_inte_sparat", "503_okant"])
def test_an_error_page_needs_nothing_and_says_whether_text_is_saved(name: str) -> None:
    page = Page(ENGINE.get_template(f"{name}.html").render({}))
    assert len(page.all("h1")) == 1
    assert re.search(r"Inget har ändrats|«Sparat» är kvar", page.text)
    assert "Referens" not in page.text
    assert "Referens A1" in Page(ENGINE.get_template(f"{name}.html").render({"referens": "A1"})).text


# --- What holds for all of it ------------------------------------------------------------------


# The PDF renderer and the mail have no content security policy; all the rest has.
PAGES = [
    f
    for f in sorted(TEMPLATES.rglob("*.html"))
    if f.relative_to(TEMPLATES).parts[0] not in {"documents", "mail"}
]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_no_page_carries_a_style_or_a_script_in_itself(file: Path) -> None:
    html = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", file.read_text(), flags=re.DOTALL)
    assert not re.search(r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["']|javascript:|hx-on""", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize(
    "file", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda file: file.name
)
def test_every_part_says_first_what_it_takes(file: Path) -> None:
    assert file.read_text().startswith(("{% comment %}", "{# "))
