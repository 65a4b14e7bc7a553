"""Who may act: (user, subject, today) → bool. A role counts only within its scope and between its days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from motions import visibility
from motions.akten import akten, samlat, texten
from motions.chefer import hogre
from motions.models import (
    CHEFSROLLER,
    Anvandare,
    Arende,
    Delegationspunkt,
    Dokument,
    Fortroendevald,
    Forvaltning,
    Godkannandesteg,
    Narvaro,
    Organ,
    Post,
    Protokoll,
    Roll,
    Sammantrade,
    Tjansteutlatande,
    Uppdragsroll,
    pa_dagen,
)
from motions.prepared import Slot, hamtat, prepared
from motions.register import Registren
from motions.states import ArendeState

Subject: TypeAlias = Arende | Tjansteutlatande | Sammantrade | Protokoll
"""What the table moves."""
Vem = Callable[[Anvandare, Any, date], bool]


def organ_of(subject: Subject) -> Organ:
    """The organ that a subject of the table belongs to; of a joint utlåtande, that of its first ärende."""
    if isinstance(subject, Organ):
        return subject
    if isinstance(subject, Protokoll):
        return subject.sammantrade.organ
    if isinstance(subject, Tjansteutlatande):
        return arenden_of(subject)[0].organ
    organ: Organ = subject.organ
    return organ


def arenden_of(utlatande: Tjansteutlatande) -> list[Arende]:
    """An utlåtande's ärenden in the order they were registered. Errors: IndexError downstream when it has none."""
    return texten(utlatande).arenden


def arende_for(user: Anvandare, utlatande: Tjansteutlatande, today: date) -> Arende:
    """Of an utlåtande's ärenden, the first that `user` may know of; the first of all when there is none."""
    return forsta_av(utlatande, synliga_av(user, utlatande, today))


def synliga_av(user: Anvandare, utlatande: Tjansteutlatande, today: date) -> set[int]:
    """The keys of an utlåtande's ärenden that `user` may know of."""
    lasta = texten(utlatande).synliga
    if (user.pk, today) not in lasta and _ar_sedd(user, utlatande, today) and len(arenden_of(utlatande)) == 1:
        # Nobody reads a text without knowing of an ärende that it answers.
        return {arenden_of(utlatande)[0].pk}
    if (user.pk, today) not in lasta:
        lasta[user.pk, today] = set(_synliga_av(visibility.betraktare(user, today), utlatande=utlatande))
    return lasta[user.pk, today]


@prepared
def _synliga_av(vem: visibility.Betraktare, *, utlatande: Slot) -> QuerySet[Arende, int]:
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day)
    return synliga.filter(utlatanden=utlatande).values_list("pk", flat=True)


def forsta_av(utlatande: Tjansteutlatande, synliga: set[int]) -> Arende:
    """The first of an utlåtande's ärenden whose key is among the visible; the first of all when there is none."""
    arenden = arenden_of(utlatande)
    return next((a for a in arenden if a.pk in synliga), arenden[0])


def har_roll(user: Anvandare, organ: Organ, roller: tuple[str, ...], today: date) -> bool:
    """Whether `user` holds one of the roles over `organ` on `today`, in person or as a vikarie."""
    return any(
        u.roll in roller
        and (
            u.organ_id == organ.pk
            or u.kommun_id == organ.kommun_id
            or (u.forvaltning_id is not None and u.forvaltning_id == organ.forvaltning_id)
        )
        for u in visibility.omfang(user, today).uppdrag
    )


def ar(*roller: Roll) -> Vem:
    """A test for one of the given roles over the subject's organ."""

    def vem(user: Anvandare, subject: Subject, today: date) -> bool:
        return har_roll(user, organ_of(subject), roller, today)

    return vem


def foljd(user: Anvandare, subject: Subject, today: date) -> bool:
    """Nobody: the act only follows from another act."""
    return False


registrator = ar(Roll.REGISTRATOR)
sekreterare = ar(Roll.NAMNDSEKRETERARE)
fordelare = ar(Roll.REGISTRATOR, *CHEFSROLLER)


def tar_emot_post(user: Anvandare, subject: Forvaltning | Post, today: date) -> bool:
    """Whether `user` is registrator of one of the förvaltning's nämnder, or of all of them."""
    forvaltning = subject.forvaltning if isinstance(subject, Post) else subject
    return any(har_roll(user, o, (Roll.REGISTRATOR,), today) for o in forvaltning.organ.all())


