"""The proof row by row: whatever is altered in the record, past the triggers or beside the program, is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from psycopg import sql

from motions import audit
from motions.bevis import baslinje, kontroll
from motions.bevis.rader import (
    OBEVISADE_KOLUMNER,
    TRIGGER,
    UTAN_BEVIS,
    Bevistabell,
    bind,
    installera,
    tabeller,
)
from motions.models import Arende, Handelse, Handelserader, Handelsetext, Radbevis, Rattelse
from remiss.facts import Motivering
from remiss.workflow import perform
from tests import role
from tests.factories import LOSENORD, Varld
from tests.motions.test_audit import som_superanvandare
from tests.vagen import LAGEN, Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """An ärende from registration to closing, with a secret one beside it."""
    Vag(varld, hemlig=True, motion_nummer=3).registrera().tilldela()
    vag = Vag(varld).till_oppet()
    vag.gor(
        vag.sammantrade,
        "anmal_jav",
        varld.sekreterare,
        punkt=vag.punkt,
        uppdrag=varld.uppdrag[4],
        grund="Släkting",
    )
    return vag.besluta().avsluta_sammantrade().till_justering().justera().anslag().expediera().avsluta()


def verifierat() -> str:
    """What the command says: that all is well, or what is wrong."""
    ut = StringIO()
    try:
        call_command("verifiera", stdout=ut)
    except CommandError as error:
        return str(error)
    return ut.getvalue()


def kor(fraga: str, *varden: Any, triggrar: bool = False) -> None:
    """Run a statement as the database's owner, past the triggers unless they are to run."""
    if triggrar:
        with connection.cursor() as cursor:
            cursor.execute(fraga, varden)
    else:
        with som_superanvandare() as cursor:
            cursor.execute(fraga, varden)


def test_what_the_acts_did_is_proved(vag: Vag) -> None:
    assert "Allt stämmer." in verifierat()
    assert kontroll.antal_bevisade() > 150


@pytest.mark.parametrize(("slag", "lage"), LAGEN, ids=lambda d: d)
def test_each_act_says_every_row_that_it_wrote(varld: Varld, slag: str, lage: str) -> None:
    LAGEN[slag, lage](Vag(varld))

    assert not Radbevis.objects.filter(bunden=False).exists()
    assert list(kontroll.radbrott()) == []


def test_every_table_of_the_record_is_proved_or_said_not_to_be() -> None:
    alla = {m._meta.db_table for m in apps.get_app_config("motions").get_models(include_auto_created=True)}
    utan = {m._meta.db_table: skal for m, skal in UTAN_BEVIS.items()}
    assert set(tabeller()) | set(utan) == alla
    drift = (Path(__file__).resolve().parents[2] / "docs/drift.md").read_text("utf-8")
    for tabell in [*utan, *OBEVISADE_KOLUMNER]:
        assert f"`{tabell}`" in drift, f"Säg i docs/drift.md att {tabell} inte bevisas rad för rad."


ANNAT = {
    "boolean": "NOT coalesce({}, false)",
    "date": "coalesce({}, current_date) - 7",
    "timestamp with time zone": "coalesce({}, now()) - interval '7 days'",
    "jsonb": """coalesce({}, '{{}}') || '{{"x": 1}}'""",
    "ARRAY": "array_append({}, 'x')",
    "text": "coalesce({}, '') || 'x'",
    "character varying": "overlay(coalesce({}, '') || 'x' PLACING 'x' FROM 1)",
}
"""Another value of each type; a number is one larger."""


def _typer(tabell: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [tabell]
        )
        return dict(cursor.fetchall())


def _provat(t: Bevistabell, fraga: str, **delar: sql.Composable) -> bool | None:
    """Whether what is done to the first row of a table is found; None when a constraint refuses it."""
    en = sql.SQL("{0} = (SELECT min({0}) FROM {1})").format(sql.Identifier(t.nyckel), sql.Identifier(t.namn))
    try:
        with transaction.atomic():
            with som_superanvandare() as cursor:
                cursor.execute(sql.SQL(fraga).format(tabell=sql.Identifier(t.namn), en=en, **delar))
            funnet = list(kontroll._tabellens(t))
            transaction.set_rollback(True)
    except DatabaseError:
        return None
    return bool(funnet)


