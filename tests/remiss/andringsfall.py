"""What each edit is told of the object that it is tried on (andringsobjekt.py), and the form that says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from motions.datum import day_of
from motions.ingest import lista
from motions.models import (
    Anmalan,
    Arendetyp,
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    Bilaga,
    Handling,
    Klassificering,
    Punkt,
    Remittent,
    Utkast,
    Vikariat,
)
from remiss import notify
from remiss.facts import NOTHING, Facts, Motivering
from remiss.facts import utlatandetext as text
from remiss.facts.anmalan import Anmalningsval, FlyttaRad, NyRad, TaUpp
from remiss.facts.expediering import KvitteraMejl, SkickaIgen
from remiss.facts.foredragningslista import FlyttaPunkt, NyPunkt, Punktval, SkrivPunkttext, SlaIhop
from remiss.facts.franvaro import AngeFranvaro, AvslutaFranvaro
from remiss.facts.inlasning import LaggUndan, LasIn
from remiss.facts.konto import Inloggning, NyttLosenord
from remiss.facts.post import LaggIn, LasOm, RegistreraNytt
from remiss.facts.register import Demo, Rad
from remiss.facts.registrering import Inkommen
from remiss.facts.sammantrade import Planera
from remiss.forms.nykommun.mallar import satsnyckel
from remiss.models import Inlasning, Utskick
from remiss.nykommun.forslag import SATSER
from remiss.nykommun.steg import lage
from remiss.views.nykommun import FORMER
from remiss.web.idempotency import ny_nyckel
from tests.factories import LOSENORD
from tests.remiss.andringsobjekt import (
    LISTAN,
    Fall,
    avfort,
    brev,
    organet,
    registrerat_i,
)
from tests.vagen import en_fil


def _avsnitt(f: Fall, nyckel: str = "bakgrund") -> Avsnitt:
    return Avsnitt.objects.get(utlatande=f.subject, nyckel=nyckel)


def _utkast(f: Fall) -> Utkast:
    """An earlier text of a section."""
    return _avsnitt(f).utkast.earliest("pk")


def _sats(f: Fall) -> Beslutssats:
    return Beslutssats.objects.filter(utlatande=f.subject).earliest("pk")


def _svar(f: Fall) -> AttSatsSvar:
    return AttSatsSvar.objects.filter(utlatande=f.subject).earliest("pk")


def _bilaga(f: Fall) -> Bilaga:
    return Bilaga.objects.filter(utlatande=f.subject).earliest("pk")


def _ny_handling(f: Fall) -> Handling:
    redan = f.subject.bilagor.filter(handling__isnull=False).values("handling")
    return Handling.objects.filter(arende=f.vag.arende).exclude(pk__in=redan).earliest("pk")


def _p(f: Fall) -> Punkt:
    assert f.punkt is not None
    return f.punkt


def _med(f: Fall) -> Punkt:
    assert f.med is not None
    return f.med


def _r(f: Fall) -> Anmalan:
    assert f.rad is not None
    return f.rad


def _typ(f: Fall) -> Arendetyp:
    return Arendetyp.objects.get(forvaltning=organet(f).forvaltning)


def _klass() -> Klassificering:
    return Klassificering.objects.get(kod="1.6")


def _inkommen(f: Fall) -> Inkommen:
    dag = day_of(f.vag.nu)
    return Inkommen(
        _typ(f), _klass(), "Remiss om badplatser", "Kommunstyrelsen", "KS 2026/1", dag, dag + timedelta(60),
        filer=[en_fil("remiss.pdf")],
    )  # fmt: skip


def _remittent(f: Fall) -> Remittent:
    remittent: Remittent = f.rader[0]
    return remittent


def _undan(f: Fall) -> Inlasning:
    undan: Inlasning = f.rader[1]
    return undan


def _ej_skickat(f: Fall) -> Utskick:
    """A mail of the ärende that could not be sent."""
    funnet = Utskick.objects.filter(arende=f.subject, misslyckat_at__isnull=False).first()
    if funnet is None:
        # What a worker could not send.
        funnet = notify.skriv("fel@exempel.invalid", "Svar", "Hej!", at=f.vag.nu, arende=f.subject)
        funnet.misslyckat_at = f.vag.nu
        funnet.save()
    return funnet


def _osant_om_motet(f: Fall) -> Utskick:
    """A mail of the sammanträde that could not be sent."""
    funnet = Utskick.objects.filter(sammantrade=f.subject, misslyckat_at__isnull=False).first()
    if funnet is None:
        funnet = notify.skriv("fel@exempel.invalid", "Kallelse", "Hej!", at=f.vag.nu, sammantrade=f.subject)
        funnet.misslyckat_at = f.vag.nu
        funnet.save()
    return funnet


def _plan(f: Fall) -> str:
    """The digest of the plan that was shown."""
    return lista.planera("anvandare", LISTAN, today=day_of(f.vag.nu), slut_on=None).sha256


def _andrad(f: Fall) -> Remittent:
    remittent = Remittent.objects.get(pk=_remittent(f).pk)
    remittent.namn = "Region Norr"
    return remittent


STEG: dict[str, dict[str, Any]] = {
    "kommun": {"namn": "Nya Norrby kommun"},
    "forvaltning": {"namn": "Förvaltningen för arbete", "enheter": "En enhet till"},
    "namnd": {"namn": "Nämnden för arbete"},
    "platser": {"antal": "13"},
    "klassificering": {"koder": "9.9 Annat"},
    "arendetyp": {"namn": "Remiss utifrån"},
    "beslutssatser": {
        f"med_{satsnyckel(SATSER[0])}": "on",
        f"text_{satsnyckel(SATSER[0])}": "{namnd} svarar {mottagare}.",
    },
    "godkannande": {"roller": ["forvaltningschef"]},
    "personer": {"person-0-fornamn": "Nils", "person-0-efternamn": "Öberg", "person-0-losenord": LOSENORD},
}
"""What is changed in each step of «Ny kommun»."""


def _skrivet(varde: Any) -> Any:
    """A value as a form sends it."""
    if isinstance(varde, list):
        return [_skrivet(v) for v in varde]
    return "on" if varde is True else str(varde)


def stegets_falt(f: Fall, steg: str) -> dict[str, Any]:
    """What the page of a step would send with that changed."""
    form: Any = FORMER[steg](None, lage=lage(), today=day_of(f.vag.nu))
    former = [form, *([form.rader.management_form, *form.rader.forms] if steg == "personer" else [])]
    falten = {falt.html_name: falt.value() for delform in former for falt in delform}
    ifyllda = {k: _skrivet(v) for k, v in falten.items() if v is not None and v is not False}
    return {**ifyllda, **STEG[steg]}


def _steget(steg: str) -> Callable[[Fall], Facts]:
    def fakta(f: Fall) -> Facts:
        data = QueryDict(mutable=True)
        for falt, varde in stegets_falt(f, steg).items():
            data.setlist(falt, varde if isinstance(varde, list) else [varde])
        form = FORMER[steg](data, lage=lage(), today=day_of(f.vag.nu))
        assert form.is_valid(), form.errors
        return form.facts()

    return fakta


FAKTA: dict[str, Callable[[Fall], Facts]] = {
    "arende.skriv": lambda f: NOTHING,
    "arende.skicka_igen": lambda f: SkickaIgen(_ej_skickat(f).pk, "ny@exempel.invalid"),
    "arende.kvittera_mejl": lambda f: KvitteraMejl(_ej_skickat(f).pk, "De ringde och läste upp det."),
    "sammantrade.skicka_mejl_igen": lambda f: NOTHING if _osant_om_motet(f) else Facts(),
    "sammantrade.kvittera_mejl": lambda f: Motivering(f"Utdelat på papper ({_osant_om_motet(f).pk})."),
    "utlatande.spara_avsnitt": lambda f: text.SparaAvsnitt(
        "bakgrund", "<p>Nya ord.</p>", _avsnitt(f).version
    ),
    "utlatande.ater_avsnitt": lambda f: text.TidigareText("bakgrund", _utkast(f).pk, _avsnitt(f).bas),
    "utlatande.lagg_till_avsnitt": lambda f: text.LaggTillAvsnitt("Ännu ett avsnitt"),
    "utlatande.byt_rubrik": lambda f: text.BytRubrik("bakgrund", "En annan rubrik"),
    "utlatande.flytta_avsnitt": lambda f: text.FlyttaAvsnitt("bakgrund", 1),
    "utlatande.ta_bort_avsnitt": lambda f: text.TaBortAvsnitt("eget-1", _avsnitt(f, "eget-1").bas),
    "utlatande.satt_uppgifter": lambda f: text.Uppgifter("En annan titel", None),
    "utlatande.lagg_till_sats": lambda f: text.NySats("Nämnden uppdrar åt förvaltningen."),
    "utlatande.andra_sats": lambda f: text.AndraSats(_sats(f).pk, "Andra ord.", _sats(f).version),
    "utlatande.flytta_sats": lambda f: text.Flytta(_sats(f).pk, 1),
    "utlatande.ta_bort_sats": lambda f: text.TaBortSats(_sats(f).pk, _sats(f).bas),
    "utlatande.svara_attsats": lambda f: text.SvaraAttsats(
        _svar(f).attsats_id, "tillstyrks", "Andra skäl.", _svar(f).version
    ),
    "utlatande.lagg_undan_text": lambda f: text.LaggUndanText(
        f"beslutssats:{_sats(f).pk}", "En sats", "Ord."
    ),
    "utlatande.bilagg_handling": lambda f: text.BilaggHandling(_ny_handling(f)),
    "utlatande.bilagg_fil": lambda f: text.BilaggFil(en_fil("ny.pdf"), "Ny bilaga"),
    "utlatande.flytta_bilaga": lambda f: text.Flytta(_bilaga(f).pk, 1),
    "utlatande.ta_bort_bilaga": lambda f: text.Delval(_bilaga(f).pk),
    "sammantrade.ny_punkt": lambda f: NyPunkt("Övriga frågor", "ovrigt"),
    "sammantrade.flytta_punkt": lambda f: FlyttaPunkt(_p(f), 1),
    "sammantrade.ta_bort_punkt": lambda f: Punktval(_p(f)),
    "sammantrade.sla_ihop": lambda f: SlaIhop(_p(f), _med(f)),
    "sammantrade.informera_forst": lambda f: Punktval(_p(f)),
    "sammantrade.skriv_punkttext": lambda f: SkrivPunkttext(_p(f), "Andra ord."),
    "sammantrade.ny_anmalan": lambda f: NyRad("b", "Protokoll från ungdomsrådet"),
    "sammantrade.ta_upp_anmalningar": lambda f: TaUpp(),
    "sammantrade.flytta_anmalan": lambda f: FlyttaRad(_r(f), -1),
    "sammantrade.ta_bort_anmalan": lambda f: Anmalningsval(_r(f)),
    "arende.registrera": _inkommen,
    "sammantrade.planera": lambda f: Planera(f.vag.nu + timedelta(60), "Stora salen"),
    "post.lagg_in": lambda f: LaggIn(brev(f)),
    "post.las_om": lambda f: LasOm(brev(f)),
    "post.registrera_nytt": lambda f: RegistreraNytt(organet(f), _inkommen(f)),
    "post.registrera_i": registrerat_i,
    "post.avfor": avfort,
    "post.ta_upp": lambda f: NOTHING,
    "dokument.framstall": lambda f: NOTHING,
    "organisation.spara": lambda f: Rad(_andrad(f)),
    "organisation.ta_bort": lambda f: Rad(Remittent.objects.get(pk=_remittent(f).pk)),
    "organisation.lagg_undan": lambda f: LaggUndan("anvandare", "lista.csv", LISTAN, None),
    "organisation.las_in": lambda f: LasIn(_undan(f), _plan(f)),
    "organisation.demo": lambda f: Demo(lambda: f.vag.varld.kommun),
    "konto.prova_losenord": lambda f: Inloggning(RequestFactory().post("/"), LOSENORD),
    "konto.byt_losenord": lambda f: NyttLosenord("ett-annat-losenord-2027"),
    "konto.forsta_anvandaren": lambda f: NyttLosenord("ett-annat-losenord-2027"),
    "konto.ange_franvaro": lambda f: AngeFranvaro(date(2027, 3, 1), date(2027, 3, 2), f.vag.varld.kollega),
    "konto.avsluta_franvaro": lambda f: AvslutaFranvaro(Vikariat.objects.latest("pk").pk),
    **{f"nykommun.{steg}": _steget(steg) for steg in STEG},
}
"""What an edit is told with which it would be done, were it allowed."""


@dataclass(frozen=True)
class Begaran:
    """A POST: the name of its address, the keys in it, and its fields."""

    adress: str
    nycklar: dict[str, Any]
    falt: dict[str, Any]
    fraga: str = ""

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.adress, kwargs=self.nycklar) + self.fraga


def _post(adress: str, nycklar: dict[str, Any], **falt: Any) -> Begaran:
    return Begaran(adress, nycklar, {"nyckel": ny_nyckel(), **falt})


def _registrera(f: Fall) -> Begaran:
    dag = day_of(f.vag.nu)
    return _post(
        "registrera",
        {},
        organ=organet(f).pk,
        arendetyp=_typ(f).pk,
        klassificering=_klass().pk,
        titel="Remiss om badplatser",
        remittent_namn="Kommunstyrelsen",
        remittentens_dnr="KS 2026/1",
        inkommen_on=dag.isoformat(),
        remisstid_on=(dag + timedelta(60)).isoformat(),
        filer=_fil(),
    )


def _stegbegaran(steg: str) -> Callable[[Fall], Begaran]:
    return lambda f: _post("ny_kommun_steg", {"steg": steg}, **stegets_falt(f, steg))


def _u(f: Fall, **nycklar: Any) -> dict[str, Any]:
    return {"pk": f.subject.pk, **nycklar}


def _fil() -> SimpleUploadedFile:
    return SimpleUploadedFile("brev.txt", b"En bilaga.", "text/plain")


BEGARAN: dict[str, Callable[[Fall], Begaran]] = {
    "arende.skriv": lambda f: _post("utlatande_nytt", _u(f)),
    "arende.skicka_igen": lambda f: _post(
        "arende_skicka_igen",
        {"pk": f.subject.pk, "utskick_pk": _ej_skickat(f).pk},
        till="ny@exempel.invalid",
    ),
    "arende.kvittera_mejl": lambda f: _post(
        "arende_kvittera_mejl",
        {"pk": f.subject.pk, "utskick_pk": _ej_skickat(f).pk},
        skal="De ringde och läste upp det.",
    ),
    "sammantrade.skicka_mejl_igen": lambda f: _post(
        "sammantrade_skicka_igen", {"pk": _osant_om_motet(f).sammantrade_id}
    ),
    "sammantrade.kvittera_mejl": lambda f: _post(
        "sammantrade_kvittera_mejl", {"pk": _osant_om_motet(f).sammantrade_id}, skal="Utdelat på papper."
    ),
    "utlatande.spara_avsnitt": lambda f: _post(
        "avsnitt", _u(f, nyckel="bakgrund"), text="<p>Nya ord.</p>", bas_version=_avsnitt(f).version
    ),
    "utlatande.ater_avsnitt": lambda f: _post(
        "avsnitt_ater", _u(f, nyckel="bakgrund", utkast_pk=_utkast(f).pk), bas=_avsnitt(f).bas
    ),
    "utlatande.lagg_till_avsnitt": lambda f: _post("avsnitt_nytt", _u(f), rubrik="Ännu ett avsnitt"),
    "utlatande.byt_rubrik": lambda f: _post("avsnitt_rubrik", _u(f, nyckel="bakgrund"), rubrik="En annan"),
    "utlatande.flytta_avsnitt": lambda f: _post("avsnitt_flytta", _u(f, nyckel="bakgrund"), steg="ner"),
    "utlatande.ta_bort_avsnitt": lambda f: _post(
        "avsnitt_ta_bort", _u(f, nyckel="eget-1"), bas=_avsnitt(f, "eget-1").bas
    ),
    "utlatande.satt_uppgifter": lambda f: _post("utlatande_uppgifter", _u(f), titel="En annan titel"),
    "utlatande.lagg_till_sats": lambda f: _post("sats_ny", _u(f), text="Nämnden uppdrar åt förvaltningen."),
    "utlatande.andra_sats": lambda f: _post(
        "sats", _u(f, sats_pk=_sats(f).pk), text="Andra ord.", bas_version=_sats(f).version
    ),
    "utlatande.flytta_sats": lambda f: _post("sats_flytta", _u(f, sats_pk=_sats(f).pk), steg="ner"),
    "utlatande.ta_bort_sats": lambda f: _post("sats_ta_bort", _u(f, sats_pk=_sats(f).pk), bas=_sats(f).bas),
    "utlatande.svara_attsats": lambda f: _post(
        "attsats",
        _u(f, attsats_pk=_svar(f).attsats_id),
        svar="tillstyrks",
        motivering="Andra skäl.",
        bas_version=_svar(f).version,
    ),
    "utlatande.bilagg_handling": lambda f: _post("bilaga_handling", _u(f), handling=_ny_handling(f).pk),
    "utlatande.bilagg_fil": lambda f: _post("bilaga_fil", _u(f), rubrik="Ny bilaga", fil=_fil()),
    "utlatande.flytta_bilaga": lambda f: _post("bilaga_flytta", _u(f, bilaga_pk=_bilaga(f).pk), steg="ner"),
    "utlatande.ta_bort_bilaga": lambda f: _post("bilaga_ta_bort", _u(f, bilaga_pk=_bilaga(f).pk)),
    "sammantrade.ny_punkt": lambda f: _post(
        "sammantrade_ny_punkt", _u(f), rubrik="Övriga frågor", slag="ovrigt"
    ),
    "sammantrade.flytta_punkt": lambda f: _post("punkt_flytta", {"pk": _p(f).pk}, steg="ner"),
    "sammantrade.ta_bort_punkt": lambda f: _post("punkt_ta_bort", {"pk": _p(f).pk}),
    "sammantrade.sla_ihop": lambda f: _post("punkt_sla_ihop", {"pk": _p(f).pk}, med=_med(f).pk),
    "sammantrade.informera_forst": lambda f: _post("punkt_informera", {"pk": _p(f).pk}),
    "sammantrade.skriv_punkttext": lambda f: _post("punkt_text", {"pk": _p(f).pk}, text="Andra ord."),
    "sammantrade.ny_anmalan": lambda f: _post(
        "anmalan_fri", _u(f), grupp="b", text="Protokoll från ungdomsrådet"
    ),
    "sammantrade.ta_upp_anmalningar": lambda f: _post("anmalan_ta_upp", _u(f), alla="ja"),
    "sammantrade.flytta_anmalan": lambda f: _post("anmalan_flytta", {"pk": _r(f).pk}, steg="upp"),
    "sammantrade.ta_bort_anmalan": lambda f: _post("anmalan_ta_bort", {"pk": _r(f).pk}),
    "arende.registrera": _registrera,
    "sammantrade.planera": lambda f: _post(
        "sammantrade_nytt", {}, organ=organet(f).pk, datum="2027-03-01", klockan="16", plats="Stora salen"
    ),
    "post.lagg_in": lambda f: _post(
        "post_ny",
        {},
        forvaltning=organet(f).forvaltning_id,
        inkommen_on=day_of(f.vag.nu).isoformat(),
        avsandare="Kommunstyrelsen",
        amne="Remiss om badplatser",
        filer=_fil(),
    ),
    "post.registrera_nytt": lambda f: replace(_registrera(f), fraga=f"?post={f.subject.pk}"),
    "post.registrera_i": lambda f: _post(
        "post_lagg_till", _u(f), valt=f.vag.arende.pk, slag="skrivelse", rubrik="Remiss om badplatser"
    ),
    "post.las_om": lambda f: _post("post_las_om", _u(f)),
    "post.avfor": lambda f: _post("post_avfor", _u(f), skal="Reklam."),
    "post.ta_upp": lambda f: _post("post_ta_upp", _u(f)),
    "organisation.spara": lambda f: _post(
        "admin:motions_remittent_change",
        {"object_id": str(_remittent(f).pk)},
        kommun=f.vag.varld.kommun.pk,
        namn="Region Norr",
    ),
    "organisation.ta_bort": lambda f: _post(
        "admin:motions_remittent_delete", {"object_id": str(_remittent(f).pk)}, post="yes"
    ),
    "organisation.lagg_undan": lambda f: _post(
        "las_in", {"slag": "anvandare"}, fil=SimpleUploadedFile("lista.csv", LISTAN.encode(), "text/csv")
    ),
    "organisation.las_in": lambda f: _post(
        "las_in_granska", {"slag": "anvandare", "pk": _undan(f).pk}, plan=_plan(f)
    ),
    **{f"nykommun.{steg}": _stegbegaran(steg) for steg in STEG},
}
"""The form by which the same edit is asked for."""
UTAN_ADRESS = {
    "utlatande.lagg_undan_text": "a save of another part that came too late: test_utgick_fran.py",
    "dokument.framstall": "the worker makes the file, and the demo that cannot wait for it",
    "organisation.demo": "the command line, in an empty database",
    "konto.prova_losenord": "whoever logs in is nobody before it: the name that is typed says whose account it is",
    "konto.byt_losenord": "the command line",
    "konto.ange_franvaro": "the account is that of whoever asks: no address can name another's",
    "konto.avsluta_franvaro": "the account is that of whoever asks: another's absence is not found",
    "konto.forsta_anvandaren": "the command line",
}
"""The edits that no form asks for, and who does."""
PERSON = {
    "arende.skicka_igen": "registrator",
    "arende.kvittera_mejl": "registrator",
    "arende": "handlaggare",
    "utlatande": "handlaggare",
    "sammantrade": "sekreterare",
    "organ": "registrator",
    "forvaltning": "registrator",
    "post": "registrator",
    "registren": "administrator",
    "sammantrade.planera": "sekreterare",
}
"""Who edits what is of a kind; an edit that is another's is there by its name."""