def skoter_registren(user: Anvandare, subject: Registren, today: date) -> bool:
    """Whether `user` keeps the registers."""
    return user.is_active and user.is_superuser


def var_och_en(user: Anvandare, subject: Dokument, today: date) -> bool:
    """Anyone: what the document says is frozen, and every rendering of it is the same."""
    return True


def sjalv(user: Anvandare, subject: Anvandare, today: date) -> bool:
    """Whether the account is the user's own."""
    return user is subject or (user.pk is not None and user.pk == subject.pk)


def egen_chef(user: Anvandare, subject: Anvandare, today: date) -> bool:
    """Whether the account is the user's own, who is chef somewhere today, in person."""
    return sjalv(user, subject, today) and any(
        u.roll in CHEFSROLLER and not u.for_namn for u in visibility.omfang(user, today).uppdrag
    )


def handlaggare(user: Anvandare, subject: Arende | Tjansteutlatande, today: date) -> bool:
    """Whether `user` handles the ärende, alone or beside the handläggare, and still works for its organ."""
    arenden = arenden_of(subject) if isinstance(subject, Tjansteutlatande) else [subject]
    return any(
        _ar_handlaggare(user, a) and har_roll(user, a.organ, (Roll.HANDLAGGARE, *CHEFSROLLER), today)
        for a in arenden
    )


def _ar_handlaggare(user: Anvandare, arende: Arende) -> bool:
    return user.pk == arende.handlaggare_id or any(m.pk == user.pk for m in akten(arende).medhandlaggare)


def handlaggare_eller_registrator(user: Anvandare, subject: Arende | Tjansteutlatande, today: date) -> bool:
    """The handläggare of the ärende, or the registrator of its organ."""
    return handlaggare(user, subject, today) or registrator(user, subject, today)


def skoter_mejl(user: Anvandare, subject: Arende, today: date) -> bool:
    """The handläggare of the ärende, or the registrator or the nämndsekreterare of its organ."""
    roller = (Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE)
    return har_roll(user, subject.organ, roller, today) or handlaggare(user, subject, today)


def kan_skrivas_ihop(user: Anvandare, utlatande: Tjansteutlatande, today: date) -> list[Arende]:
    """The ärenden that may join a draft: under beredning, handled by `user`, of any nämnd, open, and without a text so far."""
    lasta = texten(utlatande).forenliga
    if (user.pk, today) not in lasta:
        lasta[user.pk, today] = _forenliga(user, utlatande, today)
    return lasta[user.pk, today]


def _forenliga(user: Anvandare, utlatande: Tjansteutlatande, today: date) -> list[Arende]:
    arenden = _skrivbara(visibility.betraktare(user, today), utlatande=utlatande)
    return [a for a in arenden if har_roll(user, a.organ, (Roll.HANDLAGGARE, *CHEFSROLLER), today)]


@prepared
def _skrivbara(vem: visibility.Betraktare, *, utlatande: Slot) -> QuerySet[Arende]:
    """Under beredning, open, and without a text, an answer or a file so far other than this."""
    return (
        Arende.objects.visible_to(vem, today=vem.omfang.day)
        .filter(
            Q(handlaggare=vem.pk) | Q(medhandlaggare=vem.pk), state=ArendeState.BEREDNING, sekretess=False
        )
        .exclude(utlatanden=utlatande)
        .exclude(utlatanden__versioner__isnull=False)
        .exclude(utlatanden__avsnitt__text__gt="")
        .exclude(utlatanden__beslutssatser__isnull=False)
        .exclude(utlatanden__attsatssvar__isnull=False)
        .exclude(utlatanden__bilagor__fil__isnull=False)
        .select_related("organ")
        .distinct()
        .order_by("pk")
    )


def skriver_gemensamt(user: Anvandare, utlatande: Tjansteutlatande, today: date) -> bool:
    """Whether `user` writes the text and has another ärende that it can answer too."""
    return handlaggare(user, utlatande, today) and bool(kan_skrivas_ihop(user, utlatande, today))


