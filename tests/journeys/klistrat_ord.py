"""Nothing that could be read in the source is lost in silence: what is pasted, what is read afterwards, and what is said."""

from __future__ import annotations

from tests.journeys.klistrat_smatt import word

INGET = "Inklistrat utan att något ändrades."
NUMREN = "Rubrikernas nummer togs bort."


def matris(*celler: str) -> str:
    """A table of requirements, with what stands in the cell beside each."""
    return (
        "<table>"
        + "".join(f"<tr><td>Krav {n}</td><td>{cell}</td></tr>" for n, cell in enumerate(celler, 1))
        + "</table>"
    )


TECKEN = {
    "tecken i celler": (
        matris("<p>✓</p>", "<p>●</p>", "<p>■</p>", "<div>✔ delvis</div>", "<p>•</p>"),
        ["| Krav 1 | ✓", "| Krav 2 | ●", "| Krav 3 | ■", "| Krav 4 | ✔ delvis", "| Krav 5 | •"],
        INGET,
    ),
    "två tecken i en cell": (
        matris("<p>✓</p><p>✓</p>", "<p>□ Ja</p><p>■ Nej</p>"),
        ["| Krav 1 | ✓✓", "| Krav 2 | □ Ja■ Nej"],
        INGET,
    ),
    "Wingdings i en cell": (
        matris("<p>\uf0fc</p>", "<p>\uf06f</p>"),
        ["| Krav 1 | ✓", "| Krav 2 | □"],
        INGET,
    ),
    "bokstäver som Wingdings visar som tecken": (
        matris(
            "<p><span style='font-family:Wingdings'>ü</span></p>",
            "<p><font face=Wingdings>û</font> nej</p>",
            "<p style='font-family:\"Wingdings\",serif'>þ</p>",
            "<p style='font-family:Wingdings'><span style='font-family:Arial'>ü</span></p>",
        ),
        ["| Krav 1 | ✓", "| Krav 2 | ✗ nej", "| Krav 3 | ☑", "| Krav 4 | ü"],
        INGET,
    ),
    "en punktlista i en cell": (
        matris("<p>• ett</p><p>• två</p>", "x"),
        ["| Krav 1 |", "- etttvå", "| Krav 2 | x"],
        INGET,
    ),
    "ett tecken ensamt på sin rad": ("<p>Före</p><p>■</p><p>Efter</p>", ["Före", "■", "Efter"], INGET),
    "rutor att kryssa i": ("<p>□ Ja □ Nej</p><p>■ Vet ej</p>", ["□ Ja □ Nej", "■ Vet ej"], INGET),
    "en lista med bockar": ("<p>✓ ett</p><p>✓ två</p>", ["- ett", "- två"], INGET),
}
RUBRIKER = {
    "kapitel i en lag": (
        "<h2>1 kap. Inledande bestämmelser</h2><h2>2 kap. Kommunala angelägenheter</h2><h3>1 § Lagens syfte</h3><h3>2 § Mer</h3>",
        [
            "## 1 kap. Inledande bestämmelser",
            "## 2 kap. Kommunala angelägenheter",
            "### 1 § Lagens syfte",
            "### 2 § Mer",
        ],
        INGET,
    ),
    "kapitel med stor bokstav": (
        "<h2>1 Kap. Om</h2><h2>2 Kap. Mer</h2>",
        ["## 1 Kap. Om", "## 2 Kap. Mer"],
        INGET,
    ),
    "klockslag": (
        "<h2>08.30 Samling</h2><h2>9.30 Fika</h2><h2>13.00\tSlut</h2><h2>13.15&nbsp;Efter</h2>",
        ["## 08.30 Samling", "## 9.30 Fika", "## 13.00 Slut", "## 13.15 Efter"],
        INGET,
    ),
    "belopp": (
        "<h2>2.5 Miljoner till skolan</h2><h2>1.5&nbsp;Miljarder</h2><h2>4.2 procent fler</h2>",
        ["## 2.5 Miljoner till skolan", "## 1.5 Miljarder", "## 4.2 procent fler"],
        INGET,
    ),
    "dagar": (
        "<h2>24.12 Julafton</h2><h2>25.12 Juldagen</h2><h2>6.6 Nationaldagen</h2>",
        ["## 24.12 Julafton", "## 25.12 Juldagen", "## 6.6 Nationaldagen"],
        INGET,
    ),
    "antal i tur": ("<h2>1 skola</h2><h2>2 skolor</h2>", ["## 1 skola", "## 2 skolor"], INGET),
    "nummer som följer på varandra": (
        "<h1>2.1 Mål</h1><h1>2.2 e-hälsa</h1><h2>2.2.1 Vård</h2><h1>3.&nbsp;Slut</h1>",
        ["## Mål", "## e-hälsa", "### Vård", "## Slut"],
        NUMREN,
    ),
    "ett nummer som ett program har skrivit": ("<h2>2.3&nbsp;Förslaget</h2>", ["## Förslaget"], NUMREN),
    "ord som Word numrerar med": (
        "<h2><span style='mso-list:Ignore'>Bilaga 1<span>&nbsp;</span></span>Karta</h2>"
        "<h2><span style='mso-list:Ignore'>2 kap.<span>&nbsp;</span></span>Mer</h2>",
        ["## Bilaga 1 Karta", "## 2 kap. Mer"],
        INGET,
    ),
}
SAFELINK = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.scb.se%2F&amp;data=x"
ANDRAS_EDITORER = {
    "ett stycke": (
        f'<p data-pm-slice="1 1 []">Nämnden <s>avstyrker</s> tillstyrker <a href="{SAFELINK}">SCB</a><img src="a.png">'
        "<del>bort</del></p><h1>1. Rubrik</h1>",
        ["Nämnden tillstyrker [SCB](https://www.scb.se/)", "## Rubrik"],
        f"Struken text och 1 bild togs inte med. {NUMREN} 1 länk leder nu direkt dit den skulle.",
    ),
    "struket genom stil": (
        "<p data-pm-slice='0 0 []'>a <span style='text-decoration: line-through'>b</span> c</p>",
        ["a c"],
        "Struken text togs inte med.",
    ),
    "en lista": (
        '<ul data-pm-slice="3 3 []"><li><p>ett</p></li><li><p><del>två</del></p></li><li><p>m<sup>2</sup></p></li></ul>',
        ["- ett", "- m²"],
        "Struken text togs inte med.",
    ),
}


