"""What was altered past the triggers stays a fault, whatever is done afterwards: an act, a migration, an upgrade."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from motions import audit
from motions.bevis import baslinje, kontroll, vantat
from motions.bevis.rader import tabeller
from motions.models import Arende
from remiss.facts import Motivering
from remiss.workflow import perform
from tests.factories import Varld
from tests.motions.test_bevis import kor, verifierat
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """An ärende that is closed: an ordinary act opens it again."""
    vag = Vag(varld).till_justerat().anslag().expediera().avsluta()
    kor("SET CONSTRAINTS ALL IMMEDIATE")
    return vag


def akt(vag: Vag) -> None:
    """An ordinary act that writes the ärende."""
    perform(Arende.objects.get(pk=vag.arende.pk), "ateroppna", by=vag.varld.registrator, at=vag.nu,
            facts=Motivering("Nya uppgifter."))  # fmt: skip
    kor("SET CONSTRAINTS ALL IMMEDIATE")


def migrera(vag: Vag) -> None:
    """What `manage.py migrate` does about the proof, with something to migrate."""
    baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu)
    kor("SET CONSTRAINTS ALL IMMEDIATE")


def utlosare_utan(*kolumner: str) -> None:
    """The trigger put on anew, without these columns."""
    t = tabeller()["motions_arende"]
    argument = ", ".join(f"'{k}'" for k in (t.nyckel, *t.kolumner) if k not in kolumner)
    kor(
        "CREATE OR REPLACE TRIGGER motions_bevisa AFTER INSERT OR UPDATE OR DELETE ON motions_arende FOR EACH ROW "
        f"EXECUTE FUNCTION motions_bevisa({argument})"
    )


def ny_titel(vag: Vag) -> None:
    """Another title, past the triggers."""
    kor("UPDATE motions_arende SET titel = 'En annan' WHERE id = %s", vag.arende.pk)


def skrivs_av_migrering(vag: Vag) -> None:
    """An upgrade whose migration writes the row."""
    fore = baslinje.fore_migrering()
    kor("UPDATE motions_arende SET dnr = dnr || 'x' WHERE id = %s", vag.arende.pk, triggrar=True)
    baslinje.efter_migrering(fore, at=vag.nu)


SEDAN: dict[str, tuple[Callable[[Vag], None], ...]] = {
    "inget": (),
    "migrering": (migrera,),
    "två migreringar": (migrera, migrera),
    "en akt": (akt,),
    "migrering och akt": (migrera, akt),
    "en migrering som skriver raden": (skrivs_av_migrering,),
}


@pytest.mark.parametrize("sedan", SEDAN)
def test_a_row_that_was_altered_past_the_triggers_stays_a_fault(vag: Vag, sedan: str) -> None:
    ny_titel(vag)
    for gor in SEDAN[sedan]:
        gor(vag)
    assert f"Ärende {vag.arende.pk} (motions_arende): raden" in verifierat()


@pytest.mark.parametrize("sedan", [s for s in SEDAN if "akt" not in s])
def test_a_row_that_was_said_by_an_altered_trigger_stays_a_fault(vag: Vag, sedan: str) -> None:
    utlosare_utan("titel", "offentlig_titel")
    akt(vag)
    ny_titel(vag)
    for gor in SEDAN[sedan]:
        gor(vag)
    assert f"Ärende {vag.arende.pk} (motions_arende): raden" in verifierat()


@pytest.mark.parametrize("sedan", SEDAN)
def test_a_row_that_was_put_in_past_the_triggers_stays_a_fault(vag: Vag, sedan: str) -> None:
    kor(
        "INSERT INTO motions_medhandlaggare (arende_id, anvandare_id) VALUES (%s, %s)",
        vag.arende.pk,
        vag.varld.kollega.pk,
    )
    for gor in SEDAN[sedan]:
        gor(vag)
    kor("UPDATE motions_medhandlaggare SET anvandare_id = %s", vag.varld.handlaggare.pk, triggrar=True)
    assert "(motions_medhandlaggare): raden" in verifierat()


def test_a_row_that_is_taken_away_and_put_in_again_is_a_fault(vag: Vag) -> None:
    kor("INSERT INTO motions_remittent (kommun_id, namn, epost, adress) VALUES (%s, 'Ny', '', '')",
        vag.varld.kommun.pk, triggrar=True)  # fmt: skip
    migrera(vag)
    kor(
        "CREATE TEMP TABLE den AS SELECT * FROM motions_remittent WHERE namn = 'Ny';"
        "DELETE FROM motions_remittent WHERE namn = 'Ny'"
    )
    kor("INSERT INTO motions_remittent OVERRIDING SYSTEM VALUE SELECT * FROM den", triggrar=True)
    akt(vag)
    assert "(motions_remittent): raden har ett bevis som händelserna inte har sagt" in verifierat()


def test_a_migration_puts_back_what_guards_and_verifiera_does_not_send_anybody_there(vag: Vag) -> None:
    utlosare_utan("titel")
    kor(
        "ALTER TABLE motions_handelse DISABLE TRIGGER USER; ALTER TABLE motions_beslut DISABLE TRIGGER motions_bevisa"
    )
    namn = next(n for t, n in vantat.vagrar() if t == "motions_handelse")
    kor(f"CREATE OR REPLACE FUNCTION {namn}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
    sagt = verifierat()
    for ord_ in (
        "motions_arende: bevisets",
        "motions_beslut: bevisets",
        "motions_handelse: utlösaren som vägrar",
        namn,
    ):
        assert ord_ in sagt
    assert "migrate" not in sagt

    migrera(vag)

    assert vantat.andrade() == []
    assert vantat.andrade_funktioner() == []
    assert "Allt stämmer." in verifierat()


def test_an_upgrade_that_changes_the_shape_of_a_row_raises_no_alarm(vag: Vag) -> None:
    """A migration that takes a column away, gives one another type, and writes the rows."""
    fore = baslinje.fore_migrering()
    kor("ALTER TABLE motions_remittent ALTER adress TYPE varchar(300) USING adress || ' '")
    kor("UPDATE motions_remittent SET adress = rtrim(adress)", triggrar=True)
    baslinje.efter_migrering(fore, at=vag.nu)
    assert list(kontroll.radbrott()) == []


def test_the_shape_of_rows_may_change_for_the_owner_alone(vag: Vag) -> None:
    """Whoever says that an upgrade is under way and does not own the proof is not believed."""
    ny_titel(vag)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL motions.uppgraderar = 'ja'; SET LOCAL SESSION AUTHORIZATION remissprov_app")
        cursor.execute("UPDATE motions_arende SET state = state || 'x' WHERE id = %s", [vag.arende.pk])
        cursor.execute("RESET SESSION AUTHORIZATION; SET LOCAL motions.uppgraderar = ''")
    akt_sager = kontroll.delar()["Vad som är skrivet utanför programmet"]
    audit.sag_raderna("arende.ratta", by=vag.varld.registrator, at=vag.nu)
    assert list(akt_sager()) == []
    assert (
        f"Ärende {vag.arende.pk} (motions_arende): raden har ett bevis som händelserna inte har sagt"
        in verifierat()
    )
