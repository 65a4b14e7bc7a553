"""«Ny kommun»: each step writes once, may be taken again, says what is wrong, and loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motions import audit
from motions.actor import acting
from motions.models import (
    Anvandare,
    Arendetyp,
    Beslutssatsmall,
    Enhet,
    Fortroendeuppdrag,
    Forvaltning,
    Godkannandesteg,
    Handelse,
    Klassificering,
    Kommun,
    Organ,
    Platser,
)
from remiss.forms.nykommun.mallar import satsnyckel
from remiss.nykommun import forslag as registerforslag
from remiss.nykommun import steg as vagen
from remiss.nykommun.forslag import SATSER
from remiss.views.nykommun import FORMER
from remiss.web.idempotency import ny_nyckel
from tests.factories import LOSENORD, Varld

FORSTA = f"text_{satsnyckel(SATSER[0])}"
ANDRA = f"med_{satsnyckel(SATSER[1])}"
pytestmark = pytest.mark.django_db


@pytest.fixture
def klient(db: None) -> Client:
    """The first person of an empty installation."""
    ada = Anvandare(username="ada", first_name="Ada", last_name="Åberg", is_superuser=True)
    ada.set_password(LOSENORD)
    with acting(ada):
        ada.save()
    klient = Client()
    klient.force_login(ada, backend="remiss.login.backend.AccountBackend")
    return klient


def adress(steg: str) -> str:
    """Where a step is."""
    return reverse("ny_kommun_steg", args=[steg])


def som_visas(klient: Client, steg: str) -> dict[str, Any]:
    """What the step's page would send if nothing were touched."""
    form = klient.get(adress(steg)).context["form"]
    former = [form]
    if steg == "personer":
        former += [form.rader.management_form, *form.rader.forms]
    data: dict[str, Any] = {"nyckel": ny_nyckel()}
    for f in former:
        for falt in f:
            varde = falt.value()
            if varde is not None and varde is not False:
                data[falt.html_name] = "on" if varde is True else varde
    return data


def ta(klient: Client, steg: str, **falt: Any) -> Any:
    """Take a step with these fields changed."""
    return klient.post(adress(steg), {**som_visas(klient, steg), **falt})


VAGEN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("kommun", {"namn": "Norrby kommun"}),
    ("forvaltning", {"namn": "Arbetsmarknadsförvaltningen", "enheter": "Avdelningen för arbete > Enheten för insatser\nStaben"}),
    ("namnd", {"namn": "Arbetsmarknadsnämnden", "kortnamn": "AMN"}),
    ("platser", {"antal": "13"}),
    ("klassificering", {}),
    ("arendetyp", {}),
    ("beslutssatser", {}),
    ("godkannande", {}),
    (
        "personer",
        {
            "person-0-fornamn": "Olle",
            "person-0-efternamn": "Ström",
            "person-0-losenord": LOSENORD,
            "person-1-fornamn": "Anna",
            "person-1-efternamn": "Öberg",
        },
    ),
)  # fmt: skip


def hela_vagen(klient: Client) -> None:
    """Every step with as little as possible."""
    for steg, falt in VAGEN:
        svar = ta(klient, steg, **falt)
        assert svar.status_code == 302, (steg, svar.context["form"].errors)


def antal() -> dict[str, int]:
    """How many rows each register has."""
    return {
        m.__name__: m.objects.count()
        for m in (Kommun, Forvaltning, Enhet, Organ, Platser, Klassificering, Arendetyp, Beslutssatsmall,
                  Godkannandesteg, Anvandare)
    }  # fmt: skip


def test_the_way_leads_to_a_namnd_that_can_register(klient: Client) -> None:
    assert [s.slug for s in vagen.STEG] == list(FORMER) == [s for s, _ in VAGEN]

    hela_vagen(klient)

    organ = Organ.objects.get()
    assert (organ.namn, organ.kortnamn, organ.dnr_monster) == (
        "Arbetsmarknadsnämnden",
        "AMN",
        "{organ} {ar}-{lopnr:04}-{klass}",
    )
    assert [(e.namn, str(e.parent or "")) for e in Enhet.objects.order_by("pk")] == [
        ("Avdelningen för arbete", ""),
        ("Enheten för insatser", "Avdelningen för arbete"),
        ("Staben", ""),
    ]
    assert [a.rubrik for a in Arendetyp.objects.get().avsnitt.all()] == [
        "Sammanfattning", "Bakgrund", "Ärendet", "Ärendets beredning", "Förvaltningens synpunkter och förslag",
    ]  # fmt: skip
    assert [s.roll for s in organ.godkannandesteg.all()] == ["avdelningschef", "forvaltningschef"]
    assert {(b.anvandare.username, b.roll) for b in organ.befattningar.all()} == {
        ("olle.strom", "registrator")
    }
    sida = klient.get(reverse("ny_kommun"))
    assert sida.context["registrering"] == []
    assert [h.text for h in sida.context["sammantrade"]] == [
        "Nämnden har ingen avdelningschef, som ska godkänna.",
        "Nämnden har ingen förvaltningschef, som ska godkänna.",
        "Nämnden har ingen nämndsekreterare.",
        "Nämnden har inga förtroendevalda.",
    ]
    assert all(h.by.username == "ada" for h in Handelse.objects.filter(kedja=audit.ORGANISATIONEN))


