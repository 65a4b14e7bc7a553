"""What somebody puts between the rows and who reads or writes them, changing no row: each kind of it is named."""

from __future__ import annotations

import pytest
from django.db import connection

from remiss.drift import jobb
from remiss.models import Verifiering
from tests import role
from tests.factories import Varld
from tests.motions.test_bevis import kor, verifierat
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """An ärende that has been registered and given to somebody."""
    vag = Vag(varld).registrera().tilldela()
    kor("SET CONSTRAINTS ALL IMMEDIATE")
    return vag


DOLD = "CREATE SCHEMA dold; CREATE VIEW dold.motions_arende AS SELECT * FROM public.motions_arende;"
FUNKTION = "CREATE FUNCTION dold.olika(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT false';"
LASES: dict[str, tuple[str, str]] = {
    "en vy i ett annat schema": ("«dold.motions_arende»", DOLD),
    "en sökväg för kontot": (
        "«search_path» för kontot",
        f"CREATE SCHEMA dold; ALTER ROLE {role.NAME} SET search_path = dold, public",
    ),
    "en sökväg för databasen": (
        "«search_path» för alla",
        "ALTER DATABASE {db} SET search_path = dold, public",
    ),
    "en sökväg med ett enda namn": (
        "«search_path» för kontot",
        f"ALTER ROLE {role.NAME} SET search_path = 'dold,public'",
    ),
    "utlösarna ställda att tiga": (
        "«session_replication_role»",
        f"ALTER ROLE {role.NAME} SET session_replication_role = replica",
    ),
    "vägrarna ställda att tiga": (
        "«pgtrigger.ignore»",
        f"ALTER ROLE {role.NAME} SET pgtrigger.ignore = '{{{{x}}}}'",
    ),
    "en utlösare vid inloggning": (
        "Händelseutlösaren «vid_inloggning»",
        "CREATE SCHEMA dold; CREATE FUNCTION dold.satt() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
        "CREATE EVENT TRIGGER vid_inloggning ON login EXECUTE FUNCTION dold.satt()",
    ),
    "en vy i katalogen": (
        "«pg_catalog.motions_arende»",
        "SET LOCAL allow_system_table_mods = on; CREATE VIEW pg_catalog.motions_arende AS SELECT * FROM public.motions_arende",
    ),
    "en funktion i katalogen": (
        "«pg_catalog.to_jsonb»",
        "SET LOCAL allow_system_table_mods = on; CREATE FUNCTION pg_catalog.to_jsonb(public.motions_arende) RETURNS jsonb "
        "LANGUAGE sql AS $$ SELECT '{{}}'::jsonb $$",
    ),
    "en domän som typ": (
        "motions_arende: kolumnen «titel»",
        "CREATE DOMAIN dolt AS text; ALTER TABLE motions_arende ALTER titel TYPE dolt",
    ),
    "en typ som ljuger": (
        "Typen «public.dolt»",
        "CREATE TYPE dolt; CREATE FUNCTION dolt_in(cstring) RETURNS dolt LANGUAGE internal STRICT IMMUTABLE AS 'textin';"
        "CREATE FUNCTION dolt_ut(dolt) RETURNS cstring LANGUAGE internal STRICT IMMUTABLE AS 'textout';"
        "CREATE TYPE dolt (INPUT = dolt_in, OUTPUT = dolt_ut, LIKE = text)",
    ),
    "en åtkomstmetod": (
        "Åtkomstmetoden «dold»",
        "CREATE ACCESS METHOD dold TYPE TABLE HANDLER heap_tableam_handler",
    ),
    "en omvandling": (
        "Omvandlingen «for integer",
        "CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal), "
        "TO SQL WITH FUNCTION pg_catalog.int4recv(internal))",
    ),
    "en typomvandling": (
        "Typomvandlingen «(public.dolt AS json)»",
        "CREATE TYPE dolt AS ENUM ('a'); CREATE CAST (dolt AS json) WITH INOUT",
    ),
    "en operator": (
        "Operatorn «public.=(character varying,character varying)»",
        "CREATE SCHEMA dold;"
        + FUNKTION
        + "CREATE OPERATOR public.= (FUNCTION = dold.olika, LEFTARG = varchar, RIGHTARG = varchar)",
    ),
    "en operator som sägs höra till ett tillägg": (
        "Operatorn «public.=(pg_catalog.text,pg_catalog.text)»",
        "CREATE OPERATOR public.= (FUNCTION = textne, LEFTARG = text, RIGHTARG = text);"
        "ALTER EXTENSION pg_trgm ADD OPERATOR public.= (text, text)",
    ),
    "en funktion som sägs höra till ett tillägg": (
        "Funktionen «lower»",
        "CREATE FUNCTION public.lower(varchar) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;"
        "ALTER EXTENSION pg_trgm ADD FUNCTION public.lower(varchar)",
    ),
    "ett index med en funktion": (
        "Funktionen «dold.skriv»",
        "CREATE SCHEMA dold; CREATE FUNCTION dold.skriv(varchar) RETURNS text IMMUTABLE LANGUAGE plpgsql AS "
        "'BEGIN RETURN $1; END';"
        "CREATE INDEX tyst ON motions_arende (dold.skriv(titel))",
    ),
    "ett namn som programmets egna": (
        "Funktionen «procrastinate_lower»",
        "CREATE FUNCTION public.procrastinate_lower(text) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$",
    ),
    "en regel på verifieringarna": (
        "remiss_verifiering: tabellen har något",
        "CREATE RULE inget AS ON INSERT TO remiss_verifiering DO INSTEAD NOTHING",
    ),
}
"""By what was done: the word that names it, and how."""


