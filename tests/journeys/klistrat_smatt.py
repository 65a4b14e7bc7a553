"""Small pastes, a rule each: what is pasted, and by hand what is read afterwards (`utlast.py`)."""

from __future__ import annotations


def word(marke: str, vad: str, text: str, stil: str = "") -> str:
    """An item as Word writes it: «l0 level1 lfo1» and its mark."""
    return (
        f"<p class=MsoListParagraph style='{stil}mso-list:{vad}'><![if !supportLists]><span style='mso-list:Ignore'>{marke}"
        f"<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>{text}<o:p></o:p></p>"
    )


def falt(kod: str, resultat: str = "") -> str:
    """A field of Word, whose code is in plain sight."""
    del_ = "<span style='mso-element:field-{}'></span>"
    mitt = del_.format("separator") + resultat if resultat else ""
    return f"{del_.format('begin')} {kod} {mitt}{del_.format('end')}"


HTML = {
    "två listor i rad": (
        word("1.", "l0 level1 lfo1", "a")
        + word("2.", "l0 level1 lfo1", "b")
        + word("1.", "l0 level1 lfo2", "c"),
        ["1. a", "2. b", "---", "1. c"],
    ),
    "i) är romersk där ii) följer": (
        word("5.", "l0 level1 lfo1", "fem")
        + word("i)", "l0 level2 lfo1", "x")
        + word("ii)", "l0 level2 lfo1", "y"),
        ["5. fem", "  i. x", "  ii. y"],
    ),
    "i) är en bokstav efter h)": (
        word("h)", "l0 level1 lfo1", "x")
        + word("i)", "l0 level1 lfo1", "y")
        + word("j)", "l0 level1 lfo1", "z"),
        ["h. x", "i. y", "j. z"],
    ),
    "tre slag av punkter": (
        word("·", "l0 level1 lfo1", "a")
        + word("o", "l0 level2 lfo1", "b")
        + word("§", "l0 level3 lfo1", "c")
        + word("·", "l0 level1 lfo1", "d"),
        ["- a", "  - b", "    - c", "- d"],
    ),
    "en lista av annat slag, längre in": (
        word("1.", "l0 level1 lfo1", "a", "margin-left:36.0pt;")
        + word("·", "l1 level1 lfo2", "b", "margin-left:72.0pt;")
        + word("2.", "l0 level1 lfo1", "c", "margin-left:36.0pt;"),
        ["1. a", "  - b", "2. c"],
    ),
    "nummer i nivåer": (
        word("1.", "l0 level1 lfo1", "a")
        + word("1.1", "l0 level2 lfo1", "b")
        + word("1.2", "l0 level2 lfo1", "c"),
        ["1. a", "  1. b", "  2. c"],
    ),
    "en lista som går vidare efter ett stycke": (
        word("1.", "l0 level1 lfo1", "a")
        + "<p class=MsoNormal>Mellan</p>"
        + word("2.", "l0 level1 lfo1", "b"),
        ["1. a", "Mellan", "2. b"],
    ),
    "en struken punkt": (
        word("1.", "l0 level1 lfo1", "<del>bort</del>") + word("1.", "l0 level1 lfo1", "<ins>kvar</ins>"),
        ["1. kvar"],
    ),
    "en struken punkt mellan två, räknad eller inte": (
        word("1.", "l0 level1 lfo1", "a")
        + word("2.", "l0 level1 lfo1", "<del>b</del>")
        + word("2.", "l0 level1 lfo1", "c")
        + word("3.", "l0 level1 lfo1", "<del>d</del>")
        + word("4.", "l0 level1 lfo1", "e"),
        ["1. a", "2. c", "3. e"],
    ),
    "en struken punkt först, räknad": (
        word("1.", "l0 level1 lfo1", "<del>a</del>") + word("2.", "l0 level1 lfo1", "b"),
        ["1. b"],
    ),
    "punkternas egna nummer": (
        "<ol><li value=3>tre</li><li>fyra</li><li value=9>nio</li></ol>",
        ["3. tre", "4. fyra", "---", "9. nio"],
    ),
    "slag genom stil": (
        "<ol style='list-style-type:upper-alpha' start=2><li>b</li></ol><ul style='list-style:decimal'><li>x</li></ul>",
        ["B. b", "---", "1. x"],
    ),
    "en lista bredvid sin punkt": (
        "<ul><li>a</li><ol type=i><li>b</li></ol><li>c</li></ul>",
        ["- a", "  i. b", "- c"],
    ),
    "skrivna punkter": ("<p>Vi vill:<br>• ett<br>\uf0b7&nbsp;två</p>", ["Vi vill:", "- ett", "- två"]),
    "struket genom en stilmall": (
        "<style>.s { text-decoration-line: line-through }</style><p>a <span class=s>b</span> c</p>",
        ["a c"],
    ),
    "struket block och struken rad": (
        "<div style='text-decoration: line-through'><p>bort</p></div>"
        "<table><tr><td>1</td><td>2</td></tr><tr><td><s>x</s></td><td><s>y</s></td></tr></table>",
        ["| 1 | 2"],
    ),
    "fält i fält": (
        f"<p>A {falt('IF ' + falt('MERGEFIELD x', '7') + ' = 7', 'svar')} B{falt('XE &quot;ord&quot;')}.</p>",
        ["A svar B."],
    ),
    "ett fält utan slut": ("<p>A <span style='mso-element:field-begin'></span> text B</p>", ["A text B"]),
    "kommentar i Google": (
        '<p>Text<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> mer.</p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a> En synpunkt</p></div>',
        ["Text mer."],
    ),
    "platshållare": (
        "<p>Namn: <w:Sdt ShowingPlcHdr=t>Klicka här</w:Sdt><w:Sdt>Prov</w:Sdt></p>",
        ["Namn: Prov"],
    ),
    "dolt": ("<style>.d{display:none}</style><p>a<span class=d>b</span><span hidden>c</span>d</p>", ["ad"]),
    "en dold kolumn": (
        "<table><col><col style='display:none'><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
        ["| a", "| 1"],
    ),
    "för skärmläsare": (
        "<p>a<span style='position:absolute;clip:rect(0px, 0px, 0px, 0px)'>b</span>c</p>",
        ["ac"],
    ),
    "varken fet eller kursiv": (
        "<p><b>fet <span style='font-weight:400'>ej</span></b> <i>kursiv <span style='font-style:normal'>ej</span></i></p>",
        ["**fet** ej *kursiv* ej"],
    ),
    "vikter": (
        "<p><span style='font-weight:600'>halv</span> <span style='font-weight:500'>ej</span> "
        "<span style='font: italic bold 12px serif'>båda</span></p>",
        ["**halv** ej ***båda***"],
    ),
    "fet rubrik": (
        "<h2><b>Hel</b></h2><h2 style='font-weight:normal'>Del <b>fet</b></h2>",
        ["## Hel", "## Del **fet**"],
    ),
    "rubrikernas nummer": (
        "<h2>1 Inledning</h2><h2>2 Förslag</h2><h3>2.1. Mål</h3><h3>2026 års budget</h3><h3>14 oktober</h3>",
        ["## Inledning", "## Förslag", "### Mål", "### 2026 års budget", "### 14 oktober"],
    ),
    "nivåer": ("<h1>Titel</h1><h2>a</h2><h3>b</h3>", ["## Titel", "## a", "### b"]),
    "en stil som är rubrik": (
        "<style>p.Egen{mso-outline-level:2;font-weight:bold}</style><p class=Egen>Egen</p><p>text</p>",
        ["## Egen", "text"],
    ),
    "upphöjt och nedsänkt": (
        "<p>m<sup>2 </sup>H<sub>2</sub>SO<sub>4</sub> 10<sup>-3</sup> x<sub>max</sub> "
        "y<span style='vertical-align:super'>n</span> z<span style='mso-text-raise:3.0pt'>3</span></p>",
        ["m² H₂SO₄ 10^-3^ x~max~ yⁿ z³"],
    ),
    "två rubrikrader": (
        "<table><tr><td><b>A</b></td></tr><tr><td><b>b</b></td></tr><tr><td>1</td></tr></table>",
        ["! A", "! b", "| 1"],
    ),
    "en tabell som är fet": (
        "<table><tr><td><b>A</b></td></tr><tr><td><b>b</b></td></tr></table>",
        ["| **A**", "| **b**"],
    ),
    "en cell": ("<table><tr><td>ensam</td></tr></table>", ["ensam"]),
    "filter i flera lager": (
        "<p><a href='https://www.google.com/url?q=https%3A%2F%2Feur01.safelinks.protection.outlook.com%2F%3Furl%3D"
        "https%253A%252F%252Fa.invalid%252F'>a</a> <a href='https://urldefense.com/v3/__https://b.invalid/x__;!!a'>b</a></p>",
        ["[a](https://a.invalid/) [b](https://b.invalid/x)"],
    ),
    "ord som liknar stil": ('<p title="a > b">skriv style="x" här</p>', ['skriv style="x" här']),
    "utan stycken": ("ett<br>två<br><br>tre", ["ett / två", "tre"]),
    "radbrytningar inom en stil": (
        "<p><span style='font-weight:bold'>ett<br>två<br><br>tre</span></p>",
        ["**ett** / **två**", "**tre**"],
    ),
    "brutna rader": (
        "<p>Nämnden delar i huvudsak utredningens bedömning att kommu-<br>nernas ansvar bör förtydligas.</p>",
        ["Nämnden delar i huvudsak utredningens bedömning att kommunernas ansvar bör förtydligas."],
    ),
}
TEXT = {
    "korta rader": ("Rad ett\nRad två\n\nMvh\nProv", ["Rad ett", "Rad två", "Mvh", "Prov"]),
    "långa stycken": (
        "\n".join(["Ett stycke " + "ord " * 40 + "slut."] * 2),
        ["Ett stycke " + "ord " * 40 + "slut."] * 2,
    ),
    "punkter ensamma på sin rad": (
        "Vi vill att\n\uf0b7\nförsta\n\uf0b7\nandra",
        ["Vi vill att", "- första", "- andra"],
    ),
    "punkter i nivåer": ("\uf0b7\tett\n\uf0a7\tannan\n\uf0b7\ttvå", ["- ett", "  - annan", "- två"]),
    "mjuka bindestreck": (
        "sam\u00ad\nman och sam\ufffeman samman\ufffe\nsatt i\u00adgen",
        ["samman och samman sammansatt igen"],
    ),
    "hårda bindestreck": (
        "Remissen om e-post gäller barn- och ungdomsnämnden i hela lan-\ndet, liksom SKR-\nmedlemmarna och den svensk-\n"
        "norska kommissionen för 2-\nåringar samt motionens att-\nsatser om e-\npost, som barn-\noch ungdomsnämnden be-\nsvarar.",
        [
            "Remissen om e-post gäller barn- och ungdomsnämnden i hela landet, liksom SKR-medlemmarna och den svensk-norska "
            "kommissionen för 2-åringar samt motionens att-satser om e-post, som barn- och ungdomsnämnden besvarar."
        ],
    ),
    "ett nummer mitt i en mening": (
        "Nämnden anser att förslaget i betänkandet enligt punkt\n3. ska genomföras i sin helhet och att "
        "medel bör tillföras för\ndetta.",
        [
            "Nämnden anser att förslaget i betänkandet enligt punkt 3. ska genomföras i sin helhet och att medel bör tillföras "
            "för detta."
        ],
    ),
    "initialer är inga nummer": (
        "A. Ek (S) yrkar bifall.\nI. Prov (M) yrkar avslag.\na) Först\nb) Sedan",
        ["A. Ek (S) yrkar bifall.", "I. Prov (M) yrkar avslag.", "a. Först", "b. Sedan"],
    ),
    "sidbyte": (
        "Första sidans sista rad slutar här och fortsätter\n\f\npå nästa sida med resten av meningen.\n"
        "Sida 2 av 7\nNy mening här.",
        [
            "Första sidans sista rad slutar här och fortsätter på nästa sida med resten av meningen.",
            "Ny mening här.",
        ],
    ),
    "ligaturer och lösa prickar": ("ﬁnt a\u030a ﬂöde", ["fint å flöde"]),
    "stjärnor är stjärnor": ("2 **a** och __b__", ["2 **a** och __b__"]),
}
