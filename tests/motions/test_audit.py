"""The provable trail: whatever is altered in it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from motions import audit
from motions.actor import AktorSaknasError, acting
from motions.documents import store
from motions.models import Dokument, Handelse, Handelsetext, LagradFil, Remittent, Sigill, Version
from tests.factories import Varld, arende
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

KEDJA = "arende:1"


@contextmanager
def som_superanvandare() -> Iterator[Any]:
    """The database's owner, past every trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def kedjor(varld: Varld) -> Varld:
    """Two kedjor of six acts each, sealed; the second has grown by one act since."""
    for n in range(6):
        for kedja in (KEDJA, "arende:2"):
            audit.append(
                kedja,
                "arende.tilldela",
                by=varld.registrator,
                at=varld.at + timedelta(minutes=n),
                data={"vem": n},
                texter={"skal": f"därför {n}"},
            )
        audit.forsegla(varld.at + timedelta(minutes=n, seconds=30))
    audit.append("arende:2", "arende.avsluta", by=varld.registrator, at=varld.at + timedelta(hours=1))
    return varld


def test_an_untouched_trail_is_whole_and_names_what_no_seal_covers(kedjor: Varld) -> None:
    kontroll = audit.kontrollera()

    assert kontroll.hel, kontroll.brott
    assert (kontroll.handelser, kontroll.sigill, kontroll.oforseglade) == (14, 13, 1)
    assert kontroll.utan_sigill == {"arende:2": (7, 7)}


def test_sealing_again_seals_what_has_come_and_then_nothing(kedjor: Varld) -> None:
    assert audit.forsegla(kedjor.at + timedelta(hours=2)) == 1
    assert audit.forsegla(kedjor.at + timedelta(hours=3)) == 0
    assert audit.kontrollera().oforseglade == 0


def _hasha_om(kedja: str, fran: int) -> None:
    """Rewrite the hashes of a chain from a number on, as one who knows the program would."""
    foregaende = Handelse.objects.get(kedja=kedja, nummer=fran - 1).hash if fran > 1 else audit.BORJAN
    for rad in Handelse.objects.filter(kedja=kedja, nummer__gte=fran).order_by("nummer"):
        rad.foregaende = foregaende
        ny = audit._handelse_hash(rad)
        with som_superanvandare() as cursor:
            cursor.execute(
                "UPDATE motions_handelse SET foregaende = %s, hash = %s WHERE id = %s",
                [foregaende, ny, rad.pk],
            )
        foregaende = ny


def _stryk(kedja: str = "%", efter: int = 0, till: int = 1000) -> None:
    """Delete acts after a number, and the texts beside them."""
    villkor = [kedja, efter, till]
    with som_superanvandare() as c:
        c.execute(
            "DELETE FROM motions_handelsetext WHERE handelse_id IN "
            "(SELECT id FROM motions_handelse WHERE kedja LIKE %s AND nummer > %s AND nummer <= %s)",
            villkor,
        )
        c.execute(
            "DELETE FROM motions_handelse WHERE kedja LIKE %s AND nummer > %s AND nummer <= %s", villkor
        )


def andrad_uppgift() -> None:
    """Say that another person was assigned."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET data = jsonb_set(data, '{vem}', '99') WHERE kedja = %s AND nummer = 3",
            [KEDJA],
        )


def andrad_tid() -> None:
    """Move an act in time."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET at = at - interval '1 day' WHERE kedja = %s AND nummer = 2", [KEDJA]
        )


FORE_KRISTUS = "(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00 BC')::timestamptz"


def tid_fore_kristus() -> None:
    """Move an act to the same day of the same year before Christ."""
    with som_superanvandare() as c:
        c.execute(
            f"UPDATE motions_handelse SET at = {FORE_KRISTUS} WHERE kedja = %s AND nummer = 2",  # noqa: S608
            [KEDJA],
        )


def sigill_fore_kristus() -> None:
    """Move a seal there."""
    with som_superanvandare() as c:
        c.execute(f"UPDATE motions_sigill SET at = {FORE_KRISTUS} WHERE nummer = 5")  # noqa: S608