def test_every_cell_that_is_altered_is_found_in_every_table(vag: Vag) -> None:
    fyllda = [t for t in tabeller().values() if t.modell._base_manager.exists()]
    provat: dict[str, bool | None] = {}
    for t in fyllda:
        typer = _typer(t.namn)
        for kolumn in t.kolumner:
            namn = sql.Identifier(kolumn)
            annat = sql.SQL(ANNAT.get(typer[kolumn], "coalesce({}, 0) + 1")).format(namn)
            fraga = "UPDATE {tabell} SET {kolumn} = {annat} WHERE {en}"
            provat[f"{t.namn}.{kolumn}"] = _provat(t, fraga, kolumn=namn, annat=annat)
        provat[t.namn] = _provat(t, "DELETE FROM {tabell} WHERE {en}")
    assert [namn for namn, funnet in provat.items() if funnet is False] == []
    nekade = [namn for namn, funnet in provat.items() if funnet is None]
    assert len(nekade) < 0.2 * len(provat), nekade
    assert len(fyllda) > 0.6 * len(tabeller())


def test_a_row_that_was_put_in_is_found(vag: Vag) -> None:
    kor(
        "INSERT INTO motions_medhandlaggare (arende_id, anvandare_id) VALUES (%s, %s)",
        vag.arende.pk,
        vag.varld.kollega.pk,
    )
    assert "har kommit till utanför programmet" in verifierat()


def test_a_write_beside_the_program_is_found_though_the_triggers_ran(vag: Vag) -> None:
    kor("UPDATE motions_arende SET titel = 'En annan' WHERE id = %s", vag.arende.pk, triggrar=True)
    assert f"Ärende {vag.arende.pk} (motions_arende): raden är skriven utanför programmet." in verifierat()


def test_an_act_does_not_launder_what_was_written_beside_the_program(vag: Vag) -> None:
    varld = vag.varld
    kor("UPDATE motions_arende SET titel = 'En annan' WHERE id = %s", vag.arende.pk, triggrar=True)
    # As if it had been another transaction.
    Radbevis.objects.filter(bunden=False).update(transaktion=1)
    perform(Arende.objects.get(pk=vag.arende.pk), "ateroppna", by=varld.registrator, at=vag.nu,
            facts=Motivering("Nya uppgifter."))  # fmt: skip
    assert not Radbevis.objects.filter(bunden=False).exists()
    assert (
        f"Ärende {vag.arende.pk} (motions_arende): raden har ett bevis som händelserna inte har sagt."
        in verifierat()
    )


def _nytt_bevis(vag: Vag) -> None:
    """Another title, with the digest that it gives."""
    kor("UPDATE motions_arende SET titel = 'En annan' WHERE id = %s", vag.arende.pk)
    t = tabeller()["motions_arende"]
    with som_superanvandare() as cursor:
        cursor.execute(
            sql.SQL(
                "UPDATE motions_radbevis b SET digest = {} FROM motions_arende t "
                "WHERE b.tabell = %s AND t.id = %s AND b.nyckel = t.id::text"
            ).format(baslinje.digest_av(sql.SQL("b.salt"))),
            [list(t.kolumner), t.namn, vag.arende.pk],
        )


def _sagt(vag: Vag) -> None:
    """The same, said by an act too."""
    _nytt_bevis(vag)
    bevis = Radbevis.objects.get(tabell="motions_arende", nyckel=str(vag.arende.pk))
    rad = Handelserader.objects.filter(rader__motions_arende__has_key=str(vag.arende.pk)).latest("pk")
    sagt = rad.rader["motions_arende"]
    sagt[bevis.nyckel] = sagt[bevis.nyckel][:16] + bevis.digest
    with som_superanvandare():
        Handelserader.objects.filter(pk=rad.pk).update(rader=rad.rader)