@pytest.mark.parametrize("vad", LASES)
def test_what_makes_another_thing_be_read_is_named(vag: Vag, vad: str) -> None:
    ord_, sats = LASES[vad]
    kor(sats.format(db=connection.settings_dict["NAME"]))
    assert ord_ in verifierat()


def test_the_search_path_of_the_session_is_named_and_not_followed(vag: Vag) -> None:
    kor("CREATE SCHEMA dold; CREATE TABLE dold.motions_handelse (LIKE public.motions_handelse)")
    kor("SET LOCAL search_path = dold, public")
    sagt = verifierat()
    assert "letar efter tabellerna i «dold, public»" in sagt
    assert "händelse" not in sagt
    kor("SET LOCAL search_path = public")


def test_what_others_keep_beside_the_program_is_no_fault(vag: Vag) -> None:
    """A schema with a function that nothing uses, a time limit, an account that reads."""
    kor(
        "CREATE SCHEMA pgbouncer; CREATE FUNCTION pgbouncer.get_auth(text) RETURNS text LANGUAGE sql AS 'SELECT $1'"
    )
    kor(
        "CREATE TABLE pgbouncer.eget (id int); CREATE VIEW public.antal AS SELECT count(*) FROM motions_arende"
    )
    kor(
        f"ALTER ROLE {role.NAME} SET statement_timeout = '60s'; ALTER ROLE {role.NAME} SET search_path = public"
    )
    kor("CREATE ROLE prov_lasare; GRANT SELECT ON ALL TABLES IN SCHEMA public TO prov_lasare")
    assert "Allt stämmer." in verifierat()


