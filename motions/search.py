"""Searching: what a user asked for, where it stands, and the words around it. Only among what that user may see.

Words are found by their stem and from their beginning, since Swedish writes compounds as one word: «motioner» finds «motionen»,
«trainee» finds «traineeprogram». A number is found however it is written, whole or by its parts, and a word whatever signs stand
around it: index and question have one form of each (motions/text/signs.py). Hits are never ranked as a whole: they are
listed in an order that has an index, and only those that are shown get a snippet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from motions import visibility
from motions.models import Anvandare, Arende, Sokatkomst, Sokkalla, Sokpost
from motions.models.sok import utan_skiljetecken
from motions.text.signs import one_form, one_form_with_places, written_together

MAX_TECKEN = 200
MAX_ORD = 12
KORTASTE_BORJAN = 3
"""A shorter word is only found whole: its beginning would be the beginning of too many."""
UTDRAG_UR = 30_000
"""How many characters of a text are looked through for a snippet."""

_NUMMER = re.compile(r"(?<!\d)\d+(?:[-/:.]\d+)+")
"""Sought from the first digit of a number alone: from each it takes minutes over a file of digits."""
_TALET = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)|(?<!\d)\d+")
_ORD_OCH_NUMMER = re.compile(r"([^\W\d_]+)[.:]?(\d+(?:[-/:.]\d+)+)")
"""«SOU2026:88», «prop.2026/27:44»: the space before a number is often left out."""
_DEL = re.compile(r'-?"[^"]*"|\S+')
_ORD = re.compile(r"[^\W_]+")
_SKILJER = "-/:.,;()[]{}'\"!?"
_START, _SLUT = "\x02", "\x03"
_MARKERAT = re.compile(f"{_START}([^{_START}{_SLUT}]*){_SLUT}")


def nummerord(text: str, *, delar: bool = False) -> list[str]:
    """The compound numbers of a text in its one form as words of the index.

    «2026-0117-1.6» is n2026x117, n2026x117x1 and n2026x117x1x6. With `delar` each part is a word too, and each number alone, so
    that a löpnummer is found alone. Leading zeros do not count.
    """
    ord_: dict[str, None] = {}
    for hit in _NUMMER.findall(text):
        grupper = _grupper(hit)[:6]
        for n in range(2, len(grupper) + 1):
            ord_["n" + "x".join(grupper[:n])] = None
    if delar:
        ord_ |= dict.fromkeys(f"n{hit.replace(' ', '').lstrip('0') or '0'}" for hit in _TALET.findall(text))
    return list(ord_)


def _grupper(nummer: str) -> list[str]:
    """The groups of a compound number. A riksmöte is one number in two writings: 2026/27 and 2026/2027."""
    grupper = [g.lstrip("0") or "0" for g in re.split(r"[-/:.]", nummer)]
    for n, (ar, nasta) in enumerate(pairwise(grupper)):
        if len(ar) == len(nasta) == 4 and int(nasta) == int(ar) + 1:
            grupper[n + 1] = nasta[2:].lstrip("0") or "0"
    return grupper


def fraga(q: str, *, paborjad: bool = False) -> Combinable | None:
    """The question as PostgreSQL takes it, or None when nothing is asked for.

    Every word must be there; «a eller b» is either, «-ord» is without, "några ord" is those words in that order. With `paborjad`
    the last word is still being typed.
    """
    text = one_form(q[:MAX_TECKEN].replace("\x00", " "))
    delar = _DEL.findall(text)[:MAX_ORD]
    med: list[list[Combinable]] = []
    utan: list[Combinable] = []
    eller = False
    for n, del_ in enumerate(delar):
        if del_.casefold() == "eller" and med and n + 1 < len(delar):
            eller = True
            continue
        nej = del_.startswith("-") and len(del_) > 1
        term = _term(del_.lstrip("-") if nej else del_, paborjad and n == len(delar) - 1)
        if term is None:
            continue
        if nej:
            utan.append(term)
        elif eller:
            med[-1].append(term)
        else:
            med.append([term])
        eller = False
    if not med:
        return None
    return reduce(and_, [*(reduce(or_, termer) for termer in med), *(~term for term in utan)])


def _term(del_: str, paborjad: bool) -> Combinable | None:
    """One part of the question: a phrase, a compound number, a number, or a word with what begins like it."""
    ord_ = _ORD.findall(del_)
    if not ord_:
        return None
    fras = SearchQuery(" ".join(ord_), config="swedish", search_type="phrase")
    if del_.startswith('"'):
        return fras
    bart = del_.strip(_SKILJER)
    if hit := _NUMMER.fullmatch(bart):
        return _nummer(hit.group(), paborjad)
    if hit := _ORD_OCH_NUMMER.fullmatch(bart):
        ihop: Combinable = reduce(and_, (SearchQuery(hit[1], config="swedish"), _nummer(hit[2], paborjad)))
        return reduce(or_, (ihop, fras))
    if len(ord_) == 1 and ord_[0].isdecimal():
        return SearchQuery(ord_[0], config="swedish") | _ett_ord(f"n{ord_[0].lstrip('0') or '0'}")
    if len(ord_) == 1 and (paborjad or len(ord_[0]) >= KORTASTE_BORJAN):
        return reduce(or_, (_borjan(form) for form in _former(ord_[0])))
    if utan_tecken := written_together(bart):
        return reduce(or_, (_borjan(form) for form in utan_tecken), fras)
    return fras


def _ett_ord(ord_: str) -> SearchQuery:
    return SearchQuery(ord_, config="simple")


def _borjan(ord_: str) -> SearchQuery:
    return SearchQuery(f"'{ord_}':*", config="swedish", search_type="raw")


def _former(ord_: str) -> list[str]:
    """The word, and without the article that the stemmer leaves: «förslaget» asks for «förslag», «programmet» for «program»."""
    former = [ord_]
    if len(ord_) > len("målet"):
        if ord_.endswith("et"):
            former.append(ord_[:-2])
        if ord_.endswith(("mmet", "mmen", "nnet", "nnen")):
            former.append(ord_[:-3])
    return former


def _nummer(text: str, paborjad: bool) -> Combinable:
    """A compound number as one word of the index; or, in the middle of a longer one, its groups after each other."""
    grupper = _grupper(text)
    if not paborjad:
        foljd = SearchQuery(" ".join(_ORD.findall(text)), config="swedish", search_type="phrase")
        return _ett_ord("n" + "x".join(grupper)) | foljd
    if grupper[-1] == "0":
        grupper[-1] = ""
    return SearchQuery(f"'n{'x'.join(grupper)}':*", config="simple", search_type="raw")


def bland(arenden: QuerySet[Arende], svar_pa: Combinable, user: Anvandare, today: date) -> QuerySet[Arende]:
    """Of ärenden that the user sees, those where a text that he or she may meet answers the question."""
    poster = Sokpost.objects.filter(visibility.texter_i_synliga(user, today), vektor=svar_pa)
    return arenden.filter(Exists(poster.filter(arende=OuterRef("pk"))))


@dataclass(frozen=True)
class Traff:
    """What is shown of a hit: the title with its words marked, where it stands, and the words around it."""

    titel: SafeString
    kalla: str
    utdrag: SafeString


def traffar(pks: Collection[int], svar_pa: Combinable, user: Anvandare, today: date) -> dict[int, Traff]:
    """The hits of the ärenden that are shown, by key; one query. A text of the akt is shown before the ärende's own row."""
    ordning = Case(When(kalla=Sokkalla.ARENDE, then=Value(1)), default=Value(0), output_field=IntegerField())
    basta = (
        Sokpost.objects.filter(visibility.texter_i_synliga(user, today), vektor=svar_pa)
        .filter(arende__in=Arende.objects.visible_to(user, today=today).filter(pk__in=pks))
        .order_by("arende_id", ordning, -SearchRank("vektor", svar_pa), "pk")
        .distinct("arende_id")
    )
    egna = Sokpost.objects.filter(arende=OuterRef("arende"), kalla=Sokkalla.ARENDE)
    egna = egna.exclude(atkomst=Sokatkomst.OFFENTLIG)
    rader = (
        Sokpost.objects.filter(pk__in=basta.values("pk"))
        .annotate(
            markt_titel=_rubrik(Subquery(egna.values("ord")[:1]), svar_pa),
            markt_text=SearchHeadline(
                Left("text", UTDRAG_UR),
                svar_pa,
                config="swedish",
                start_sel=_START,
                stop_sel=_SLUT,
                max_fragments=2,
                max_words=18,
                min_words=6,
                fragment_delimiter=" … ",
            ),
        )
        .values_list("arende_id", "arende__titel", "markt_titel", "rubrik", "kalla", "markt_text")
    )
    return {
        pk: Traff(
            titel=markera(_markt(titel, markt or "")),
            kalla="" if kalla == Sokkalla.ARENDE else rubrik,
            utdrag=markera(text) if _START in text else SafeString(""),
        )
        for pk, titel, markt, rubrik, kalla, text in rader
    }


