"""Our documents are PDF/A-2a and PDF/UA-1, the same facts give the same bytes, and nothing is fetched."""

from __future__ import annotations

import io
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import page
import pikepdf
import pydyf
import pypdfium2
import pytest
from django.conf import settings

from motions.documents import context, render
from motions.documents.context.paragraf import Protokollsparagraf
from tests.documents import bygge

PROFILER = ("2a", "ua1")


def fel(data: bytes) -> list[str]:
    """Every rule that the validator finds broken."""
    return [
        f"{profil} {f.rule_id}: {f.message}"
        for profil in PROFILER
        for f in page.validate_pdf_bytes(data, profile=profil).failures
    ]


def text(data: bytes) -> str:
    """The words of a PDF, with a form feed after each page."""
    return "".join(sida + "\f" for sida in sidor(data))


def sidor(data: bytes) -> list[str]:
    """The words of each page."""
    dokument = pypdfium2.PdfDocument(data)
    try:
        return [sida.get_textpage().get_text_range() for sida in dokument]
    finally:
        dokument.close()


def strukturelement(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, list[pikepdf.Object]]]:
    """Every structure element that is reached from the root, with those above it."""

    def ga(
        element: pikepdf.Object, ovanfor: list[pikepdf.Object]
    ) -> Iterator[tuple[pikepdf.Object, list[pikepdf.Object]]]:
        yield element, ovanfor
        for barn in element.get("/K", []):
            if isinstance(barn, pikepdf.Dictionary) and "/S" in barn:
                yield from ga(barn, [*ovanfor, element])

    yield from ga(pdf.Root.StructTreeRoot.K[0], [])


def agda_mcid(pdf: pikepdf.Pdf) -> dict[int, set[int]]:
    """By page index: the marked content that a structure element reached from the root owns."""
    sidor = {sida.objgen: n for n, sida in enumerate(pdf.pages)}
    agda: dict[int, set[int]] = {n: set() for n in sidor.values()}
    for element, _ in strukturelement(pdf):
        for barn in element.get("/K", []):
            if isinstance(barn, int):
                agda[sidor[element.Pg.objgen]].add(barn)
    return agda


def malade_mcid(sida: pikepdf.Page) -> set[int]:
    """The marked content that a page paints, without what is in the margins (which no element owns)."""
    ur_innehall = set()
    for instruktion in pikepdf.parse_content_stream(sida):
        if str(instruktion.operator) == "BDC":
            egenskaper = instruktion.operands[1]
            if isinstance(egenskaper, pikepdf.Dictionary) and "/MCID" in egenskaper:
                ur_innehall.add(int(egenskaper["/MCID"]))
    return ur_innehall


_GJORDA: dict[str, tuple[bytes, int]] = {}


@pytest.fixture
def dokument(request: pytest.FixtureRequest) -> dict[str, tuple[bytes, int]]:
    """Every document of a case and its number of pages, rendered once for the whole file."""
    if not _GJORDA:
        fall = request.getfixturevalue("fall")
        _GJORDA.update({namn: render.render(fakta) for namn, fakta in bygge.alla_fakta(fall).items()})
    return _GJORDA


def test_every_document_meets_pdfa_2a_and_pdfua_1(dokument: dict[str, tuple[bytes, int]]) -> None:
    assert {namn: fel(data) for namn, (data, _) in dokument.items()} == {namn: [] for namn in dokument}


def test_every_page_owns_structure_elements(dokument: dict[str, tuple[bytes, int]]) -> None:
    for namn, (data, antal) in dokument.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert len(pdf.pages) == antal
            agda = agda_mcid(pdf)
            for n, sida in enumerate(pdf.pages):
                malade = malade_mcid(sida)
                assert agda[n], f"{namn}: sida {n + 1} äger inga strukturelement"
                assert agda[n] <= malade
                # The margin boxes alone are outside the tree: two boxes, at most three lines.
                assert len(malade - agda[n]) <= 4, f"{namn}: sida {n + 1} har text utanför strukturträdet"


def test_the_test_of_ownership_finds_a_page_whose_tags_were_lost(
    dokument: dict[str, tuple[bytes, int]],
) -> None:
    """A merger copies pages and leaves the structure tree behind; no validator says so of the copied page."""
    with (
        pikepdf.open(io.BytesIO(dokument["utdrag"][0])) as pdf,
        pikepdf.open(io.BytesIO(dokument["svar"][0])) as ny,
    ):
        pdf.pages.append(ny.pages[0])
        assert not agda_mcid(pdf)[len(pdf.pages) - 1]


