"""What the database of a running program holds, asked from outside in SQL of the harness's own."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.haverier.dom import TOKEN, Avsnittet, Serie
from tests.haverier.program import Program

HALVA = {
    "ärenden utan registrering i kedjan": """
        select count(*) from motions_arende a where not exists (
            select 1 from motions_handelse h where h.kedja = 'arende:' || a.id and h.slag = 'arende.registrera')""",
    "registreringar utan ärende": """
        select count(*) from motions_handelse h where h.slag = 'arende.registrera'
           and not exists (select 1 from motions_arende a where 'arende:' || a.id = h.kedja)""",
    "ärenden utan handling": """
        select count(*) from motions_arende a where a.titel ~ '^t[0-9]+g[0-9]+n[0-9]+z$'
           and not exists (select 1 from motions_handling h where h.arende_id = a.id)""",
    "kedjor med hål": """
        select count(*) from (select kedja, count(*) n, max(nummer) m from motions_handelse group by 1) x where n <> m""",
    "halva idempotensrader": "select count(*) from remiss_idempotens where status is null or status = 0",
    "avsnitt utan sitt utkast": """
        select count(*) from motions_avsnitt a
         where exists (select 1 from motions_utkast u where u.avsnitt_id = a.id and not u.konflikt)
           and not exists (select 1 from motions_utkast u where u.avsnitt_id = a.id and u.version = a.version
                              and not u.konflikt)""",
    "rader som ingen händelse har sagt": "select count(*) from motions_radbevis where not bunden",
}
"""What must never be seen, however anything ended."""

STRANDADE = {
    "dokument utan fil": """
        select count(*) from motions_dokument d where d.fryst_at < now() - make_interval(secs => %(s)s)
           and not exists (select 1 from motions_framstallning f where f.dokument_id = d.id)
           and not exists (select 1 from remiss_renderingsfel r where r.dokument_id = d.id and r.uppgivet_at is not null)""",
    "osända mejl": """
        select count(*) from remiss_utskick where skickat_at is null and misslyckat_at is null
           and skapat_at < now() - make_interval(secs => %(s)s)""",
    "olästa filer": """
        select count(*) from motions_handling h where h.arende_id is not null and h.fil_id is not null
           and h.dokument_id is null and h.registrerad_at < now() - make_interval(secs => %(s)s)
           and not exists (select 1 from remiss_filinlasning l where l.handling_id = h.id)""",
    "jobb hos döda arbetare": """
        select count(*) from procrastinate_jobs j left join procrastinate_workers w on w.id = j.worker_id
         where j.status = 'doing' and (w.id is null or w.last_heartbeat < now() - make_interval(secs => %(s)s))""",
    "oförseglade händelser": """
        select count(*) from motions_handelse h where h.at < now() - make_interval(secs => %(s)s + 60)
           and h.nummer > coalesce((select max(s.till_nummer) from motions_sigill s where s.kedja = h.kedja), 0)""",
}
"""What should have been taken up within so many seconds; seals have a minute more."""
TVA_MINUTER = 120


def halva(program: Program) -> dict[str, int]:
    """The half states now."""
    return {namn: program.tal(sql) for namn, sql in HALVA.items()} | _filerna(program)


def _filerna(program: Program) -> dict[str, int]:
    borta = trasiga = 0
    for sha, _ in program.fraga("select sha256, storlek from motions_lagradfil"):
        fil = program.data / "filer" / sha[:2] / sha
        if not fil.is_file():
            borta += 1
        elif hashlib.sha256(fil.read_bytes()).hexdigest() != sha:
            trasiga += 1
    return {"filer som är borta": borta, "filer som är trasiga": trasiga}


def strandat(forbindelse: psycopg.Connection[Any], sekunder: int) -> dict[str, int]:
    """How much nobody has taken up within so many seconds, of each kind."""
    ut = {}
    for namn, sql in STRANDADE.items():
        rad = forbindelse.execute(sql, {"s": sekunder}).fetchone()
        ut[namn] = int(rad[0]) if rad else 0
    return ut


def strandade(program: Program, sekunder: int = TVA_MINUTER) -> dict[str, int]:
    """The same of a running program."""
    with program.databas() as forbindelse:
        return strandat(forbindelse, sekunder)


@dataclass(frozen=True)
class Utkastet:
    """A draft that is open: its key, who may write in it, and its sections by key."""

    pk: int
    folk: tuple[int, ...]
    avsnitt: tuple[str, ...]


def oppna_utkast(program: Program) -> list[Utkastet]:
    """The drafts that somebody may write in."""
    rader = program.fraga(
        """
        select t.id, array_agg(distinct p.person), (select array_agg(a.nyckel order by a.ordning) from motions_avsnitt a
            where a.utlatande_id = t.id)
          from motions_tjansteutlatande t
          join motions_tjansteutlatande_arenden x on x.tjansteutlatande_id = t.id
          join (select id arende_id, handlaggare_id person from motions_arende where handlaggare_id is not null
                union select arende_id, anvandare_id from motions_medhandlaggare) p on p.arende_id = x.arende_id
         where t.state = 'utkast' group by t.id order by t.id
        """
    )
    return [Utkastet(pk, tuple(folk), tuple(nycklar)) for pk, folk, nycklar in rader if nycklar]


def avsnitten(program: Program, vilka: Iterable[str]) -> dict[str, Avsnittet]:
    """The sections, each named «key of the draft/key of the section», with every text that was kept of them."""
    ut = {}
    for var in sorted(set(vilka)):
        pk, _, nyckel = var.partition("/")
        ((avsnitt, text, version),) = program.fraga(
            "select id, text, version from motions_avsnitt where utlatande_id = %s and nyckel = %s",
            pk,
            nyckel,
        )
        utkast = program.fraga(
            "select text, version, konflikt from motions_utkast where avsnitt_id = %s", avsnitt
        )
        ut[var] = Avsnittet(
            text,
            version,
            {v: hashlib.sha256(t.encode()).hexdigest() for t, v, konflikt in utkast if not konflikt},
            frozenset(token for t, _, konflikt in utkast if konflikt for token in TOKEN.findall(t)),
        )
    return ut


ANTAL = {
    "registrera": "select titel, count(*) from motions_arende where titel like %s group by 1",
    "sats": "select text, count(*) from motions_beslutssats where text like %s group by 1",
    "avsnitt": "select rubrik, count(*) from motions_avsnitt where rubrik like %s group by 1",
    "post": "select amne, count(*) from motions_post where amne like %s group by 1",
    "handling": "select rubrik, count(*) from motions_handling where rubrik like %s group by 1",
    "mote": "select plats, count(*) from motions_sammantrade where plats like %s group by 1",
    "punkt": "select rubrik, count(*) from motions_punkt where rubrik like %s group by 1",
}
"""How often each was done, by its token."""


def antal(program: Program, slag: str, stampel: str) -> dict[str, int]:
    """How often each act of this kind and run was done."""
    return {token: int(n) for token, n in program.fraga(ANTAL[slag], f"t{stampel}%")}


def serier(forbindelse: psycopg.Connection[Any]) -> list[Serie]:
    """Every series of numbers: dnr of an organ and year, §§ of a sitting or a year, handlingar of an ärende."""
    ut = [
        *_diariet(forbindelse),
        *_samlade(
            forbindelse,
            "handlingar i ärende {}",
            "select arende_id, lopnummer from motions_handling where arende_id is not null order by id",
        ),
    ]
    rader = forbindelse.execute(
        """
        select case when o.paragrafnumrering = 'ar' then 'organ ' || o.id || ' år ' || s.ar else 'sammanträde ' || s.id end,
               p.paragraf
          from motions_punkt p join motions_sammantrade s on s.id = p.sammantrade_id join motions_organ o on o.id = s.organ_id
         where p.paragraf is not null order by p.id
        """
    ).fetchall()
    per: dict[str, list[int]] = defaultdict(list)
    for namn, n in rader:
        per[namn].append(n)
    return ut + [Serie(f"§§ i {namn}", tuple(tal), fran=min(tal)) for namn, tal in per.items()]


def _diariet(forbindelse: psycopg.Connection[Any]) -> list[Serie]:
    raknare: Mapping[tuple[int, int], int] = {
        (organ, ar): senaste
        for organ, ar, senaste in forbindelse.execute(
            "select organ_id, ar, senaste from motions_diarieserie"
        ).fetchall()
    }
    per: dict[tuple[int, int], list[int]] = defaultdict(list)
    for organ, ar, n in forbindelse.execute(
        "select organ_id, ar, lopnummer from motions_arende order by id"
    ).fetchall():
        per[organ, ar].append(n)
    return [
        Serie(f"dnr i organ {organ} år {ar}", tuple(tal), raknare.get((organ, ar)), min(tal))
        for (organ, ar), tal in per.items()
    ]


def _samlade(forbindelse: psycopg.Connection[Any], namn: str, sql: str) -> list[Serie]:
    per: dict[int, list[int]] = defaultdict(list)
    for nyckel, n in forbindelse.execute(sql).fetchall():
        per[nyckel].append(n)
    return [Serie(namn.format(nyckel), tuple(tal)) for nyckel, tal in per.items()]