def noter(anrop: str, bakat: str, fore: str = "Priset") -> str:
    """A text with a call that leads to a note, and a link back from it."""
    return f"<p>{fore} <a id=s1 href=#f1>{anrop}</a>.</p><p id=f1>{bakat} Lagen.</p>".replace(
        "BAKAT", "<a href=#s1>"
    )


FOTNOTER = {
    "frågor som leder till svar": (
        "<ul><li id=f1><a href=#s1>Vad kostar en mentor?</a></li><li id=f2><a href=#s2>Vem?</a></li></ul>"
        "<p id=s1>Ungefär 900 kr. <a href=#f1>Till frågan</a></p><p id=s2>Alla. <a href=#f2>Upp</a></p>",
        ["- Vad kostar en mentor?", "- Vem?", "Ungefär 900 kr. Till frågan", "Alla. Upp"],
        INGET,
    ),
    "en innehållsförteckning med väg tillbaka": (
        noter("Bakgrund", "BAKAT↑</a>", "Se"),
        ["Se Bakgrund.", "↑ Lagen."],
        INGET,
    ),
    "ett år är inget anrop": (noter("2026", "BAKAT2026</a>"), ["Priset 2026.", "2026 Lagen."], INGET),
    "ett register": (
        "<p id=a>Sök på <a href='#c'>B</a></p><p id=c>Bilar <a href='#a'>upp</a></p>"
        "<ul><li id=d><a href='#e'>1</a></li></ul><p id=e>Avsnitt <a href='#d'>upp</a></p>",
        ["Sök på B", "Bilar upp", "- 1", "Avsnitt upp"],
        INGET,
    ),
    "en stjärna": (noter("*", "BAKAT*</a>"), ["Priset [^Lagen.]."], INGET),
    "en siffra i hakar": (noter("[12]", "BAKAT^</a>"), ["Priset [^Lagen.]."], INGET),
    "ett kors och en väg tillbaka i ord": (
        noter("†", "BAKATTillbaka till texten</a>"),
        ["Priset [^Lagen.]."],
        "1 länk tillbaka till texten togs inte med.",
    ),
}