@pytest.mark.parametrize("nyckel", ["/Lang", "/StructTreeRoot", "/OutputIntents", "/Metadata", "/MarkInfo"])
def test_the_validators_find_what_is_taken_away(dokument: dict[str, tuple[bytes, int]], nyckel: str) -> None:
    ut = io.BytesIO()
    with pikepdf.open(io.BytesIO(dokument["anstandsbegaran"][0])) as pdf:
        del pdf.Root[nyckel]
        pdf.save(ut)
    assert fel(ut.getvalue())


def test_headings_never_skip_a_level(dokument: dict[str, tuple[bytes, int]]) -> None:
    for namn, (data, _) in dokument.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            nivaer = [int(str(e.S)[2]) for e, _ in strukturelement(pdf) if re.fullmatch("/H[1-6]", str(e.S))]
        assert nivaer[0] == 1, namn
        assert nivaer.count(1) == 1, namn
        assert all(b - a <= 1 for a, b in pairwise(nivaer)), (namn, nivaer)


def test_a_list_item_holds_a_label_and_a_body_that_knows_its_parent(
    dokument: dict[str, tuple[bytes, int]],
) -> None:
    with pikepdf.open(io.BytesIO(dokument["tjansteutlatande"][0])) as pdf:
        punkter = [e for e, _ in strukturelement(pdf) if str(e.S) == "/LI"]
        assert len(punkter) >= 7
        for punkt in punkter:
            assert [str(b.S) for b in punkt.K] == ["/Lbl", "/LBody"]
        for element, ovanfor in strukturelement(pdf):
            assert not ovanfor or element.P.objgen == ovanfor[-1].objgen


def typsnitt(data: bytes) -> set[str]:
    """The typefaces that a PDF holds."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(f.BaseFont) for f in pdf.objects if isinstance(f, pikepdf.Dictionary) and "/BaseFont" in f
        }


def test_only_our_typefaces_are_embedded(dokument: dict[str, tuple[bytes, int]]) -> None:
    for data, _ in dokument.values():
        assert typsnitt(data)
        assert all("+Remiss-" in n for n in typsnitt(data)), typsnitt(data)


def test_the_header_comes_from_the_facts_on_every_page(fall: bygge.Fall) -> None:
    fakta = context.tjansteutlatande(fall.version, today=fall.today)
    data, antal = render.render(fakta)
    assert antal > 1
    for n, sida in enumerate(sidor(data), start=1):
        assert f"Sida {n} ({antal})" in sida
        assert fall.arende.dnr in sida
        assert fakta.titel in sida


def test_a_draft_says_that_it_is_one_and_a_signed_text_does_not(fall: bygge.Fall) -> None:
    alla = bygge.alla_fakta(fall)
    assert "Utkast" in text(render.render(alla["utkast"])[0])
    assert "Utkast" not in text(render.render(alla["tjansteutlatande"])[0])


def test_title_author_and_language_are_set(fall: bygge.Fall) -> None:
    fakta = context.kallelse(fall.sammantrade, today=fall.today)
    with pikepdf.open(io.BytesIO(render.render(fakta)[0])) as pdf:
        assert str(pdf.Root.Lang) == "sv"
        assert str(pdf.docinfo["/Title"]) == "Kallelse till sammanträde 7/2026"
        assert str(pdf.docinfo["/Author"]) == "Arbetsmarknadsförvaltningen"
        assert "/Outlines" in pdf.Root
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"


def test_the_same_facts_give_the_same_bytes(fall: bygge.Fall) -> None:
    fakta = context.svar(fall.beslut, fall.arende, today=fall.today)
    forst, _ = render.render(fakta)
    render.render(context.kallelse(fall.sammantrade, today=fall.today))
    assert render.render(context.ur_json(fakta.slag, context.som_json(fakta)))[0] == forst


def test_another_process_gives_the_same_bytes(fall: bygge.Fall) -> None:
    artikel = render.html(context.kallelse(fall.sammantrade, today=fall.today))
    program = (
        "import sys, django\n"
        "django.setup()\n"
        "from motions.documents import render\n"
        "data, _ = render.rendera_html(sys.stdin.read(), titel='T', forfattare='F')\n"
        "sys.stdout.buffer.write(data)"
    )
    svar = subprocess.run(
        [sys.executable, "-c", program],
        input=artikel.encode(),
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
    )
    assert svar.stdout == render.rendera_html(artikel, titel="T", forfattare="F")[0]


@pytest.mark.parametrize("skyddat", [True, False])
def test_a_stream_that_ends_with_a_return_keeps_it(skyddat: bool) -> None:
    """One stream of 256 ends so; without care every tenth document would break PDF/A."""
    pdf, ut = pydyf.PDF(), io.BytesIO()
    pdf.add_object(pydyf.Stream([b"sist en vagnretur\r"]))
    if skyddat:
        render._hall_isar_radslut(pdf)
    pdf.write(ut, version=b"1.7")
    brutna = {f.rule_id for f in page.validate_pdf_bytes(ut.getvalue(), profile="2a").failures}
    assert ("PDFA2A-STREAM-LENGTH-001" in brutna) is not skyddat
    with pikepdf.open(io.BytesIO(ut.getvalue())) as last:
        assert last.check_pdf_syntax() == []
        assert [o.read_raw_bytes() for o in last.objects if isinstance(o, pikepdf.Stream)] == [
            b"sist en vagnretur\r"
        ]


FIENTLIGT = [
    '<img src="file:///etc/passwd" alt="x">',
    '<img src="http://169.254.169.254/latest/meta-data/" alt="x">',
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>\" alt=\"x\">",
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<svg><image href="file:///etc/passwd"/></svg>',
    '<svg><use href="http://169.254.169.254/x.svg#a"/></svg>',
    '<style>@import url("http://169.254.169.254/x.css");</style>',
    '<style>@font-face { font-family: x; src: url("file:///etc/passwd") } p { font-family: x }</style>',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<p style="background: url(http://169.254.169.254/)">x</p>',
    '<p style="content: url(file:///etc/passwd)">x</p>',
]


@pytest.fixture
def utan_nat(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No socket and no foreign file may be opened; what was tried is listed."""
    forsok: list[str] = []

    def neka(*args: object, **kwargs: object) -> None:
        forsok.append(str(args))
        raise OSError("spärrat")

    monkeypatch.setattr(socket, "create_connection", neka)
    monkeypatch.setattr(socket.socket, "connect", neka)
    monkeypatch.setattr("urllib.request.FileHandler.file_open", neka)
    return forsok