def kedjan(utlatande: Tjansteutlatande) -> list[Godkannandesteg]:
    """The steps in which an utlåtande is signed: those of every organ that it goes to, the lower chefer before the higher.

    A förvaltningschef whom two nämnder share, and a lower chef of the same enhet, signs once for both.
    """
    arenden = arenden_of(utlatande)
    flera = len(arenden) > 1
    steg: dict[tuple[int, str, frozenset[int]], tuple[int, int, int, Godkannandesteg]] = {}
    for plats, o in enumerate(texten(utlatande).organ):
        egna = [a for a in arenden if a.organ_id == o.pk]
        # Of one ärende every step is of the same enheter, so that they need not be read.
        enheter = frozenset(pk for a in egna for pk in _enheter(a)) if flera else frozenset()
        for s in o.godkannandesteg.all():
            vem = (o.forvaltning_id, s.roll, frozenset() if s.roll == Roll.FORVALTNINGSCHEF else enheter)
            # One nämnd may begin with a chef who is higher than another's first.
            rang = list(CHEFSROLLER).index(Roll(s.roll)) if flera else 0
            steg.setdefault(vem, (rang, s.ordning, plats, s))
    return [s for *_, s in sorted(steg.values(), key=lambda rad: rad[:3])]


def nasta_steg(utlatande: Tjansteutlatande) -> Godkannandesteg | None:
    """The first step of the chain that the current version lacks; None when all have signed."""
    with samlat(utlatande):
        gjorda = texten(utlatande).godkanda
        return next((s for s in kedjan(utlatande) if (s.organ_id, s.ordning) not in gjorda), None)


def chef_i_tur(user: Anvandare, utlatande: Tjansteutlatande, today: date) -> bool:
    """Whether `user` may sign the step that is next: its chef, that chef's vikarie, or a chef higher in the chain.

    The higher chef is let in so that a chef who is the author is passed over (design 5: an author's own step goes to the next).
    """
    steg = nasta_steg(utlatande)
    if steg is None:
        return False
    egna = [a for a in arenden_of(utlatande) if a.organ_id == steg.organ_id]
    return any(roller_over(user, a, today) & set(hogre(steg.roll)) for a in egna)


def roller_over(user: Anvandare, arende: Arende, today: date) -> set[str]:
    """The roles that `user` holds, in person or as a vikarie, over the organ of the ärende or over its enhet or one above."""
    return {u.roll for u in uppdrag_over(user, arende, today)}


def uppdrag_over(user: Anvandare, arende: Arende, today: date) -> list[visibility.Uppdrag]:
    """What `user` acts as over the organ of the ärende or over its enhet or one above, the own befattningar first."""
    o, organ = visibility.omfang(user, today), arende.organ
    enheter = o.over(arende.enhet_id)
    return [
        u
        for u in o.uppdrag
        if u.organ_id == organ.pk
        or (u.enhet_id is None and u.forvaltning_id == organ.forvaltning_id)
        or (u.enhet_id is not None and u.enhet_id in enheter)
    ]


def arenden_inom(user: visibility.Seende, today: date, roller: Collection[str]) -> Q:
    """The ärenden within the scopes where `user` holds one of the roles: the enhet and those below it, or all of an organ."""
    o = visibility.omfang(user, today)
    mina = [u for u in o.uppdrag if u.roll in roller]
    egna = {u.enhet_id for u in mina if u.enhet_id}
    enheter = egna | {pk for pk in o.enheter if o.over(pk) & egna}
    hela = [u for u in mina if u.enhet_id is None]
    return (
        Q(enhet__in=enheter)
        | Q(organ__in={u.organ_id for u in hela if u.organ_id})
        | Q(organ__forvaltning__in={u.forvaltning_id for u in hela if u.forvaltning_id})
        | Q(organ__kommun__in={u.kommun_id for u in hela if u.kommun_id})
    )


def delegationspunkter(
    user: Anvandare, arende: Arende, today: date, *, avsta: bool = False
) -> list[Delegationspunkt]:
    """The points of the delegationsordning by which `user` may decide on a svar, or to abstain, on `today` (KL 6:37, 7:5-6)."""
    roller = roller_over(user, arende, today)
    return [p for p in galler(arende, today, avsta=avsta) if roller & set(p.roller())]


def galler(arende: Arende, today: date, *, avsta: bool) -> list[Delegationspunkt]:
    """The points about a svar, or about abstaining, that apply on `today`, whoever may decide by them."""
    punkter = pa_dagen(akten(arende).delegationspunkter, today)
    return [p for p in punkter if (p.omfattar_avsta if avsta else p.omfattar_yttrande)]