MANIPULERAT: dict[str, Callable[[Vag], None]] = {
    "raderna till händelse": lambda vag: kor(
        "UPDATE motions_handelserader SET rader = '{}' WHERE handelse_id = (SELECT max(handelse_id) FROM motions_handelserader)"
    ),
    "är borta": lambda vag: kor("DELETE FROM motions_handelserader"),
    "har kommit till utanför": lambda vag: kor(
        "DELETE FROM motions_radbevis WHERE tabell = 'motions_arende'"
    ),
    "har ett bevis som händelserna inte har sagt": _nytt_bevis,
    "är ändrade": _sagt,
    "är avstängd": lambda vag: kor("ALTER TABLE motions_arende DISABLE TRIGGER motions_bevisa"),
    "utlösare saknas": lambda vag: kor("DROP TRIGGER motions_bevisa ON motions_beslut"),
    "Bevisets funktion": lambda vag: kor(
        f"CREATE OR REPLACE FUNCTION {TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    ),
}


@pytest.mark.parametrize("ord_", MANIPULERAT)
def test_the_proof_itself_is_watched(vag: Vag, ord_: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    MANIPULERAT[ord_](vag)
    assert ord_ in verifierat()


def test_an_act_whose_rows_were_exchanged_with_its_digest_is_found_in_its_kedja(vag: Vag) -> None:
    _sagt(vag)
    rad = Handelserader.objects.filter(rader__motions_arende__has_key=str(vag.arende.pk)).latest("pk")
    handelse = Handelse.objects.get(pk=rad.pk)
    handelse.data[audit.RADER] = audit.sha256(rad.rader)
    with som_superanvandare():
        Handelse.objects.filter(pk=rad.pk).update(data=handelse.data)
    assert f"{handelse.kedja}: händelse {handelse.nummer} är ändrad." in verifierat()


# the rows that stood before


def test_what_stood_before_the_proof_is_said_once_in_the_programs_own_name(vag: Vag) -> None:
    fore = baslinje.fore_migrering()
    kor(
        "DELETE FROM motions_handelserader; DELETE FROM motions_radbevis; UPDATE motions_handelse SET data = data - 'rader'"
    )
    kor(f"DROP FUNCTION {TRIGGER} CASCADE")
    sagda = baslinje.efter_migrering(baslinje.Uppgradering({}, fore.fran), at=vag.nu)

    assert list(kontroll.radbrott()) == []
    assert kontroll.antal_bevisade() == sagda > 150
    rader = Handelse.objects.filter(slag=baslinje.BASLINJE)
    assert {h.by.username for h in rader} == {"remiss:systemet"}
    assert {h.kedja for h in rader} == {audit.BEVIS}
    antal = rader.count()
    assert baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu) == 0
    assert rader.count() == antal


def test_an_empty_table_is_begun_with_once_too(vag: Vag) -> None:
    """Without its trigger for a moment: what is put into it then is not said by the next upgrade."""
    baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu)
    assert not Rattelse.objects.exists()
    kor(f"DROP TRIGGER {TRIGGER} ON motions_rattelse")
    Rattelse.objects.create(
        arende=vag.arende, falt="titel", fore="Fel", efter="Rätt", skal="Påhittat", rattad_at=vag.nu,
        rattad_by=vag.varld.registrator,
    )  # fmt: skip
    assert baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu) == 0
    assert any("motions_rattelse" in brott and "utanför programmet" in brott for brott in kontroll.radbrott())


def test_an_upgrade_with_another_column_says_the_rows_anew_and_clears_nobody(vag: Vag) -> None:
    t = tabeller()["motions_arende"]
    utan_titel = [k for k in t.kolumner if k != "titel"]
    argument = sql.SQL(", ").join(map(sql.Literal, (t.nyckel, *utan_titel)))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            sql.SQL(
                "CREATE OR REPLACE TRIGGER {0} AFTER INSERT OR UPDATE OR DELETE ON motions_arende "
                "FOR EACH ROW EXECUTE FUNCTION {0}({1})"
            ).format(sql.Identifier(TRIGGER), argument)
        )
        # As the version without the column would have said them.
        cursor.execute("SET LOCAL motions.uppgraderar = 'ja'")
        cursor.execute("UPDATE motions_arende SET dnr = dnr || 'x'")
        cursor.execute("UPDATE motions_arende SET dnr = left(dnr, -1)")
        cursor.execute("SET LOCAL motions.uppgraderar = ''")
    bind_och_sag(vag)
    hemligt = Arende.objects.exclude(pk=vag.arende.pk).get()
    kor("UPDATE motions_arende SET dnr = 'AMN 1999-1' WHERE id = %s", hemligt.pk)

    forra = {**tabeller(), t.namn: replace(t, kolumner=tuple(utan_titel))}
    baslinje.efter_migrering(baslinje.fore_migrering(forra), at=vag.nu)

    assert list(kontroll.radbrott()) == [f"Ärende {hemligt.pk} (motions_arende): raden är ändrad."]
    kor("UPDATE motions_arende SET titel = 'En annan' WHERE id = %s", vag.arende.pk)
    assert f"Ärende {vag.arende.pk} (motions_arende): raden är ändrad." in list(kontroll.radbrott())