VAKTEN: dict[str, tuple[str, str]] = {
    "en utlösare på verifieringarna": (
        "remiss_verifiering: utlösaren «tyst» är inte programmets",
        "CREATE TRIGGER tyst BEFORE INSERT ON remiss_verifiering FOR EACH ROW EXECUTE FUNCTION dold.tyst()",
    ),
    "en utlösare på sessionerna": (
        "django_session: utlösaren «tyst» är inte programmets",
        "CREATE TRIGGER tyst BEFORE INSERT ON django_session FOR EACH ROW EXECUTE FUNCTION dold.tyst()",
    ),
    "en utlösare med en väktares namn": (
        "motions_arende: utlösaren «pgtrigger_endast_tillagg_42567» är inte programmets",
        "CREATE TRIGGER pgtrigger_endast_tillagg_42567 BEFORE UPDATE ON motions_arende FOR EACH ROW EXECUTE FUNCTION dold.tyst()",
    ),
    "en utlösare som sägs vara databasens egen": (
        "motions_arende: utlösaren «tyst» är inte programmets",
        "CREATE TRIGGER tyst BEFORE UPDATE ON motions_arende FOR EACH ROW EXECUTE FUNCTION dold.tyst();"
        "UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'tyst'",
    ),
    "en väktares funktion tömd": (
        "Programmets funktion «pgtrigger_endast_tillagg_42567»",
        "CREATE OR REPLACE FUNCTION pgtrigger_endast_tillagg_42567() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ),
    "frågan om väktarna ska tiga": (
        "Programmets funktion «_pgtrigger_should_ignore»",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE plpgsql AS "
        "'BEGIN RETURN true; END'",
    ),
    "köns funktion": (
        "Programmets funktion «procrastinate_notify_queue_job_inserted_v1»",
        "CREATE OR REPLACE FUNCTION procrastinate_notify_queue_job_inserted_v1() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RETURN NEW; END'",
    ),
    "sorteringen": (
        "Programmets funktion «sv_sort»",
        "CREATE OR REPLACE FUNCTION sv_sort(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
    ),
    "en väktare vid ett annat tillfälle": (
        "motions_handelse: utlösaren som vägrar ändringar",
        "CREATE OR REPLACE TRIGGER {handelsens} BEFORE INSERT ON motions_handelse FOR EACH ROW EXECUTE FUNCTION {handelsens}()",
    ),
}


def _handelsens() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'motions_handelse'::regclass AND tgname LIKE '%endast_tillagg%'"
        )
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("vad", VAKTEN)
def test_a_guard_that_is_not_the_programs_is_named(vag: Vag, vad: str) -> None:
    ord_, sats = VAKTEN[vad]
    kor(
        "CREATE SCHEMA dold; CREATE FUNCTION dold.tyst() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    )
    kor("SET LOCAL allow_system_table_mods = on")
    kor(sats.format(handelsens=_handelsens()))
    assert ord_ in verifierat()


def test_what_was_found_and_is_not_kept_as_it_was_is_told_and_the_job_fails(vag: Vag) -> None:
    """Nothing is kept, so that the next verification is not put off, and the monitor learns of a job that failed."""
    kor(
        "CREATE SCHEMA dold; CREATE FUNCTION dold.tyst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.brott = 0; "
        "NEW.fel = ''; RETURN NEW; END $$; CREATE TRIGGER tyst BEFORE INSERT ON remiss_verifiering FOR EACH ROW "
        "EXECUTE FUNCTION dold.tyst()"
    )
    sagt = verifierat()
    assert "remiss_verifiering: utlösaren «tyst»" in sagt
    assert "Det som hittades gick inte att spara som det var." in sagt
    with pytest.raises(RuntimeError, match="gick inte att spara"):
        jobb.verifiera(0)
    assert not Verifiering.objects.exists()


RATTIGHETER: dict[str, tuple[str, str]] = {
    "kolumner i kedjan": (
        "motions_handelse: kontot {app} har fått rätt (UPDATE) till kolumnen «hash»",
        "GRANT UPDATE (data, hash, at) ON motions_handelse TO {app}",
    ),
    "beviset": (
        "motions_radbevis: kontot {app} har fått rätt (UPDATE)",
        "GRANT UPDATE ON motions_radbevis TO {app}",
    ),
    "verifieringarna": (
        "remiss_verifiering: kontot {app} har fått rätt (DELETE)",
        "GRANT DELETE ON remiss_verifiering TO {app}",
    ),
    "en kolumn i beviset": (
        "motions_radbevis: kontot {app} har fått rätt (INSERT) till kolumnen «digest»",
        "GRANT INSERT (digest) ON motions_radbevis TO {app}",
    ),
    "alla": (
        "motions_sigill: alla konton har fått rätt (UPDATE)",
        "GRANT UPDATE ON motions_sigill TO PUBLIC",
    ),
    "utlösare": (
        "motions_arende: kontot {app} har fått rätt (TRIGGER)",
        "GRANT TRIGGER ON motions_arende TO {app}",
    ),
    "ägarens": (
        "Kontot {app} får mer än programmet ska få: har rättigheterna hos",
        "GRANT {agare} TO {app}",
    ),
    "serverns filer": ("har rättigheterna hos pg_write_server_files", "GRANT pg_write_server_files TO {app}"),
    "superanvändare": (
        "Kontot {app} får mer än programmet ska få: superanvändare",
        "ALTER ROLE {app} SUPERUSER",
    ),
    "konton": ("får göra konton", "ALTER ROLE {app} CREATEROLE"),
    "en tabell": ("motions_handelse: ägs av {app}", "ALTER TABLE motions_handelse OWNER TO {app}"),
    "bevisets funktion": ("motions_bind(): ägs av {app}", "ALTER FUNCTION motions_bind() OWNER TO {app}"),
}


@pytest.mark.parametrize("vad", RATTIGHETER)
@pytest.mark.parametrize("vem", ["ägaren", "programmet"])
def test_a_right_too_much_is_named_whoever_asks(vag: Vag, vad: str, vem: str) -> None:
    ord_, sats = RATTIGHETER[vad]
    kor(sats.format(app=role.NAME, agare=connection.settings_dict["USER"]))
    if vem == "ägaren":
        assert ord_.format(app=role.NAME) in verifierat()
    else:
        with role.as_application():
            assert ord_.format(app=role.NAME) in verifierat()