def _rubrik(ord_: Subquery, svar_pa: Combinable) -> SearchHeadline:
    """The words of a title, each sign a space as in the index, with marks around what answers."""
    return SearchHeadline(
        utan_skiljetecken(ord_),
        svar_pa,
        config="swedish",
        start_sel=_START,
        stop_sel=_SLUT,
        highlight_all=True,
    )


def _markt(titel: str, markt: str) -> str:
    """The title as it is written, with the marks that its words have; unmarked when the words are not its own."""
    form, platser = one_form_with_places(titel)
    if len(_utan_tecken(markt)) != len(form):
        return titel
    bitar, slut, n = [], 0, 0
    for tecken in markt:
        if tecken == _START:
            plats = platser[n][0]
        elif tecken == _SLUT:
            plats = platser[n - 1][1]
        else:
            n += 1
            continue
        bitar += [titel[slut:plats], tecken]
        slut = plats
    return "".join([*bitar, titel[slut:]])


def markera(text: str) -> SafeString:
    """The text escaped, with <mark> around what the database marked, and without its signs."""
    return format_html_join("", "{}", ((bit,) for bit in _bitar(text)))


def _bitar(text: str) -> Iterable[SafeString | str]:
    slut = 0
    for hit in _MARKERAT.finditer(text):
        yield _utan_tecken(text[slut : hit.start()])
        yield format_html("<mark>{}</mark>", hit[1])
        slut = hit.end()
    yield _utan_tecken(text[slut:])


def _utan_tecken(text: str) -> str:
    return text.replace(_START, "").replace(_SLUT, "")