def mojlig_delegat(user: Anvandare, arende: Arende, today: date) -> bool:
    """Whether `user` is a chef over the ärende, or holds a role to which some point has been given on: whom to offer the act.

    Whether a point applies, and why not, is the guard's to say.
    """
    roller = roller_over(user, arende, today)
    if roller & set(CHEFSROLLER):
        return True
    return any(roller & set(p.roller()) for p in pa_dagen(akten(arende).delegationspunkter, today))


def kan_upphava(user: Anvandare, arende: Arende, today: date) -> bool:
    """Whether the standing beslut of one person is `user`'s to take back: the delegat's own, or registered by the sekreterare."""
    beslut = akten(arende).enskilt
    if beslut is None:
        return False
    return beslut.fattat_by_id == user.pk or (
        beslut.fattat_by_id is None and sekreterare(user, arende, today)
    )


def _enheter(arende: Arende) -> set[int]:
    """The ärende's enhet and those above it."""
    if arende.enhet is None:
        return set()
    over = {e.pk: e.parent_id for e in arende.enhet.forvaltning.enheter.all()}
    enhet_id, enheter = arende.enhet_id, set[int]()
    while enhet_id is not None and enhet_id not in enheter:
        enheter.add(enhet_id)
        enhet_id = over.get(enhet_id)
    return enheter


def ar_forfattare(user: Anvandare, utlatande: Tjansteutlatande) -> bool:
    """Whether `user` wrote any of the text: handläggare, medhandläggare, or one whose hand is in a section."""
    return any(_ar_handlaggare(user, a) for a in arenden_of(utlatande)) or texten(utlatande).skriven_av(user)


def justerare(user: Anvandare, protokoll: Protokoll, today: date) -> bool:
    """Whether `user` is one of those who must justera this protokoll."""
    return any(f.anvandare_id == user.pk for f in ska_justera(protokoll))


def ska_justera(protokoll: Protokoll) -> list[Fortroendevald]:
    """The förtroendevalda who must sign: who presided, then the chosen justerare (KL 5:69, 6:35)."""
    return [
        *ordforande_vid(protokoll.sammantrade),
        *(j.fortroendevald for j in protokoll.sammantrade.justerare.all()),
    ]


def ordforande_vid(sammantrade: Sammantrade) -> list[Fortroendevald]:
    """Who presided: of those serving, the ordförande, else the first or the second vice. A list of one or none."""
    rader = sammantrade.narvaro
    fetched = hamtat(sammantrade, "narvaro")
    return leder(rader.all() if fetched else rader.select_related("uppdrag__fortroendevald"))


def leder(narvaro: Iterable[Narvaro]) -> list[Fortroendevald]:
    """Who presides among those who are there, as `ordforande_vid` says it; their mandates and persons are at hand."""
    narvarande = {n.uppdrag.roll: n.uppdrag.fortroendevald for n in narvaro if n.tjanstgor}
    for roll in (Uppdragsroll.ORDFORANDE, Uppdragsroll.FORSTE_VICE, Uppdragsroll.ANDRE_VICE):
        if roll in narvarande:
            return [narvarande[roll]]
    return []


def ser(user: Anvandare, subject: Subject | Post, today: date) -> bool:
    """Whether `user` may know of the subject at all; when not, the answer to the world is 404."""
    return bool(_synlig(str(subject._meta.model_name), visibility.betraktare(user, today), pk=subject))


@prepared
def _synlig(modell: str, vem: visibility.Betraktare, *, pk: Slot) -> QuerySet[Model, int]:
    model: Any = apps.get_model("motions", modell)
    synliga = model.objects.visible_to(vem, today=vem.omfang.day)
    narrowed: QuerySet[Model, int] = synliga.filter(pk=pk).values_list("pk", flat=True)
    return narrowed


_SEDD = "_sedd_av"


def sedd(user: Anvandare, subject: Any, today: date) -> None:
    """Note that the subject was just fetched from among those that `user` may know of."""
    vars(subject)[_SEDD] = (user.pk, today)


def visas(user: Anvandare, subject: Any, today: date) -> bool:
    """Whether a page may show the subject to `user`: not asked again of what was fetched by that very condition.

    Who writes asks `ser`, since the page may be older than the right to it.
    """
    return _ar_sedd(user, subject, today) or ser(user, subject, today)


def _ar_sedd(user: Anvandare, subject: Model, today: date) -> bool:
    return vars(subject).get(_SEDD) == (user.pk, today)