def test_taken_again_as_it_stands_no_step_changes_anything(klient: Client) -> None:
    hela_vagen(klient)
    fore, handelser = antal(), Handelse.objects.count()

    for steg, _ in VAGEN:
        assert ta(klient, steg).status_code == 302

    assert (antal(), Handelse.objects.count()) == (fore, handelser)


def test_a_double_click_makes_one(klient: Client) -> None:
    for steg, falt in VAGEN:
        data = {**som_visas(klient, steg), **falt}
        svar = [klient.post(adress(steg), data) for _ in range(2)]
        assert [s.status_code for s in svar] == [302, 302], steg

    assert (Kommun.objects.count(), Organ.objects.count(), Anvandare.objects.count()) == (1, 1, 3)


def test_two_tabs_make_one_kommun(klient: Client) -> None:
    flikar = [som_visas(klient, "kommun") for _ in range(2)]

    for data in flikar:
        klient.post(adress("kommun"), {**data, "namn": "Norrby kommun"})

    assert Kommun.objects.count() == 1


def test_a_step_that_is_too_early_leads_to_the_one_before(klient: Client) -> None:
    svar = klient.get(adress("personer"))

    assert (svar.status_code, svar.headers["Location"]) == (302, adress("namnd"))
    assert klient.get(adress("namnd")).headers["Location"] == adress("forvaltning")
    assert klient.get(adress("nagot-annat")).status_code == 404