def annan_person() -> None:
    """Say that somebody else did it."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET by_id = (SELECT max(id) FROM motions_anvandare) WHERE kedja = %s AND nummer = 2",
            [KEDJA],
        )


def annat_slag() -> None:
    """Say that it was another act."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET slag = 'arende.avsluta' WHERE kedja = %s AND nummer = 4", [KEDJA]
        )


def struken_i_mitten() -> None:
    """Delete one act."""
    _stryk(KEDJA, 2, 3)


def struken_och_hopdragen() -> None:
    """Delete one act, close the gap and hash anew."""
    struken_i_mitten()
    with som_superanvandare() as c:
        for nummer in (4, 5, 6):
            c.execute(
                "UPDATE motions_handelse SET nummer = nummer - 1 WHERE kedja = %s AND nummer = %s",
                [KEDJA, nummer],
            )
    _hasha_om(KEDJA, 3)


def inskjuten() -> None:
    """Insert an act in the middle and hash anew."""
    with som_superanvandare() as c:
        for nummer in (6, 5, 4):
            c.execute(
                "UPDATE motions_handelse SET nummer = nummer + 1 WHERE kedja = %s AND nummer = %s",
                [KEDJA, nummer],
            )
        c.execute(
            "INSERT INTO motions_handelse (kedja, nummer, slag, at, by_id, data, foregaende, hash) "
            "SELECT kedja, 4, 'arende.avsluta', at, by_id, '{}', 'x', 'y' FROM motions_handelse WHERE kedja = %s AND nummer = 3",
            [KEDJA],
        )
    _hasha_om(KEDJA, 4)


def omkastade() -> None:
    """Change the order of two acts."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET nummer = nummer + 100 WHERE kedja = %s AND nummer IN (2, 3)", [KEDJA]
        )
        c.execute("UPDATE motions_handelse SET nummer = 3 WHERE kedja = %s AND nummer = 102", [KEDJA])
        c.execute("UPDATE motions_handelse SET nummer = 2 WHERE kedja = %s AND nummer = 103", [KEDJA])


def avskuren_svans() -> None:
    """Delete the last two acts."""
    _stryk(KEDJA, 4)


def omskriven_svans() -> None:
    """Change a late act and hash anew from there."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET data = jsonb_set(data, '{vem}', '99') WHERE kedja = %s AND nummer = 5",
            [KEDJA],
        )
    _hasha_om(KEDJA, 5)


def flyttad_kedja() -> None:
    """Give one ärende's acts to another."""
    with som_superanvandare() as c:
        c.execute("UPDATE motions_handelse SET kedja = 'arende:3' WHERE kedja = %s", [KEDJA])


def tomd_kedja() -> None:
    """Empty the table of acts."""
    _stryk()


def andrat_sigill() -> None:
    """Change what a seal covers."""
    with som_superanvandare() as c:
        c.execute("UPDATE motions_sigill SET till_nummer = 1 WHERE nummer = 5")


def struket_sigill() -> None:
    """Delete a seal in the middle."""
    with som_superanvandare() as c:
        c.execute("DELETE FROM motions_sigill WHERE nummer = 5")


