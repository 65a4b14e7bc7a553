"""The one way from formatted text to plain: our own, and what others send."""

import pytest

from motions.text.plain_text import words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hej &amp; v&auml;lkommen</p><p>Rad två</p>", "Hej & välkommen\nRad två"),
        ("före<p>ett</p>efter", "före\nett\nefter"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "a\nb"),
        ("<table><tr><th>År</th><td>2026</td></tr><tr><td>x</td><td>y</td></tr></table>", "År 2026\nx y"),
        ("rad<br>två<br><br>ny", "rad\ntvå\n\nny"),
        ("<div>a</div>\n  <div><br></div>\n  <div>b</div>", "a\n\nb"),
        ("<p>en rad som\n  källan bryter</p>", "en rad som källan bryter"),
        ("<p>fe<b>t</b> och <i>kursiv</i></p>", "fet och kursiv"),
        ("<head><title>T</title></head><style>p{}</style>a<script>b</script>c", "ac"),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"),
        ("<p>olyckligt <b>avbrutet", "olyckligt avbrutet"),
        ("", ""),
    ],
)
def test_html_is_read_for_its_words_a_paragraph_a_line(html: str, text: str) -> None:
    assert words(html) == text
