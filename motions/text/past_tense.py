"""A förslag to decide, put in the past tense of a protokoll: «X beslutar att …» becomes «X beslutade att …».

Every finite verb of the main clauses changes, and no other: what is decided («att kommunen ska …», «som innebär …») keeps its
tense. Where a verb is not known, or may belong to either clause, nothing is changed, since half a sentence in the past is worse
than none: the writer is asked. The module is pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motions.text.finite_verbs import (
    DEPONENTER,
    INNEHALL,
    ar_finit,
    ar_forflutet,
    liknar_verb,
    liknar_verb_med_s,
    preteritum,
    words,
)

_BIT = re.compile(r"\([^()]*\)|(?P<ord>\w+(?:[-:’'./]\w+)*)|\W")
_SLUTTECKEN = {"«": "»", "»": "»", "”": "”", "“": "”", '"': '"'}
"""What ends what a quotation mark begins."""
_BISATS = words("""
    att som vilket vilka vilken vars där när om eftersom då medan innan huruvida ifall såvida sedan tills hur
    vad vem varför varav varefter varmed varvid
""")
_UTAN_VERB = frozenset({"att", "som", "om", "då", "innan", "sedan", "vad"})
"""What also begins a phrase without a finite verb: «att godkänna», «som svar», «om skolmat»."""
_SAMORDNAR = frozenset({"och", "samt", "men", "eller", "dels", "liksom"})
_ADVERB = words("""
    även också vidare därmed därutöver dessutom samtidigt härmed i övrigt inte ej således därför därvid därigenom
    följaktligen sedan likaså dock ändå åter omgående stället istället dvs d.v.s alltså nu
""")
_EFTER_ATT = frozenset(
    {
        "inte",
        "ej",
        "även",
        "också",
        "snarast",
        "omedelbart",
        "vidare",
        "samtidigt",
        "dels",
        "skyndsamt",
        "på",
        "i",
    }
)
_INFINITIV = re.compile(
    r"(?:an|av|be|fram|för|före|in|med|ned|om|på|till|under|upp|ut|åter|över|vid|upprätt)?"
    r"(?:få|gå|stå|ge|ta|se|bli|ha|be|dra|slå|nå|te)|\w{2,}a"
)
_INTE_INFINITIV = words("""
    alla båda dessa denna detta samtliga våra sina nya flera andra några inga mina deras berörda unga äldre stora
    egna
""")
_BESLUTAR_SJALVA = re.compile(
    r"\w*(?:nämnden|nämnd|styrelsen|styrelse|utskottet|utskott|fullmäktige|förvaltningen|kontoret|ordföranden|presidiet|beredningen|rådet)"
)
_SUBSTANTIV_OCKSA = {"delar": ("av", "ur"), "fördelar": ("med", "av", "och")}
"""Nouns as well as verbs, and what comes after the noun."""
_FOR_NAGOT = words("""
    vidare över fram in upp samman dialog samtal diskussioner talan
""")
"""What stands by «för» where it may be a verb: «och för frågan vidare»."""
_FORE_SUBSTANTIV = words("""
    vissa stora alla andra i de övriga båda flera samtliga olika några med dess dessa
""")
_HAR = words("""
    inget ingen inga inte ej något några för synpunkter samma invändningar en ett stor
""")
_FORKORTAT = words("""
    dnr nr kap st kl s ca jfr resp prop forts tel bet skr
""")
_INGAS = re.compile(r"(?>\w*?(?:avtal|överenskommelse|samarbete|partnerskap|förlikning|kontrakt))\w*")
_UTGAR = words("""
    ärendet ärendena punkten punkterna frågan paragrafen informationen anmälan yrkandet
""")
_LISTAN = re.compile(r"dag\w*|\w*listan|kallelsen|sammanträdet|\w*ordningen|handlingarna")
_SLUKAR = words("""
    beslutar föreslår hemställer yrkar
