"""What an organ has settled for itself is what its forms, documents and upprop say (domain 9.3, 9.5, 9.6, 9.17)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from motions.documents import context, render
from motions.models import Distans, Roll
from remiss.facts.sammantrade import Deltagande, RegistreraNarvaro
from remiss.guards.sammantrade import avvikande_narvaro
from tests.documents import bygge
from tests.factories import Varld, befattning

pytestmark = pytest.mark.django_db


@pytest.fixture
def fall(varld: Varld) -> bygge.Fall:
    """A decided § in a nämnd with words of its own."""
    varld.organ.sarskilt_ord, varld.organ.utlatandeord = "yttrande", "tjansteskrivelse"
    varld.organ.save()
    return bygge.fall(varld)


def test_the_protokoll_and_the_utdrag_say_sarskilt_yttrande(fall: bygge.Fall) -> None:
    fall.punkt.uttalanden.create(
        ordning=9,
        slag="sarskilt_uttalande",
        text="Vi hade velat mer.",
        anmalt_at=fall.varld.at,
        anmalt_by=fall.varld.sekreterare,
    ).avlamnare.create(ordning=1, uppdrag=fall.varld.uppdrag[1])

    rader = [
        p.uttalanden[-1]
        for p in (
            context.protokoll(fall.protokoll, today=fall.today).punkter[-1],
            context.protokollsutdrag(fall.beslut, fall.arende, today=fall.today).paragraf,
        )
    ]

    assert {u.rubrik for u in rader} == {"Särskilt yttrande"}
    assert all(u.ingress.endswith("lämnade följande särskilda yttrande.") for u in rader)


def test_the_documents_say_tjansteskrivelse(fall: bygge.Fall) -> None:
    fakta = context.tjansteutlatande(fall.version, today=fall.today)

    assert (fakta.sort, fakta.bestamd) == ("Tjänsteskrivelse", "tjänsteskrivelsen")
    assert '<p class="sort">Tjänsteskrivelse</p>' in render.html(fakta)
    protokoll = render.html(context.protokoll(fall.protokoll, today=fall.today))
    assert "i förvaltningens tjänsteskrivelse från" in protokoll


def test_the_usual_words_stand_where_nothing_is_settled(varld: Varld) -> None:
    fakta = context.tjansteutlatande(bygge.fall(varld).version, today=varld.at.date())

    assert (fakta.sort, fakta.bestamd) == ("Tjänsteutlåtande", "tjänsteutlåtandet")


@pytest.mark.parametrize(
    ("distans", "vilka", "koder"),
    [
        (Distans.INGEN, [0], ["distans_ej_tillaten"]),
        (Distans.INGEN, [], []),
        (Distans.NAGRA, [0, 1], []),
        (Distans.NAGRA, [0, 1, 2, 3, 4], ["alla_pa_distans"]),
        (Distans.ALLA, [0, 1, 2, 3, 4], []),
    ],
)
def test_the_upprop_warns_of_distance_that_fullmaktige_has_not_let(
    varld: Varld, distans: str, vilka: list[int], koder: list[str]
) -> None:
    varld.organ.distans = distans
    varld.organ.save()
    s = bygge.sammantrade(varld, varld.at)
    rader = [Deltagande(u.pk, True, distans=n in vilka) for n, u in enumerate(varld.uppdrag[:5])]
    varningar = avvikande_narvaro(s, RegistreraNarvaro(rader), varld.sekreterare, varld.at)

    assert [v.kod for v in varningar] == koder


@pytest.mark.parametrize("oppet", [True, False])
def test_a_new_sammantrade_is_open_as_the_organ_has_settled(varld: Varld, oppet: bool) -> None:
    varld.organ.offentliga_moten = oppet
    varld.organ.save()
    klient = Client()
    klient.force_login(varld.sekreterare, backend="remiss.login.backend.AccountBackend")

    form = klient.get(reverse("sammantrade_nytt")).context["form"]

    assert form["offentligt"].value() is oppet


def test_another_namnd_in_the_form_brings_its_own_habit_and_a_date_leaves_what_was_ticked(
    varld: Varld,
) -> None:
    befattning(varld.sekreterare, Roll.NAMNDSEKRETERARE, organ=varld.andra_organ)
    varld.andra_organ.offentliga_moten = True
    varld.andra_organ.save()

    klient = Client()
    klient.force_login(varld.sekreterare, backend="remiss.login.backend.AccountBackend")

    def kryssad(**fraga: str) -> bool:
        svar = klient.get(reverse("sammantrade_dagar"), fraga)
        return bool(svar.context["form"]["offentligt"].value())

    sluten, oppen = str(varld.organ.pk), str(varld.andra_organ.pk)
    assert kryssad(organ=oppen, oppet_for=sluten) is True
    assert kryssad(organ=oppen, oppet_for=oppen, datum="2100-06-17") is False
    assert kryssad(organ=sluten, oppet_for=oppen, offentligt="on") is False
    assert kryssad(organ=sluten, oppet_for=sluten, offentligt="on", datum="2100-06-17") is True