@pytest.mark.parametrize(
    ("steg", "falt", "var", "fel"),
    [
        ("kommun", {"namn": ""}, "namn", "Skriv kommunens namn."),
        ("kommun", {"namn": "a\x00b"}, "namn", "Null-tecken"),
        ("forvaltning", {"enheter": "A > "}, "enheter", "Skriv «A >» som ett namn"),
        ("namnd", {"kortnamn": "A 1"}, "kortnamn", "Diarienumret kan inte skrivas med organ «A 1»."),
        ("namnd", {"monster": "eget", "eget_monster": "{ar}"}, "eget_monster", "Mönstret måste innehålla {lopnr}."),
        ("namnd", {"monster": "{kod}-{lopnr}/{ar}"}, "dnr_kod", "Diarienumret behöver kod."),
        ("namnd", {"kallelse_dagar": "1e9"}, "kallelse_dagar", "Skriv antalet dagar med siffror."),
        ("platser", {"antal": "-1"}, "antal", "Nämnden har minst en ledamot."),
        ("platser", {"fran_on": "2099-01-01"}, "fran_on", "Välj i dag eller en tidigare dag."),
        ("klassificering", {"koder": "1.5.1 Remisser\nbara namn"}, "koder", "Rad 2: skriv «bara namn» som kod och namn"),
        ("klassificering", {"koder": "1 A\n1 B"}, "koder", "Rad 2: koden 1 står på två rader med olika namn."),
        ("arendetyp", {"avsnitt": []}, "avsnitt", "Välj minst ett avsnitt."),
        ("arendetyp", {"klassificering": "99999"}, "klassificering", "Välj en av koderna."),
        ("beslutssatser", {FORSTA: "{nämnd} beslutar"}, FORSTA, "Skriv {namnd} i stället för {nämnd}"),
        ("beslutssatser", {FORSTA: ""}, FORSTA, "Skriv texten, eller ta bort krysset."),
        ("godkannande", {"roller": ["kung"]}, "roller", "Välj bland cheferna."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_written(
    klient: Client, steg: str, falt: dict[str, Any], var: str, fel: str
) -> None:
    for tidigare, ratt in VAGEN[: [s for s, _ in VAGEN].index(steg)]:
        ta(klient, tidigare, **ratt)
    fore = antal()

    svar = ta(klient, steg, **{**dict(VAGEN)[steg], **falt})

    assert svar.status_code == 422
    assert fel in svar.context["form"].errors[var][0]
    assert antal() == fore


@pytest.mark.parametrize(
    ("falt", "var", "fel"),
    [
        ({"person-0-fornamn": "Olle"}, "efternamn", "Skriv både förnamn och efternamn."),
        ({"person-0-fornamn": "A", "person-0-efternamn": "Da", "person-0-anvandarnamn": "ada"}, "anvandarnamn",
         "Någon har redan det användarnamnet."),
        ({"person-0-fornamn": "O", "person-0-efternamn": "S", "person-0-losenord": "kort"}, "losenord", "för kort"),
        ({"person-0-fornamn": "O", "person-0-efternamn": "S", "person-0-roll": "kung"}, "roll", "Välj en av rollerna."),
        ({"person-0-fornamn": "O", "person-0-efternamn": "S", "person-0-epost": "x"}, "epost", "Skriv en e-postadress"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_person_is_said_in_the_row(
    klient: Client, falt: dict[str, str], var: str, fel: str
) -> None:
    for steg, ratt in VAGEN[:-1]:
        ta(klient, steg, **ratt)

    svar = ta(klient, "personer", **falt)

    assert svar.status_code == 422
    assert fel in svar.context["form"].rader.forms[0].errors[var][0]
    assert Anvandare.objects.count() == 1


def test_two_new_people_may_not_have_one_user_name(klient: Client) -> None:
    for steg, ratt in VAGEN[:-1]:
        ta(klient, steg, **ratt)
    rad = {"fornamn": "Eva", "efternamn": "Ek"}

    svar = ta(klient, "personer", **{f"person-{n}-{k}": v for n in (0, 1) for k, v in rad.items()})

    assert svar.status_code == 422
    assert "samma användarnamn" in svar.content.decode()


def test_the_dnr_is_shown_while_one_chooses(klient: Client) -> None:
    def visa(**val: str) -> str:
        return klient.get(reverse("ny_kommun_exempel"), val).content.decode()

    assert "AMN 2026-0001-1.6" in visa(kortnamn="AMN", monster="{organ} {ar}-{lopnr:04}-{klass}")
    assert "Mönstret måste innehålla {ar}." in visa(kortnamn="AMN", monster="eget", eget_monster="x")
    assert "Diarienumret behöver organ." in visa(monster="{organ} {ar}/{lopnr}")


def test_every_proposal_can_be_used() -> None:
    for monster in registerforslag.MONSTER:
        Organ(kortnamn="AMN", dnr_monster=monster, dnr_kod="050").clean()
    for sats in registerforslag.SATSER:
        Beslutssatsmall(text=sats.text).clean()
    for kod, namn in registerforslag.KLASSER:
        Klassificering(kod=kod, namn=namn).clean()


def test_sections_and_satser_that_are_not_wanted_are_taken_away_and_ones_own_stand(klient: Client) -> None:
    hela_vagen(klient)
    typ = Arendetyp.objects.get()
    with acting(Anvandare.objects.get(username="ada")):
        typ.avsnitt.create(nyckel="eget", rubrik="Samråd", ordning=9)

    ta(klient, "arendetyp", avsnitt=["sammanfattning", "barn", "synpunkter", "eget"])
    ta(klient, "beslutssatser", **{ANDRA: "", FORSTA: "{namnd} svarar {mottagare}."})

    assert [a.rubrik for a in typ.avsnitt.all()] == [
        "Sammanfattning", "Förvaltningens synpunkter och förslag", "Samråd", "Barnets bästa",
    ]  # fmt: skip
    texter = dict(Beslutssatsmall.objects.values_list("namn", "text"))
    assert texter["Lämna utlåtandet som svar"] == "{namnd} svarar {mottagare}."


def test_a_kommun_that_is_set_up_has_nothing_left(klient: Client, varld: Varld) -> None:
    sida = klient.get(reverse("ny_kommun"))

    assert sida.context["registrering"] == []
    assert sida.context["sammantrade"] == []
    assert Fortroendeuppdrag.objects.exists()


def test_the_desk_of_an_empty_installation_leads_here(klient: Client) -> None:
    assert reverse("ny_kommun") in klient.get(reverse("skrivbord")).content.decode()