DOLT = "Dold text togs inte med."
REGLAGE = "Knappar och fält togs inte med."
TOMT = "Det fanns ingen text att klistra in."
SYNLIGT = {
    "ord i en ram utan teckenstorlek": (
        "<table><tr><td style='font-size:0px'> . <div style='font-size:13px'>Nyhet <b>ett</b></div></td><td>b</td></tr></table>",
        ["| Nyhet **ett** | b"],
        DOLT,
    ),
    "en annan ram utan teckenstorlek": (
        "<div style='font-size:0'><span style='font-size:0.9em'>borta</span><p style='font: 12pt serif'>kvar</p></div>",
        ["kvar"],
        DOLT,
    ),
    "synligt i det som är dolt": (
        "<p style='visibility:hidden'>borta <span style='visibility:visible'>kvar <b>även</b></span></p>",
        ["kvar **även**"],
        DOLT,
    ),
    "synligt i det som är hopfällt": (
        "<div style='visibility:collapse'><p>a</p><p style='visibility:visible'>b</p></div>",
        ["b"],
        DOLT,
    ),
    "synligt men inte uppläst": (
        "<p>Ökningen är <span aria-hidden=true>25 %</span>"
        "<span style='position:absolute;clip:rect(1px,1px,1px,1px)'>"
        "25 procent</span>."
        "</p>"
        "<table><tr><td><span aria-hidden=true>✓</span></td><td>"
        "<i aria-hidden=true class=material-icons>arrow_back</i>x</td></tr></table>",
        ["Ökningen är 25 %.", "| ✓ | x"],
        DOLT,
    ),
    "det som inte går att markera": (
        matris(
            "<span style='user-select:none'>✓</span>",
            "<small style='-webkit-user-select:none'>25 %</small>",
            "<sup>*</sup>",
        )
        + "<h2>Mål<a href='#m' style='user-select:none'>¶</a></h2>",
        ["| Krav 1 | ✓", "| Krav 2 | 25 %", "| Krav 3 | ^*^", "## Mål"],
        INGET,
    ),
    "en rubrik som är en knapp": (
        "<h2><button>Vem kan bli språkmentor?</button></h2><p>Alla.</p><h3><button><span>När?</span></button></h3>",
        ["## Vem kan bli språkmentor?", "Alla.", "### När?"],
        INGET,
    ),
    "en knapp som är en fråga": (
        "<details><summary><button>Var?</button></summary><p>Här.</p></details><dl><dt><button>Hur?</button></dt><dd>Så.</dd></dl>",
        ["Var?", "Här.", "Hur?", "Så."],
        INGET,
    ),
    "en knapp som öppnar ett svar": (
        "<ul><li><button aria-expanded=false>Vad?</button><div>Svar</div></li></ul>"
        "<div role=tablist><button role=tab>Om oss</button></div><p><button aria-controls=x>Mer</button></p>",
        ["- Vad?", "Svar", "Om oss", "Mer"],
        INGET,
    ),
    "knappar och fält": (
        "<p>Text <button>Lyssna</button> mer</p><p>Namn <input value=Eva> <select><option>a</select></p>",
        ["Text mer", "Namn"],
        REGLAGE,
    ),
    "det som inte är text alls": ("<p style='display:none'>x</p>", [], f"{DOLT} {TOMT}"),
    "bara en bild": ("<img src=a.png width=9>", [], f"1 bild togs inte med. {TOMT}"),
    "en tom rad": ("<p>&nbsp;</p>", [], TOMT),
}