@pytest.mark.parametrize("html", FIENTLIGT)
def test_markup_that_reached_the_renderer_fetches_nothing(html: str, utan_nat: list[str]) -> None:
    """As if no sanitiser stood before it: the render stops, or leaves out what it was asked to fetch."""
    try:
        data, _ = render.rendera_html(
            f"<article><h1>T</h1>{html}<p>slut</p></article>", titel="T", forfattare="F"
        )
    except render.ForbjudenHamtningError:
        data = b""
    assert utan_nat == []
    assert b"root:x:0" not in data
    if data:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert not pdf.attachments


def test_hostile_text_in_a_section_gives_an_ordinary_document(fall: bygge.Fall, utan_nat: list[str]) -> None:
    fakta = context.tjansteutlatande(fall.version, today=fall.today)
    texter = [f"<p>Före {n}</p>{html}<p>Efter {n}</p>" for n, html in enumerate(FIENTLIGT)]
    avsnitt = tuple(replace(fakta.avsnitt[0], text=t) for t in texter)
    data, _ = render.render(replace(fakta, avsnitt=avsnitt))
    assert utan_nat == []
    assert fel(data) == []
    ord_ = text(data)
    assert all(f"Före {n}" in ord_ and f"Efter {n}" in ord_ for n in range(len(FIENTLIGT)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.attachments


def test_a_fetch_stops_the_render() -> None:
    with pytest.raises(render.ForbjudenHamtningError):
        render.rendera_html(
            '<article><img src="file:///etc/passwd" alt="x"></article>', titel="T", forfattare="F"
        )


@pytest.mark.parametrize(
    "titel", ["<b>fet</b> & \"citat\" 'x'", "{{ 7|add:7 }} {% now 'Y' %}", "</title><script>x</script>"]
)
def test_a_title_is_printed_as_it_is_written(fall: bygge.Fall, titel: str) -> None:
    fakta = replace(context.tjansteutlatande(fall.version, today=fall.today), titel=titel)
    data, _ = render.render(fakta)
    assert fel(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == titel
    assert titel.split()[0] in text(data)


def test_a_very_long_title_stays_within_its_page(fall: bygge.Fall) -> None:
    titel = "Remiss om en gemensam kompetensförsörjningsstrategi för kommunens förvaltningar och bolag " * 3
    fakta = replace(context.tjansteutlatande(fall.version, today=fall.today), titel=titel[:300])
    data, antal = render.render(fakta)
    assert fel(data) == []
    andra = sidor(data)[1]
    assert "…" in andra
    assert f"Sida 2 ({antal})" in andra


def test_a_document_with_every_optional_part_empty_is_still_valid(fall: bygge.Fall) -> None:
    full = context.tjansteutlatande(fall.version, today=fall.today)
    tom = replace(
        full,
        avsandare=replace(full.avsandare, enhet=""),
        sammantrade_den="",
        arende_nummer="",
        kontakt=replace(full.kontakt, namn="", telefon="", epost=""),
        remiss=None,
        satser=(),
        underskrifter=(),
        avsnitt=(),
        attsatser=(),
        bilagor=(),
    )
    kallelse = replace(
        context.kallelse(fall.sammantrade, today=fall.today), grupper=(), ledamoter=(), forhinder=""
    )
    protokoll = replace(
        context.protokoll(fall.protokoll, today=fall.today),
        ledamoter=(),
        ersattare=(),
        ovriga=(),
        franvarande=(),
        justerare=(),
        anslag=None,
        punkter=(Protokollsparagraf(nummer=1, rubrik="Tom"),),
    )
    for fakta in (tom, kallelse, protokoll):
        assert fel(render.render(fakta)[0]) == []


def test_the_screen_shows_the_same_article_as_the_paper(fall: bygge.Fall) -> None:
    html = render.html(context.protokoll(fall.protokoll, today=fall.today))
    assert html.lstrip().startswith("<article")
    assert "<dl" not in html
    assert "<figure" not in html
    assert " style=" not in html


@pytest.mark.parametrize(
    ("skrivet", "tryckt"),
    [
        ("icke\u2011bruten\u2010rad", "icke-bruten-rad"),
        ("smalt\u2009mellan\u202frum", "smalt mellan"),
        ("→ ≤ ≥ ½ § – ☐ ◦", "→ ≤ ≥ ½ § – ☐ •"),
        ("Nguyễn Жук Ωmega", "Nguyễn Жук Ωmega"),
        ("ﬁn \uff21", "fin A"),
        ("日本", "[U+65E5][U+672C]"),
        ("\U0001f600", "[U+1F600]"),
        ("a\u0301o\u0308", "áö"),
        ("osyn\u200b\ufeff\u202eligt\x0b\ue000", "osynligt"),
    ],
)
def test_every_character_is_set_in_our_own_typefaces_or_named(skrivet: str, tryckt: str) -> None:
    """Otherwise another machine would set another letter, or an empty box that breaks PDF/A."""
    artikel = (
        f"<article class='dokument'><h1 class='titel'>T</h1><div class='text'><p>{skrivet}</p><h2>{skrivet}</h2>"
        f"<p><em>{skrivet}</em></p><p><strong>{skrivet}</strong></p>"
        f"<table><tbody><tr><th>{skrivet}</th></tr></tbody></table></div></article>"
    )
    data, _ = render.rendera_html(artikel, titel=skrivet, forfattare="F")
    assert fel(data) == []
    assert "".join(text(data).split()).count("".join(tryckt.split())) == 5
    assert all("+Remiss-" in n for n in typsnitt(data)), typsnitt(data)


@pytest.mark.parametrize(
    "rikt",
    [
        '<p>Se <a href="https://exempel.invalid/a?b=1&amp;c=2">rapporten</a> och <a href="mailto:a@exempel.invalid">b</a>.</p>',
        '<ul><li><a href="https://exempel.invalid/">länk först</a></li><li>text<br>ny rad</li><li></li></ul>',
        "<ol start='4'><li><p>a</p><ul><li><p>b</p><ol><li><p>c</p></li></ol></li></ul><p>d</p></li></ol>",
        "<blockquote><p>citat</p><ul><li>i citat</li></ul></blockquote>",
        "<table><tbody><tr><th rowspan='2'>a</th><th colspan='2'>b</th></tr><tr><th>c</th><td>d</td></tr>"
        "<tr><td>e</td><td></td><td><ul><li>f</li></ul></td></tr></tbody></table>",
        "<table><tbody><tr><td>utan rubrikceller</td></tr></tbody></table>",
        "<h3>Under först</h3><p></p><h2></h2><h2>Sedan</h2>",
        "lös text utan stycke",
        f"<p>{'oavbrutetlångtord' * 40}</p>",
        f"<table><tbody>{'<tr><td>rad</td><td>rad</td></tr>' * 90}</tbody></table>",
        f"<ul>{'<li><p>punkt</p></li>' * 120}</ul>",
    ],
)
def test_whatever_the_editor_can_make_is_valid(fall: bygge.Fall, rikt: str) -> None:
    fakta = context.tjansteutlatande(fall.version, today=fall.today)
    avsnitt = (replace(fakta.avsnitt[0], text=rikt + "<p>Slut.</p>"), *fakta.avsnitt[1:])
    assert fel(render.render(replace(fakta, avsnitt=avsnitt))[0]) == []