def bind_och_sag(vag: Vag) -> None:
    """An act says what was just written."""
    audit.sag_raderna("arende.ratta", by=vag.varld.registrator, at=vag.nu)


@pytest.mark.parametrize("utlosaren", ["kvar", "borta"])
def test_a_row_that_was_put_in_is_not_begun_with_by_the_next_upgrade(vag: Vag, utlosaren: str) -> None:
    kor(
        "INSERT INTO motions_remittent (kommun_id, namn, epost, adress) VALUES (%s, 'Falsk', '', '')",
        vag.varld.kommun.pk,
    )
    if utlosaren == "borta":
        kor(f"DROP TRIGGER {TRIGGER} ON motions_remittent")
    baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu)

    assert "(motions_remittent): raden har kommit till utanför programmet." in "".join(kontroll.radbrott())


def test_what_a_migration_writes_is_said_by_the_upgrade(vag: Vag) -> None:
    bind()
    fore = baslinje.fore_migrering()
    kor("UPDATE motions_remittent SET adress = 'Stadshuset'", triggrar=True)
    baslinje.efter_migrering(fore, at=vag.nu)

    assert list(kontroll.radbrott()) == []
    assert Handelse.objects.get(slag=baslinje.MIGRERING).by.username == "remiss:systemet"


def test_what_was_written_beside_the_program_before_an_upgrade_is_not_said_by_it(vag: Vag) -> None:
    kor("UPDATE motions_remittent SET adress = 'Någon annanstans'", triggrar=True)
    Radbevis.objects.filter(bunden=False).update(transaktion=1)
    baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu)

    assert "är skriven utanför programmet" in "".join(kontroll.radbrott())


def test_who_logs_in_writes_nothing_that_is_proved(vag: Vag) -> None:
    svar = Client().post("/logga-in/", {"username": vag.varld.handlaggare.username, "password": LOSENORD})
    assert svar.status_code == 302
    assert list(kontroll.radbrott()) == []


def test_the_triggers_stand_on_every_table_and_are_put_on_once() -> None:
    assert installera() == []


# who may write the proof, and what stands between the rows and who reads them


def med_utlosarna(sats: str, *varden: Any) -> None:
    """Run a statement as anybody would: the triggers are on."""
    with connection.cursor() as cursor:
        cursor.execute(sats, varden)


def test_the_programs_role_cannot_say_a_row_in_another_act(vag: Vag) -> None:
    """Not by giving it another transaction, nor by binding it itself."""
    with role.as_application():
        med_utlosarna("UPDATE motions_arende SET titel = 'Något annat' WHERE id = %s", vag.arende.pk)
        for sats in (
            "UPDATE motions_radbevis SET transaktion = 1",
            "UPDATE motions_radbevis SET bunden = true",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                med_utlosarna(sats)
    med_utlosarna("UPDATE motions_radbevis SET transaktion = 1 WHERE NOT bunden")
    with role.as_application():
        bind_och_sag(vag)
    assert "skriven utanför programmet" in verifierat()


def test_an_upgrade_does_not_say_what_nobody_had_said_before_it(vag: Vag) -> None:
    """Also what claims to have been written after it began."""
    baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu)
    med_utlosarna("UPDATE motions_arende SET titel = 'Något annat' WHERE id = %s", vag.arende.pk)
    med_utlosarna("UPDATE motions_radbevis SET transaktion = 9000000000000000000 WHERE NOT bunden")
    baslinje.efter_migrering(baslinje.fore_migrering(), at=vag.nu)
    assert "skriven utanför programmet" in verifierat()


def _flyttat_salt(vag: Vag) -> None:
    """The beginning of the words moved into the salt: the digest is the same."""
    text = Handelsetext.objects.filter(text__contains=" ").earliest("pk")
    borjan, _, slut = text.text.partition(" ")
    with som_superanvandare():
        Handelsetext.objects.filter(pk=text.pk).update(salt=f"{text.salt}:{borjan}"[:64], text=slut)