def stycke(text: str) -> str:
    """A paragraph in Word's style for lists that is in no list."""
    return f"<p class=MsoListParagraph>{text}</p>"


WORDS_LISTOR = {
    "tecken som är ord": (
        stycke("§ 12 skollagen")
        + stycke("≥ 5 deltagare")
        + stycke("± 3 procent")
        + stycke("€ 500")
        + stycke("# 1"),
        ["§ 12 skollagen", "≥ 5 deltagare", "± 3 procent", "€ 500", "# 1"],
        INGET,
    ),
    "skrivna punkter i Words stil": (stycke("• ett") + stycke("• två"), ["- ett", "- två"], INGET),
    "skrivna nummer i Words stil": (stycke("1. ett") + stycke("2. två"), ["1. ett", "2. två"], INGET),
    "paragrafer": (
        word("1 §", "l0 level1 lfo1", "Syftet") + word("2 §", "l0 level1 lfo1", "Ord"),
        ["1 § Syftet", "2 § Ord"],
        INGET,
    ),
    "bilagor, steg och annat": (
        word("Bilaga A", "l0 level1 lfo1", "Karta")
        + word("Bilaga 2", "l0 level1 lfo1", "Lista")
        + word("Steg 1:", "l1 level1 lfo2", "Börja")
        + word("A1", "l2 level1 lfo3", "Ruta")
        + word("1a)", "l3 level1 lfo4", "Del"),
        ["Bilaga A Karta", "Bilaga 2 Lista", "Steg 1: Börja", "A1 Ruta", "1a) Del"],
        INGET,
    ),
    "ord som nummer mellan punkter": (
        word("1.", "l0 level1 lfo1", "a")
        + word("Bilaga 1", "l1 level1 lfo2", "b")
        + word("2.", "l0 level1 lfo1", "c"),
        ["1. a", "Bilaga 1 b", "2. c"],
        INGET,
    ),
}
RAKNAS_INTE = "En lista som räknar på ett sätt som inte finns här blev stycken med sina nummer."
SIFFROR = {
    "nummer som inte syntes": (
        "<ol style='list-style:none'><li>3.1 Mål</li><li><p>3.2 <b>Medel</b></p></li></ol>",
        ["3.1 Mål", "3.2 **Medel**"],
        INGET,
    ),
    "nummer som inte syntes, genom en stilmall": (
        "<style>ol.n { list-style-type: none }</style><p>Före</p>"
        "<ol class=n start=4><li>ett<ul><li>under</li></ul></li><li>två</li></ol>",
        ["Före", "ett", "- under", "två"],
        INGET,
    ),
    "punkter som inte syntes i en lista som syns": (
        "<ol><li>a<ol><li style='list-style-type:none'>b</li></ol></li><li>c</li></ol>",
        ["1. a", "b", "2. c"],
        INGET,
    ),
    "baklänges": (
        "<ol reversed><li>tre</li><li>två</li><li>ett</li></ol>",
        ["3. tre", "2. två", "1. ett"],
        RAKNAS_INTE,
    ),
    "baklänges med bokstäver": (
        "<ol reversed type=A><li>b</li><li>a</li></ol>",
        ["B. b", "A. a"],
        RAKNAS_INTE,
    ),
    "baklänges från ett nummer": (
        "<ol reversed start=10><li><p>tio</p></li><li value=8>åtta</li></ol><p>Efter</p>",
        ["10. tio", "8. åtta", "Efter"],
        RAKNAS_INTE,
    ),
    "under noll": (
        "<ol start=-1><li>a</li><li>b</li></ol>",
        ["-1. a", "0. b"],
        RAKNAS_INTE,
    ),
}