""")
"""What is decided or proposed may be in two parts: «beslutar att nämnden godkänner förslaget och överlämnar svaret»."""


@dataclass(frozen=True)
class Tempus:
    """A sats in the past tense; or as it was, and the question to the writer."""

    text: str
    fraga: str = ""


@dataclass(frozen=True)
class _Ordbit:
    """A word, a sign, or what is read as one: a parenthesis, a quotation."""

    text: str
    ord: bool = False


class _OsakerError(Exception):
    """The verb that may be wrong either way."""


@dataclass
class _Mening:
    """What has been read of one sentence: where in it one stands, and what may come there."""

    bisats: str = ""
    """The word that the clause began with; empty in the main clause."""
    efter_komma: bool = False
    infinitiv: bool = False
    eget_verb: str = ""
    """The first finite verb of the clauses below the main one, since it was left."""
    plats: bool = True
    """Whether a finite verb may come here: first in the sentence, and after each och, samt or comma."""
    samordnat: bool = False
    intill: bool = False
    """Right after och, samt or a comma."""
    verb: str = ""
    okant: str = ""
    kanske: str = ""
    """What ends as a verb in -s may, and is asked about if there is no other verb."""
    borjan: tuple[str, ...] = ()
    """Its first two words; commas and semicolons are among the words here and below."""
    sist: str = ""
    fore: str = ""
    """The word before the last."""
    antal: int = 0
    komma: bool = False

    @property
    def innehall(self) -> bool:
        """Whether the sentence is itself what was decided: «att motionen avslås»."""
        return self.borjan[:1] == ("att",)

    def ta(self, ordet: str) -> None:
        """One word more."""
        if len(self.borjan) < 2:
            self.borjan += (ordet,)
        self.fore, self.sist = self.sist, ordet
        self.antal += 1
        self.komma = self.komma or ordet == ","


def i_preteritum(sats: str) -> str:
    """The sats in the past tense, or as it is when that is not sure."""
    return tempus(sats).text


def tempus(sats: str) -> Tempus:
    """The sats with the finite verbs of its main clauses in the past tense; unchanged, with a question, when one is unsure."""
    bitar = _bitar(sats)
    mening, ut, kolon = _Mening(), [], False
    try:
        for n, bit in enumerate(bitar):
            if kolon or not bit.ord:
                kolon = kolon or (bit.text == ":" and bool(mening.verb))
                if not kolon and _slutar(bitar, n):
                    _avsluta(mening)
                    mening = _Mening()
                elif bit.text in ",;":
                    _skiljetecken(mening, bit.text)
                ut.append(bit.text)
                continue
            ut.append(_ord(mening, bit.text, _foljande(bitar, n)))
        _avsluta(mening)
    except _OsakerError as osaker:
        return Tempus(
            sats,
            f"Programmet är osäkert på «{osaker}» och har lämnat meningen som den var. Skriv verbet så som det ska stå i "
            "protokollet.",
        )
    return Tempus("".join(ut))


def _bitar(sats: str) -> list[_Ordbit]:
    """The sats in pieces. The end of a quotation is only sought where its line has one: each search in vain reads it whole."""
    bitar: list[_Ordbit] = []
    for nummer, rad in enumerate(sats.split("\n")):
        if nummer:
            bitar.append(_Ordbit("\n"))
        sist = {tecken: rad.rfind(tecken) for tecken in _SLUTTECKEN.values()}
        till = 0
        while bit := _BIT.match(rad, till):
            fran, till = bit.span()
            slut = _SLUTTECKEN.get(bit[0])
            if slut and sist[slut] > fran:
                till = rad.index(slut, till) + 1
            bitar.append(_Ordbit(rad[fran:till], bit["ord"] is not None))
    return bitar


def _slutar(bitar: Sequence[_Ordbit], n: int) -> bool:
    """Whether a sentence ends here: at a line's end, or at a full stop before a capital."""
    if bitar[n].text == "\n":
        return True
    if bitar[n].text not in ".!?" or n + 2 >= len(bitar) or not bitar[n + 1].text.isspace():
        return False
    fore = bitar[n - 1].text if n else ""
    forkortat = fore.lower() in _FORKORTAT or ("." in fore and not fore[0].isdigit())
    return not forkortat and bitar[n + 2].text[:1].isupper()