def andrad_text() -> None:
    """Change the words that an act was given."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelsetext SET text = 'av ett annat skäl' WHERE id = (SELECT min(id) FROM motions_handelsetext)"
        )


@pytest.mark.parametrize(
    "angrepp",
    [
        andrad_uppgift,
        andrad_tid,
        tid_fore_kristus,
        sigill_fore_kristus,
        annan_person,
        annat_slag,
        struken_i_mitten,
        struken_och_hopdragen,
        inskjuten,
        omkastade,
        avskuren_svans,
        omskriven_svans,
        flyttad_kedja,
        tomd_kedja,
        andrat_sigill,
        struket_sigill,
        andrad_text,
    ],
    ids=lambda f: (f.__doc__ or "").strip(". "),
)
def test_what_the_owner_of_the_database_does_to_sealed_acts_is_found(
    kedjor: Varld, angrepp: Callable[[], None]
) -> None:
    angrepp()

    assert audit.kontrollera().brott


@pytest.mark.parametrize(
    "data",
    ['[["utskick", 5], ["bra", true]]', '[["bra", false], ["utskick", 5], ["bra", true]]', "null", "5"],
)
def test_the_same_said_as_something_else_is_found(kedjor: Varld, data: str) -> None:
    utskick = {"utskick": 5, "bra": True}
    audit.append("arende:2", "arende.x", by=kedjor.registrator, at=kedjor.at, data=utskick)
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET data = %s WHERE id = (SELECT max(id) FROM motions_handelse)", [data]
        )

    assert audit.kontrollera().brott == ["arende:2: händelse 8 är ändrad."]


def _hasha_om_sigillen() -> None:
    """Rewrite every seal over the chains as they now are."""
    foregaende = audit.BORJAN
    for sigill in Sigill.objects.order_by("nummer"):
        rad = Handelse.objects.filter(kedja=sigill.kedja, nummer=sigill.till_nummer).first()
        sigill.kedja_hash = rad.hash if rad else sigill.kedja_hash
        sigill.foregaende = foregaende
        foregaende = audit._sigill_hash(sigill)
        with som_superanvandare() as cursor:
            cursor.execute(
                "UPDATE motions_sigill SET kedja_hash = %s, foregaende = %s, hash = %s WHERE id = %s",
                [sigill.kedja_hash, sigill.foregaende, foregaende, sigill.pk],
            )


def test_a_seal_kept_elsewhere_finds_a_trail_that_was_rewritten_seals_and_all(kedjor: Varld) -> None:
    vittne = audit.kontrollera().sigillhuvud
    omskriven_svans()
    _hasha_om_sigillen()

    assert audit.kontrollera().hel
    assert audit.kontrollera([vittne]).brott == [
        f"Det bevittnade sigillet {vittne} finns inte i kedjan av sigill: sigill är borttagna eller gjorda om, "
        "eller så kommer vittnet från en annan installation."
    ]


def test_a_seal_kept_elsewhere_finds_a_trail_whose_end_was_cut_seals_and_all(kedjor: Varld) -> None:
    vittne = audit.kontrollera().sigillhuvud
    with som_superanvandare() as c:
        c.execute("DELETE FROM motions_sigill WHERE nummer > 10")
    _stryk(efter=5)

    assert audit.kontrollera().hel
    assert not audit.kontrollera([vittne]).hel


def test_an_old_seal_kept_elsewhere_is_still_found_when_nothing_was_altered(kedjor: Varld) -> None:
    vittne = Sigill.objects.get(nummer=3).hash

    assert audit.kontrollera([vittne]).hel


def test_a_text_that_is_gone_is_a_fault(kedjor: Varld) -> None:
    Handelsetext.objects.filter(handelse__kedja=KEDJA, handelse__nummer=3).delete()

    assert audit.kontrollera().brott == [f"{KEDJA}: texten till händelse 3 är borta."]


def test_the_chain_holds_no_free_text(kedjor: Varld) -> None:
    assert "därför" not in str(list(Handelse.objects.values_list("data", flat=True)))


def test_the_same_text_twice_leaves_two_different_digests(varld: Varld) -> None:
    rader = [
        audit.append(KEDJA, "arende.avskriv", by=varld.registrator, at=varld.at, texter={"skal": "samma"})
        for _ in range(2)
    ]

    assert rader[0].data["skal_digest"] != rader[1].data["skal_digest"]


def test_two_rows_with_one_number_cannot_be(kedjor: Varld) -> None:
    rad = Handelse.objects.get(kedja=KEDJA, nummer=6)
    rad.pk, rad.hash = None, "0" * 63 + "1"

    with pytest.raises(IntegrityError), transaction.atomic():
        rad.save(force_insert=True)


def test_a_row_of_the_record_cannot_be_written_without_an_actor(varld: Varld) -> None:
    with acting(None), pytest.raises(AktorSaknasError):  # type: ignore[arg-type]
        Remittent.objects.create(kommun=varld.kommun, namn="Ingen vet vem")


def test_every_row_of_history_has_an_actor_after_a_whole_case(varld: Varld) -> None:
    Vag(varld).till_justerat().expediera().avsluta()
    historiker = [m for m in apps.get_models() if m.__name__.startswith("Historical")]

    assert sum(m._default_manager.count() for m in historiker) > 100
    assert [m.__name__ for m in historiker if m._default_manager.filter(history_user=None).exists()] == []


# manage.py verifiera


def verifiera(*args: str) -> str:
    """What the command says."""
    ut = StringIO()
    call_command("verifiera", *args, stdout=ut)
    return ut.getvalue()


@pytest.fixture
def helt(varld: Varld) -> Vag:
    """A case whose text is signed and registered, sealed, with its files on disk."""
    vag = Vag(varld).till_klart().framstall()
    audit.forsegla(vag.nu)
    return vag


def test_verifiera_tells_that_all_is_well_and_prints_the_head_seal(helt: Vag) -> None:
    ut = verifiera()

    assert "Allt stämmer." in ut
    assert Sigill.objects.latest("nummer").hash in ut
    assert "ännu inte" not in ut
    assert "Allt stämmer." in verifiera("--vittne", Sigill.objects.earliest("nummer").hash)


def test_verifiera_names_the_acts_that_no_seal_covers(helt: Vag) -> None:
    kedja = arende(helt.varld).kedja
    audit.append(kedja, "arende.registrera", by=helt.varld.registrator, at=helt.nu)

    assert f"{kedja}: händelse 1 ännu inte förseglad" in verifiera()


def fel_vittne(vag: Vag) -> list[str]:
    """A seal that has never been."""
    return ["--vittne", "f" * 64]


def andrad_fil(vag: Vag) -> list[str]:
    """Change a stored file."""
    fil = store.path_of(LagradFil.objects.earliest("lagrad_at").sha256)
    fil.chmod(0o640)
    fil.write_bytes(b"annat")
    return []


def borttagen_fil(vag: Vag) -> list[str]:
    """Remove a stored file."""
    store.path_of(LagradFil.objects.earliest("lagrad_at").sha256).unlink()
    return []


def andrade_fakta(vag: Vag) -> list[str]:
    """Change a frozen document."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_dokument SET fakta = jsonb_set(fakta, '{ny}', '1') WHERE id = %s",
            [Dokument.objects.latest("pk").pk],
        )
    return []