def ark(dold: int, *rader: str) -> str:
    """Three columns of a sheet, of which one is hidden."""
    kolumner = "".join("<col style='display:none'>" if n == dold else "<col>" for n in range(3))
    return f"<table>{kolumner}" + "".join(f"<tr>{rad}</tr>" for rad in rader) + "</table>"


ARK = {
    "en dold kolumn under en bred cell": (
        ark(1, "<td colspan=3>Titel</td>", "<td>a</td><td>dold</td><td>c</td>"),
        ["| Titel", "| a | c"],
        DOLT,
    ),
    "en dold kolumn bredvid en hög cell": (
        ark(
            1,
            "<td rowspan=2>a</td><td>dold</td><td>c</td>",
            "<td>dold</td><td>d</td>",
            "<td>e</td><td>dold</td><td>f</td>",
        ),
        ["| a | c", "| d", "| e | f"],
        DOLT,
    ),
    "en dold kolumn efter en bred cell": (
        ark(2, "<td colspan=2>ab</td><td>dold</td>", "<td>a</td><td>b</td><td>dold</td>"),
        ["| ab", "| a | b"],
        DOLT,
    ),
    "en bred cell som börjar i den dolda": (
        ark(0, "<td colspan=2>ab</td><td>c</td>", "<td>dold</td><td>b</td><td>c</td>"),
        ["| ab | c", "| b | c"],
        DOLT,
    ),
}
SMATECKEN = {
    "citat": (
        "<p>Hon sa <q>ja, <q>kanske</q></q> och <q>”nej”</q>.</p>",
        ["Hon sa ”ja, ’kanske’” och ”nej”."],
        INGET,
    ),
    "upphöjt med ett mått": (
        "<p>12 m<span style='vertical-align:30%;font-size:8pt'>2</span>, km<span style='vertical-align:4px'>2</span>, "
        "H<span style='vertical-align:-25%'>2</span>O, x<span style='position:relative;top:-0.5em'>3</span>, "
        "y<span style='position:relative; bottom: 4px'>2</span></p>",
        ["12 m², km², H₂O, x³, y²"],
        INGET,
    ),
    "struket på skärmen": (
        "<style>@media screen { .s { text-decoration: line-through } p { color: red } }"
        "@media print { .u { text-decoration: line-through } } @supports (display: grid) { .t { display: none } }</style>"
        "<p>a <span class=s>b</span> <span class=u>c</span> <span class=t>d</span></p>",
        ["a c"],
        "Struken text och dold text togs inte med.",
    ),
}
RADER = {
    "en lista utan punkter": (
        "<div>Vi behöver hjälp med det här före fredag<br>boka en lokal som är stor nog för alla"
        "<br>skicka kallelsen till hela nämnden<br>skriva klart underlaget</div>",
        [
            "Vi behöver hjälp med det här före fredag / boka en lokal som är stor nog för alla / "
            "skicka kallelsen till hela nämnden / skriva klart underlaget"
        ],
        INGET,
    ),
    "en adress i ett mejl": (
        "<p>Norrby kommun, arbetsmarknadsförvaltningen<br>att. registrator Eva Prov<br>Box 12<br>123 45 Norrby</p>",
        ["Norrby kommun, arbetsmarknadsförvaltningen / att. registrator Eva Prov / Box 12 / 123 45 Norrby"],
        INGET,
    ),
    "en underskrift i ett mejl": (
        "<p>Eva Provsson, förvaltningen för arbete och skola"
        "<br>enhetschef och ställföreträdande direktör<br>tel. 08-123 45 67</p>",
        [
            "Eva Provsson, förvaltningen för arbete och skola / enhetschef och ställföreträdande direktör / tel. 08-123 45 67"
        ],
        INGET,
    ),
}
HTML = (
    TECKEN
    | RUBRIKER
    | ANDRAS_EDITORER
    | FOTNOTER
    | SYNLIGT
    | WORDS_LISTOR
    | SIFFROR
    | ARK
    | SMATECKEN
    | RADER
)