def _foljande(bitar: Sequence[_Ordbit], n: int) -> list[str]:
    """The words that come next in the same phrase, in small letters."""
    ord_: list[str] = []
    for plats in range(n + 1, len(bitar)):
        bit = bitar[plats]
        if bit.ord:
            ord_.append(bit.text.lower())
        elif not bit.text.isspace():
            break
        if len(ord_) == 2:
            break
    return ord_


def _skiljetecken(m: _Mening, tecken: str) -> None:
    """A semicolon ends a clause, and so does a comma the clause that began after one."""
    if tecken == ";" or (m.bisats and m.efter_komma and m.eget_verb):
        m.bisats, m.eget_verb, m.infinitiv = "", "", False
    m.plats = m.samordnat = m.intill = True
    m.ta(tecken)


def _ord(m: _Mening, ordet: str, sedan: list[str]) -> str:
    """One word of the sentence, as it is in the past tense. Errors: _OsakerError."""
    w = ordet.lower()
    m.ta(w)
    if w in _BISATS and not (w == "som" and sedan[:1] == ["helst"]):
        _ny_bisats(m, w, sedan)
    elif w in _SAMORDNAR or (w == "utan" and _utan_verb(sedan)):
        m.plats = m.samordnat = m.intill = True
    elif w in _ADVERB and m.intill:
        pass
    elif m.innehall:
        m.intill = False
    else:
        nytt = _i_bisats(m, w, sedan) if m.bisats else _i_huvudsats(m, w, sedan, versal=ordet[0].isupper())
        m.intill = False
        return ordet if nytt is None else _skrivet_som(ordet, nytt)
    return ordet


def _utan_verb(sedan: list[str]) -> bool:
    """Whether «utan» joins two verbs, «har inget att invända utan hänvisar», and is not «utan förbehåll»."""
    if sedan == ["i", "stället"] or (sedan and sedan[0] in _ADVERB and sedan[0] != "i"):
        return True
    return bool(sedan) and (ar_finit(sedan[0]) or liknar_verb(sedan[0]) or liknar_verb_med_s(sedan[0]))


def _ny_bisats(m: _Mening, w: str, sedan: list[str]) -> None:
    if not m.bisats:
        m.efter_komma = m.verb not in _SLUKAR and m.komma
    m.bisats = w
    forst = next((o for o in sedan if o not in _EFTER_ATT), "")
    m.infinitiv = w == "att" and bool(_INFINITIV.fullmatch(forst)) and forst not in _INTE_INFINITIV
    m.samordnat = m.intill = False


def _i_bisats(m: _Mening, w: str, sedan: list[str]) -> str | None:
    """A word of a clause below the main one, or of the main one that is taken up again after «och»."""
    presens = preteritum(w)
    if not (ar_finit(w) or (m.intill and (liknar_verb(w) or liknar_verb_med_s(w)))):
        return None
    if presens is not None and not m.verb and sedan and _BESLUTAR_SJALVA.fullmatch(sedan[0]):
        # «Med stöd av vad som anförts tillstyrker nämnden …»: the verb of the main clause stands before its subject.
        return _tillbaka(m, w, sedan)
    if not m.samordnat or _passiv_dar(m, w) or (ar_forflutet(w) and presens is None):
        m.eget_verb = m.eget_verb or w
        return None
    if m.infinitiv and not m.eget_verb:
        return _tillbaka(m, w, sedan)
    if not m.eget_verb:
        if m.intill and m.bisats in _UTAN_VERB:
            return _tillbaka(m, w, sedan)
        if m.intill or (m.bisats in _UTAN_VERB and presens is not None):
            raise _OsakerError(w)
        m.eget_verb = w
        return None
    if m.verb in _SLUKAR and preteritum(m.eget_verb) is not None and not m.eget_verb.endswith("s"):
        return None
    if m.intill or presens is not None:
        raise _OsakerError(w)
    return None


def _passiv_dar(m: _Mening, w: str) -> bool:
    """Whether a passive belongs to the clause that one stands in. Errors: _OsakerError where the clause has no place for it."""
    if not w.endswith("s") or w in DEPONENTER or not ar_finit(w):
        return False
    if m.infinitiv and not m.eget_verb:
        # «att låta planen antas och godkännas» has infinitives that are written as the present is.
        raise _OsakerError(w)
    return bool(m.eget_verb) or m.bisats == "att" or m.bisats not in _UTAN_VERB


