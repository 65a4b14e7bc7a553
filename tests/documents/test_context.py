"""What each document says, and what it must not say."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

import pytest

from motions.documents import context, render
from motions.documents.context.delar import paragrafer
from motions.models import Avlamnare, DeltarInte, Jav, Punkt, Remiss, Uttalande, Yrkande
from tests.documents import bygge
from tests.factories import Varld, arende

HEMLIGT = "hemligt-kanarieord"


def som_text(fakta: context.Fakta) -> str:
    """The facts as one text, to look for words in."""
    return json.dumps(context.som_json(fakta), ensure_ascii=False)


def varden(value: Any) -> list[Any]:
    """Every plain value of a fact."""
    if is_dataclass(value):
        return [v for f in fields(value) for v in varden(getattr(value, f.name))]
    if isinstance(value, tuple):
        return [v for inre in value for v in varden(inre)]
    return [value]


def test_facts_are_plain_values_and_survive_json(fall: bygge.Fall) -> None:
    for fakta in bygge.alla_fakta(fall).values():
        assert {type(v) for v in varden(fakta)} <= {str, int, bool, type(None)}
        assert context.ur_json(fakta.slag, json.loads(json.dumps(context.som_json(fakta)))) == fakta


def test_an_unknown_fact_is_refused(fall: bygge.Fall) -> None:
    data = context.som_json(context.kallelse(fall.sammantrade, today=fall.today))
    with pytest.raises(KeyError):
        context.ur_json("okant", data)
    with pytest.raises(KeyError):
        context.ur_json("kallelse", {**data, "okant": 1})


def test_the_chefer_sign_highest_first_with_the_day_and_the_version(fall: bygge.Fall) -> None:
    fakta = context.tjansteutlatande(fall.version, today=fall.today)
    assert [(u.namn, u.titel, u.datum) for u in fakta.underskrifter] == [
        ("Lars Frid", "förvaltningschef", "2026-09-23"),
        ("Karin Ek", "avdelningschef", "2026-09-23"),
    ]
    assert (fakta.version, fakta.kontrollsumma) == (1, fall.version.sha256)
    assert fakta.datum == "2026-09-23"
    assert "Elektroniskt godkänt 2026-09-23" in render.html(fakta)


def test_the_addressee_is_the_next_sitting_and_the_number_of_the_arende(fall: bygge.Fall) -> None:
    fakta = context.tjansteutlatande(fall.version, today=fall.varld.at.date())
    assert (fakta.mottagare, fakta.sammantrade_den, fakta.arende_nummer) == (
        ("Arbetsmarknadsnämnden",),
        "2026-10-14",
        "3",
    )
    fall.punkt.utgatt_at, fall.punkt.utgatt_skal = fall.varld.at, "hann inte"
    fall.punkt.save()
    assert context.tjansteutlatande(fall.version, today=fall.varld.at.date()).sammantrade_den == ""


def test_a_joint_utlatande_names_both_numbers_and_both_namnder(varld: Varld) -> None:
    u = bygge.utlatande(
        varld,
        arende(varld, handlaggare=varld.handlaggare),
        arende(varld, organ=varld.andra_organ, handlaggare=varld.andra_handlaggare),
    )
    fakta = context.utkast(u, today=varld.at.date())
    assert fakta.dnr == ("AMN 2026-0001-1.6", "SN 2026-0001-1.6")
    assert fakta.mottagare == ("Arbetsmarknadsnämnden", "Socialnämnden")
    assert render.html(fakta).count("Dnr SN 2026-0001-1.6") == 1


def test_a_single_beslutssats_stands_unnumbered(fall: bygge.Fall) -> None:
    fall.utlatande.beslutssatser.get(nummer=2).delete()
    html = render.html(context.utkast(fall.utlatande, today=fall.today))
    assert '<ol class="satser">' not in html
    assert '<div class="satser">' in html


def test_a_kallelse_tells_number_source_and_marks(fall: bygge.Fall) -> None:
    fakta = context.kallelse(fall.sammantrade, today=fall.today)
    rad = fakta.grupper[1].punkter[0]
    assert (fakta.titel, fakta.klockan, fakta.den) == (
        "Kallelse till sammanträde 7/2026",
        "09.00",
        "2026-10-14",
    )
    assert (rad.nummer, rad.markorer) == ("3", ("Omedelbar justering",))
    assert rad.arenden[0].remiss is not None
    assert rad.arenden[0].remiss.remittentens_dnr == "KS 2026/701"
    assert fakta.ledamoter[0] == "Katja Lind (C)"
    assert fakta.ersattare == ("Ola Bäck (C)", "Ida Dal (S)")


def test_a_tillagg_holds_only_what_no_kallelse_has_named(fall: bygge.Fall) -> None:
    fall.sammantrade.punkter.exclude(pk=fall.punkt.pk).update(kallad=True)
    fakta = context.kallelse(fall.sammantrade, today=fall.today, tillagg=True)
    assert [p.nummer for g in fakta.grupper for p in g.punkter] == ["3"]
    assert fakta.titel == "Tilläggskallelse till sammanträde 7/2026"


def test_a_bordlagt_arende_is_marked_with_when_and_where(fall: bygge.Fall) -> None:
    fall.beslut.svar, fall.beslut.svar_version, fall.beslut.slag = "inget", None, "bordlagt"
    fall.beslut.save()
    nasta = bygge.sammantrade(fall.varld, fall.varld.at + timedelta(days=42), nummer=8)
    bygge.punkt(nasta, fall.arende)
    fakta = context.kallelse(nasta, today=fall.today)
    assert fakta.grupper[1].punkter[0].markorer == ("Bordlagt 2026-10-14, nr 3",)


def test_a_protokoll_tells_who_served_for_whom_and_from_which_paragraf(fall: bygge.Fall) -> None:
    fakta = context.protokoll(fall.protokoll, today=fall.today)
    assert [(n.namn, n.ersatter) for n in fakta.ledamoter][-1] == ("Ola Bäck", "Mats Vest (SD)")
    assert [(n.namn, n.galler, n.distans) for n in fakta.ersattare] == [("Ida Dal", "§§ 2–3", True)]
    assert fakta.franvarande == ("Mats Vest (SD)",)
    assert fakta.paragrafer == "§§ 1–3"
    assert (fakta.borjade, fakta.slutade) == ("09.00", "11.00")
    assert [(j.namn, j.roll, j.datum) for j in fakta.justerare] == [
        ("Katja Lind (C)", "Ordförande", "2026-10-15"),
        ("Sami Rask (S)", "Justerare", "2026-10-15"),
    ]


def test_a_paragraf_holds_what_kl_5_67_asks_for(fall: bygge.Fall) -> None:
    DeltarInte.objects.create(beslut=fall.beslut, uppdrag=fall.varld.uppdrag[2])
    Jav.objects.create(
        punkt=fall.punkt, uppdrag=fall.varld.uppdrag[1], grund="släkt", ersattare=fall.varld.uppdrag[6]
    )
    p = context.protokoll(fall.protokoll, today=fall.today).punkter[-1]
    assert [s.text for s in p.beslut] == [b.text for b in fall.beslut.punkter.all()]
    assert p.yrkanden[0].startswith(
        "Ledamoten Rut Mohlin (V) m.fl. yrkade att nämnden skulle besluta följande:"
    )
    assert "Sami Rask (S) instämde i yrkandet." in p.yrkanden[0]
    assert p.beslutsgang[0].startswith("Ordföranden ställde")
    assert p.deltar_inte == "Ledamoten Pia Sand (M) deltog inte i beslutet."
    assert p.jav[0].endswith("Ersättaren Ida Dal (S) tjänstgjorde i stället.")
    assert [u.rubrik for u in p.uttalanden] == ["Reservation", "Ersättaryttrande"]
    assert p.utlatande_daterat == "2026-09-23"


def test_a_withdrawn_yrkande_is_left_out(fall: bygge.Fall) -> None:
    Yrkande.objects.filter(punkt=fall.punkt).update(tillstand="atertaget")
    assert context.protokoll(fall.protokoll, today=fall.today).punkter[-1].yrkanden == ()


def test_a_joint_statement_names_both_and_those_who_instammer(fall: bygge.Fall) -> None:
    u = Uttalande.objects.create(
        punkt=fall.punkt,
        ordning=3,
        slag="sarskilt_uttalande",
        som_bilaga=True,
        anmalt_at=fall.varld.at,
        anmalt_by=fall.varld.sekreterare,
    )
    for ordning, (n, instammer) in enumerate(((1, False), (3, False), (2, True)), start=1):
        Avlamnare.objects.create(
            uttalande=u, ordning=ordning, uppdrag=fall.varld.uppdrag[n], instammer=instammer
        )
    ingress = context.protokoll(fall.protokoll, today=fall.today).punkter[-1].uttalanden[-1].ingress
    assert ingress == (
        "Andre vice ordföranden Sami Rask (S) och ledamoten Rut Mohlin (V) lämnade ett särskilt uttalande, se bilaga. "
        "Ledamoten Pia Sand (M) instämde."
    )


def test_what_became_of_an_undecided_arende_is_said_once(fall: bygge.Fall) -> None:
    fall.beslut.svar, fall.beslut.svar_version = "inget", None
    fall.beslut.slag, fall.beslut.villkor = "bordlagt", "till nästa sammanträde"
    fall.beslut.save()

    def beslutsord() -> str:
        return context.protokoll(fall.protokoll, today=fall.today).punkter[-1].beslutsord

    assert beslutsord() == "Ärendet bordlades till nästa sammanträde."
    fall.beslut.punkter.filter(nummer=1).update(text="Nämnden bordlade ärendet till nästa sammanträde.")
    assert beslutsord() == ""
    fall.beslut.slag, fall.beslut.villkor = "aterremiss", "kostnaden behöver belysas."
    fall.beslut.save()
    assert beslutsord() == "Ärendet återremitterades med motiveringen: kostnaden behöver belysas."


def test_the_svar_carries_both_numbers_and_the_adopted_text(fall: bygge.Fall) -> None:
    fakta = context.svar(fall.beslut, fall.arende, today=fall.today)
    forsta_sidan = render.html(fakta).split("bilagt-utlatande")[0]
    assert fall.arende.dnr in forsta_sidan
    assert "KS 2026/701" in forsta_sidan
    assert fakta.utlatande is not None
    assert fakta.utlatande.kontrollsumma == fall.version.sha256
    assert [u.rubrik for u in fakta.uttalanden] == ["Reservation", "Ersättaryttrande"]


def test_a_rejected_forslag_never_leaves_as_the_svar(varld: Varld) -> None:
    fall = bygge.fall(varld, svar="eget", text="Nämnden avstyrker motionen.\n\nSkälen är två.")
    fakta = context.svar(fall.beslut, fall.arende, today=fall.today)
    allt = som_text(fakta)
    assert "Nämnden avstyrker motionen." in allt
    assert fakta.utlatande is None
    for avsnitt in fall.version.innehall["avsnitt"]:
        assert avsnitt["text"][:60] not in allt
    for sats in fall.version.innehall["beslutssatser"]:
        assert sats["text"] not in allt
    assert "Förslagets punkt ett." not in allt
    assert "Motionen tillstyrks i sin helhet." not in allt
    assert "Förslagets punkt ett." in som_text(
        context.protokollsutdrag(fall.beslut, fall.arende, today=fall.today)
    )


def test_namndens_andring_stands_before_the_utlatande(varld: Varld) -> None:
    fall = bygge.fall(varld, svar="med_andring", text="Andra stycket utgår.")
    html = render.html(context.svar(fall.beslut, fall.arende, today=fall.today))
    assert html.index("Andra stycket utgår.") < html.index("bilagt-utlatande")
    assert html.index("bilagt-utlatande") < html.index("Vi ville tillstyrka motionen.")


def test_no_svar_is_made_when_none_is_to_leave(varld: Varld) -> None:
    fall = bygge.fall(varld, svar="inget")
    with pytest.raises(context.UtanSvarError):
        context.svar(fall.beslut, fall.arende, today=fall.today)


def test_a_secret_arende_shows_neither_title_nor_content_to_others(varld: Varld) -> None:
    fall = bygge.fall(
        varld,
        titel=f"Remiss om {HEMLIGT}",
        offentlig_titel="Remiss",
        sekretess=True,
        sekretess_lagrum="26 kap. 1 § OSL",
        sekretess_at=varld.at,
        sekretess_by=varld.registrator,
    )
    fall.beslut.punkter.update(text=f"Nämnden beslutade om {HEMLIGT}.")
    Yrkande.objects.filter(punkt=fall.punkt).update(motiv=HEMLIGT)
    Uttalande.objects.filter(punkt=fall.punkt).update(text=HEMLIGT)
    Punkt.objects.filter(pk=fall.punkt.pk).update(text=HEMLIGT)
    for fakta in (
        context.kallelse(fall.sammantrade, today=fall.today),
        context.protokoll(fall.protokoll, today=fall.today),
        context.anslagsbevis(fall.anslag, today=fall.today),
    ):
        assert HEMLIGT not in som_text(fakta)
        assert HEMLIGT not in render.html(fakta)
    paragraf = context.protokoll(fall.protokoll, today=fall.today).punkter[-1]
    assert (paragraf.rubrik, paragraf.sekretess) == ("Remiss", "26 kap. 1 § OSL")
    assert HEMLIGT in som_text(context.protokollsutdrag(fall.beslut, fall.arende, today=fall.today))


def test_an_anslagsbevis_says_what_the_law_asks_for(fall: bygge.Fall) -> None:
    html = render.html(context.anslagsbevis(fall.anslag, today=fall.today))
    for ord_ in (
        "§§ 1–3",
        "15 oktober 2026",
        "5 november 2026",
        "6 november 2026",
        "Kommunens digitala anslagstavla",
        "Arbetsmarknadsförvaltningen, registrator",
        "förvaltningsrätten",
        "Anslaget sitter uppe",
    ):
        assert ord_ in html


def test_an_anstandsbegaran_without_a_remiss_still_reads(fall: bygge.Fall) -> None:
    fakta = bygge.alla_fakta(fall)["anstandsbegaran"]
    assert "till den 13 november 2026" in render.html(fakta)
    Remiss.objects.filter(arende=fall.arende).delete()
    assert "Remisstiden" not in render.html(bygge.alla_fakta(fall)["anstandsbegaran"])


@pytest.mark.parametrize(
    ("nummer", "text"),
    [([], ""), ([4], "§ 4"), ([3, 1, 2], "§§ 1–3"), ([1, 2, 5, 7, 8], "§§ 1–2, 5, 7–8"), ([4, 4], "§ 4")],
)
def test_paragraf_numbers_are_written_as_ranges(nummer: list[int], text: str) -> None:
    assert paragrafer(nummer) == text