def andrad_version(vag: Vag) -> list[str]:
    """Change a frozen version of the utlåtande."""
    with som_superanvandare() as c:
        c.execute("UPDATE motions_version SET innehall = jsonb_set(innehall, '{titel}', '\"Annat\"')")
    return []


def andrade_delar(vag: Vag) -> list[str]:
    """Change a frozen version and the digests of its parts."""
    andrad_version(vag)
    version = Version.objects.latest("pk")
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_version SET delar = jsonb_set(delar, '{titel}', to_jsonb(%s::text)) WHERE id = %s",
            [audit.sha256(version.innehall["titel"]), version.pk],
        )
    return []


def andrad_handelse(vag: Vag) -> list[str]:
    """Change a sealed act."""
    with som_superanvandare() as c:
        c.execute(
            "UPDATE motions_handelse SET slag = 'arende.avskriv' WHERE kedja = %s AND nummer = 2",
            [vag.arende.kedja],
        )
    return []


@pytest.mark.parametrize(
    ("angrepp", "fel"),
    [
        (fel_vittne, "finns inte i kedjan av sigill"),
        (andrad_fil, "är ändrad i fillagret"),
        (borttagen_fil, "finns inte i fillagret"),
        (andrade_fakta, "fakta är ändrade"),
        (andrad_version, "texten är ändrad"),
        (andrade_delar, "texten är ändrad"),
        (andrad_handelse, "händelse 2 är ändrad"),
    ],
    ids=lambda f: (f.__doc__ or "").strip(". ") if callable(f) else "",
)
def test_verifiera_fails_and_says_what_was_altered(
    helt: Vag, angrepp: Callable[[Vag], list[str]], fel: str
) -> None:
    args = angrepp(helt)

    with pytest.raises(CommandError, match=fel) as utgang:
        verifiera(*args)

    assert utgang.value.returncode == 1