def _tillbaka(m: _Mening, w: str, sedan: list[str]) -> str | None:
    """The main clause is taken up again with this verb."""
    m.bisats, m.eget_verb, m.infinitiv, m.plats = "", "", False, True
    return _i_huvudsats(m, w, sedan, versal=False)


def _i_huvudsats(m: _Mening, w: str, sedan: list[str], *, versal: bool) -> str | None:
    """A word of the main clause; its past tense if it is the verb. Errors: _OsakerError."""
    if w == "för" and m.intill and m.antal > 1 and _FOR_NAGOT.intersection(sedan):
        raise _OsakerError(w)
    if w in _SUBSTANTIV_OCKSA and (
        not m.plats or m.fore in _FORE_SUBSTANTIV or (sedan and sedan[0] in _SUBSTANTIV_OCKSA[w])
    ):
        return None
    if ar_forflutet(w) and preteritum(w) is None:
        m.plats, m.verb = False, m.verb or w
        return None
    da = _da(m, w, sedan)
    if da is None:
        _okant_ord(m, w, versal)
        return None
    if not m.plats or m.okant or (m.intill and not m.verb and m.antal > 2):
        raise _OsakerError(m.okant or w)
    m.plats, m.verb = False, m.verb or w
    return da


def _da(m: _Mening, w: str, sedan: list[str]) -> str | None:
    """The past tense of a verb of the main clause; None for what is not known to be one there."""
    if w == "har" and sedan and sedan[0] in _HAR and not _har_supinum(sedan):
        return "hade"
    if w == "är" and ((m.verb and m.intill) or _BESLUTAR_SJALVA.fullmatch(m.fore)):
        return "var"
    if w == "får" and sedan == ["i", "uppdrag"]:
        return "fick"
    if w == "ingår" and sedan[:1] != ["i"] and any(_INGAS.fullmatch(o) for o in sedan):
        return "ingick"
    if w == "utgår" and m.fore in _UTGAR and _ur_listan(sedan):
        return "utgick"
    if w == "vill" and m.fore == "det" and sedan[:1] == ["säga"]:
        return None
    return preteritum(w)


def _ur_listan(sedan: list[str]) -> bool:
    """Whether an ärende «utgår», or «utgår från dagordningen», and does not start from something: «utgår från en motion»."""
    return (
        not sedan
        or sedan[0] in (*_SAMORDNAR, "idag", "ur")
        or bool(sedan[1:] and _LISTAN.fullmatch(sedan[1]))
    )


def _har_supinum(sedan: list[str]) -> bool:
    """Whether «har inte» is of what has been done, and not of what one has not."""
    return sedan[0] in ("inte", "ej") and (len(sedan) < 2 or sedan[1] not in _HAR)


def _okant_ord(m: _Mening, w: str, versal: bool) -> None:
    """Ask about a verb that is known to be one, or that stands where one must stand."""
    if w == "vill" and m.fore == "det":
        return
    if w in INNEHALL or ar_finit(w):
        raise _OsakerError(w)
    if not versal and liknar_verb_med_s(w):
        if (m.intill and m.antal > 1) or _BESLUTAR_SJALVA.fullmatch(m.fore):
            raise _OsakerError(w)
        m.kanske = m.kanske or w
    if versal or not liknar_verb(w):
        return
    if m.intill and m.antal > 1:
        raise _OsakerError(w)
    if not m.verb:
        m.okant = m.okant or w


def _avsluta(m: _Mening) -> None:
    """A sentence whose verb was not found: what looks like one is asked about."""
    if not m.verb and not m.innehall:
        if m.okant or m.kanske:
            raise _OsakerError(m.okant or m.kanske)
        if m.borjan[1:] in (("inför",), ("för",)):
            raise _OsakerError(m.borjan[1])


def _skrivet_som(ordet: str, nytt: str) -> str:
    return nytt[0].upper() + nytt[1:] if ordet[0].isupper() else nytt