def _dubblera_uttalandena(vag: Vag) -> None:
    """Each row twice, beside another key: of two that are the same each is as proved as the other."""
    kor("ALTER TABLE motions_uttalande DROP CONSTRAINT motions_uttalande_pkey CASCADE")
    kor("INSERT INTO motions_uttalande SELECT * FROM motions_uttalande")
    kor("ALTER TABLE motions_uttalande ADD COLUMN ny serial PRIMARY KEY")


MELLAN: dict[str, tuple[str, Callable[[Vag], None]]] = {
    "en funktion för radens typ": (
        "är inte programmets",
        lambda vag: kor(
            "CREATE FUNCTION public.to_jsonb(motions_arende) RETURNS jsonb LANGUAGE sql AS $$ SELECT '{}'::jsonb $$"
        ),
    ),
    "radskydd": ("radskydd", lambda vag: kor("ALTER TABLE motions_handling ENABLE ROW LEVEL SECURITY")),
    "en regel": (
        "regel",
        lambda vag: kor("CREATE RULE inget AS ON INSERT TO motions_uttalande DO INSTEAD NOTHING"),
    ),
    "ett barn": ("arv", lambda vag: kor("CREATE TABLE barn () INHERITS (motions_uttalande)")),
    "en annan primärnyckel, och en rad två gånger": (
        "primärnyckel",
        _dubblera_uttalandena,
    ),
    "ingen primärnyckel": (
        "primärnyckel",
        lambda vag: kor("ALTER TABLE motions_uttalande DROP CONSTRAINT motions_uttalande_pkey CASCADE"),
    ),
    "en utlösare som aldrig går": (
        "är ändrad",
        lambda vag: kor(
            f"CREATE OR REPLACE TRIGGER {TRIGGER} AFTER UPDATE ON motions_arende FOR EACH ROW WHEN (false) "
            f"EXECUTE FUNCTION {TRIGGER}('id')"
        ),
    ),
    "en utlösare till": (
        "«tyst» är inte programmets",
        lambda vag: kor(
            f"CREATE TRIGGER tyst AFTER UPDATE ON motions_arende FOR EACH ROW EXECUTE FUNCTION {TRIGGER}('id')"
        ),
    ),
    "utan vägran": (
        "som vägrar ändringar",
        lambda vag: kor("ALTER TABLE motions_handelse DISABLE TRIGGER ALL"),
    ),
    "ett schema före": (
        "läses före programmets",
        lambda vag: kor(f"CREATE SCHEMA AUTHORIZATION {role.NAME}"),
    ),
    "flyttat salt": ("är ändrad", _flyttat_salt),
}


@pytest.mark.parametrize("vad", MELLAN)
def test_what_stands_between_the_rows_and_their_readers_is_named(vag: Vag, vad: str) -> None:
    ord_, gor = MELLAN[vad]
    kor("SET CONSTRAINTS ALL IMMEDIATE")
    gor(vag)
    assert ord_ in verifierat()


def test_a_right_that_the_role_was_given_is_named(vag: Vag) -> None:
    kor(f"GRANT UPDATE ON motions_handelse TO {role.NAME}")
    with role.as_application():
        assert f"motions_handelse: kontot {role.NAME} har fått rätt" in verifierat()


OLASLIGT = {
    "en stund utan slut": "UPDATE motions_lagradfil SET lagrad_at = 'infinity'",
    "ett sigill före tiden": "UPDATE motions_sigill SET at = '-infinity'",
    "fakta som är en lista": "UPDATE motions_handelse SET data = '[]'",
    "en version som är ett tal": "UPDATE motions_version SET innehall = '1'",
    "rader som är en lista": "UPDATE motions_handelserader SET rader = '[1]'",
    "en tabell som är borta": "DROP TABLE motions_jav CASCADE",
}


@pytest.mark.parametrize("vad", OLASLIGT)
def test_what_cannot_be_read_is_a_fault_and_does_not_hide_the_others(vag: Vag, vad: str) -> None:
    kor("SET CONSTRAINTS ALL IMMEDIATE")
    with som_superanvandare():
        kor("UPDATE motions_sammantrade SET plats = 'Någon annanstans'")
        kor(OLASLIGT[vad])
    sagt = verifierat()
    assert "Något är ändrat" in sagt
    assert ("Sammanträde" in sagt) or ("Raderna gick inte att gå igenom" in sagt)
