"""A footnote stands at its word, holds words alone, and is numbered through the document that shows it."""

from __future__ import annotations

import pytest

from motions.text import footnote, rich_text
from motions.text.word_diff import skillnad

LANK = '<a href="https://exempel.invalid/?a=1&gt;2">länk</a>'


def nota(text: str) -> str:
    return f'<span class="fotnot">{text}</span>'


@pytest.mark.parametrize(
    ("skrivet", "kvar"),
    [
        (f"<p>Ord{nota('Källan.')} mer</p>", f"<p>Ord{nota('Källan.')} mer</p>"),
        (f"<p>Ord{nota('Se <em>Boken</em>, s. 3')}</p>", f"<p>Ord{nota('Se Boken, s. 3')}</p>"),
        (f"<p>Ord{nota('rad<br>  två')}</p>", f"<p>Ord{nota('rad två')}</p>"),
        (f"<p>Ord{nota('a' + nota('b') + 'c')}.</p>", f"<p>Ord{nota('abc')}.</p>"),
        (f"<p>Ord{nota('  ')}.</p>", "<p>Ord.</p>"),
        ("<p>Ord<span>inget</span> <span class='annan'>annat</span></p>", "<p>Ordinget annat</p>"),
        (f"<p>Ord{nota(LANK)}</p>", f"<p>Ord{nota('länk')}</p>"),
        ("<p>Ord<span class='fotnot stor' onclick='x()' id='y'>not</span></p>", f"<p>Ord{nota('not')}</p>"),
        (
            f"<ul><li><p>punkt{nota('i lista')}</p></li></ul>",
            f"<ul><li><p>punkt{nota('i lista')}</p></li></ul>",
        ),
    ],
)
def test_a_note_is_kept_as_words_and_nothing_else_of_a_span_is(skrivet: str, kvar: str) -> None:
    assert rich_text.sanera(skrivet) == kvar
    assert rich_text.sanera(kvar) == kvar


def test_a_heading_of_another_level_becomes_the_nearest_that_there_is() -> None:
    assert rich_text.sanera("<h1>a</h1><h4 class='x'>b</h4><H6>c</H6>") == "<h2>a</h2><h3>b</h3><h3>c</h3>"


def test_the_words_of_a_note_are_words_of_their_own() -> None:
    text = f"<p>Budgeten{nota('Budget 2015, s. 102.')} gäller</p>"
    assert rich_text.som_text(text) == "Budgeten [Budget 2015, s. 102.] gäller"
    assert rich_text.ord(text) == 6


def test_notes_are_numbered_through_the_document_and_a_bookmark_is_without_them() -> None:
    html = footnote.numrera(f"<h3 class='u'>Mål{nota('x')} &amp; mer</h3><p>ord{nota('y')}</p>")
    assert '<a class="fotnotstecken" href="#fotnot-1"><span class="fotnot" id="fotnot-1">x</span></a>' in html
    assert 'href="#fotnot-2"><span class="fotnot" id="fotnot-2">y</span>' in html
    assert "<h3 class='u' data-bokmarke=\"Mål &amp; mer\">" in html
    assert footnote.numrera("<h3>Mål</h3><p>ord</p>") == "<h3>Mål</h3><p>ord</p>"


def test_a_comparison_marks_a_changed_note_within_it_and_shows_a_lost_one_in_brackets() -> None:
    andrad = skillnad(f"<p>Ord{nota('Budget 2015')}.</p>", f"<p>Ord{nota('Budget 2016')}.</p>")
    assert andrad.html == f"<p>Ord{nota('Budget <del>2015</del><ins>2016</ins>')}.</p>"
    borta = skillnad(f"<p>Ord{nota('Budget 2015')} och.</p>", "<p>Ord och.</p>")
    assert "<del>[Budget 2015]</del>" in borta.html
    assert (borta.nya, borta.borttagna) == (0, 2)
    ny = skillnad("<p>Ord.</p>", f"<p>Ord{nota('Ny källa')}.</p>")
    assert ny.html == f"<p>Ord{nota('<ins>Ny källa</ins>')}.</p>"
