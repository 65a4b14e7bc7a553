"""What people write is cleaned on its way in and on its way out."""

from __future__ import annotations

import re

import pytest
from django_prose_editor.fields import create_sanitizer

from motions.text import rich_text

FIENTLIGT = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    "<img src=x onerror=alert(1)>",
    "<img src='file:///etc/passwd'>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mi><title></mi><style><img src=x onerror=alert(1)></style></title></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=alert(1) src>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a rel='attachment' href='https://exempel.invalid/x'>x</a>",
    "<link rel='attachment' href='file:///etc/passwd'>",
    "<style>@import 'http://169.254.169.254/'</style>",
    "<p style='background:url(http://169.254.169.254/)'>x</p>",
    "<p class='titel' id='x'>x</p>",
    "<iframe src='file:///etc/passwd'></iframe>",
    "<object data='file:///etc/passwd'></object>",
    "<table><tbody><tr><td colspan='99999999'>x</td></tr></tbody></table>",
    "<ol start='99999999999999999999'><li>x</li></ol>",
    "<p>\x00<scr\x00ipt>alert(1)</script></p>",
    "<!--><script>alert(1)</script>-->",
]
TILLATET = re.compile(
    r"""</?(?:strong|em|h2|h3|ul|li|blockquote|p|table|thead|tbody|tr)>
    | <ol(?:[ ]start="[1-9][0-9]?")?> | </ol> | <br>
    | <t[hd](?:[ ](?:col|row)span="[1-9][0-9]?")*> | </t[hd]>
    | <a(?:[ ]href="(?:https|mailto):[^"]*")?> | </a>""",
    re.VERBOSE,
)


@pytest.mark.parametrize("html", FIENTLIGT)
def test_hostile_text_leaves_only_plain_tags_and_safe_links(html: str) -> None:
    rent = rich_text.sanera(f"<p>Före</p>{html}<p>Efter</p>")
    assert "<" not in TILLATET.sub("", rent)
    assert "Före" in rent
    assert rich_text.sanera(rent) == rent


def test_the_editors_own_marks_are_kept() -> None:
    html = (
        "<h2>Rubrik</h2><h3>Under</h3><p><strong>fet</strong> <em>kursiv</em><br>ny rad</p>"
        "<ul><li><p>punkt</p></li></ul><ol><li><p>ett</p></li></ol><blockquote><p>citat</p></blockquote>"
        '<p><a href="https://exempel.invalid/">länk</a></p>'
    )
    assert rich_text.sanera(html) == html


def test_nothing_is_let_through_that_the_editor_would_remove() -> None:
    editorns = create_sanitizer(rich_text.EXTENSIONS)
    for html in FIENTLIGT:
        assert editorns(rich_text.sanera(html)) == rich_text.sanera(html)


@pytest.mark.parametrize(
    "html", ["", "<p></p>", "<p> &nbsp;<br></p>", "<script>x</script>", "<ul><li><p></p></li></ul>"]
)
def test_a_text_without_a_word_is_empty(html: str) -> None:
    assert rich_text.ar_tom(html)
    assert rich_text.ord(html) == 0


def test_words_are_counted_across_blocks_and_cells() -> None:
    assert (
        rich_text.ord("<p>Ett två</p><table><tbody><tr><td>tre</td><td>fyra</td></tr></tbody></table>") == 4
    )
    assert rich_text.ord("<p>4,5 % av Anna-Karins dnr AMN 2026-0001-1.6 &amp; mer</p>") == 7


def test_the_plain_text_has_one_block_a_line_and_real_characters() -> None:
    assert (
        rich_text.som_text("<h2>Å &amp; Ä</h2><p>rad<br>två</p><ul><li><p>p</p></li></ul>")
        == "Å & Ä\nrad\ntvå\np"
    )


def test_headings_in_a_document_follow_without_a_gap() -> None:
    text = rich_text.for_dokument("<h3>a</h3><h2>b</h2><h3>c</h3>", under=2)
    assert text == "<h3>a</h3><h3>b</h3><h4>c</h4>"


def test_header_cells_say_what_they_head() -> None:
    text = rich_text.for_dokument(
        '<table><tbody><tr><th colspan="1">År</th></tr><tr><th>2025</th><td>1</td></tr></tbody></table>'
    )
    assert '<th scope="col" colspan="1">År</th>' in text
    assert '<th scope="row">2025</th>' in text
    assert '<th scope="row">År</th>' in rich_text.for_dokument(
        "<table><tbody><tr><th>År</th><td>2025</td></tr></tbody></table>"
    )
