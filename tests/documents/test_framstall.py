"""A frozen document is rendered once, stored once, and found again."""

from __future__ import annotations

import io
import threading
from dataclasses import MISSING, fields, replace

import pikepdf
import pytest
from django.db import Error, connection, transaction

from motions import audit
from motions.documents import context, render, store
from motions.documents.framstall import framstall
from motions.documents.freeze import frys
from motions.models import Dokument, Framstallning
from tests.documents import bygge
from tests.factories import Varld


@pytest.fixture
def dokument(fall: bygge.Fall) -> Dokument:
    fakta = context.anslagsbevis(fall.anslag, today=fall.today)
    return frys(fakta, by=fall.varld.sekreterare, at=fall.varld.at)


def test_the_same_facts_have_the_same_checksum_and_others_another(fall: bygge.Fall, varld: Varld) -> None:
    fakta = context.anslagsbevis(fall.anslag, today=fall.today)
    ett = frys(fakta, by=varld.sekreterare, at=varld.at)
    assert ett.sha256 == frys(fakta, by=varld.handlaggare, at=varld.at).sha256
    assert ett.sha256 != frys(replace(fakta, nedtaget="2026-11-09"), by=varld.sekreterare, at=varld.at).sha256
    assert ett.sha256 == audit.sha256({"slag": "anslagsbevis", "fakta": ett.fakta})


def test_facts_come_back_from_the_database_as_they_were(fall: bygge.Fall, varld: Varld) -> None:
    for fakta in bygge.alla_fakta(fall).values():
        rad = Dokument.objects.get(pk=frys(fakta, by=varld.sekreterare, at=varld.at).pk)
        assert context.ur_json(rad.slag, rad.fakta) == fakta


def test_frozen_facts_can_not_be_changed(dokument: Dokument) -> None:
    dokument.fakta = {}
    with pytest.raises(Error), transaction.atomic():
        dokument.save()


def test_a_document_is_rendered_and_stored_once(
    dokument: Dokument, fall: bygge.Fall, monkeypatch: pytest.MonkeyPatch
) -> None:
    forst = framstall(dokument, by=fall.varld.sekreterare, at=fall.varld.at)
    assert forst.sidor == 1
    assert store.read(forst.fil).startswith(b"%PDF-")
    assert forst.fil.mime == "application/pdf"

    def inte_igen(fakta: context.Fakta, *, marke: str) -> tuple[bytes, int]:
        raise AssertionError("Dokumentet framställdes en gång till.")

    monkeypatch.setattr(render, "render", inte_igen)
    assert (
        framstall(Dokument.objects.get(pk=dokument.pk), by=fall.varld.sekreterare, at=fall.varld.at) == forst
    )


def test_facts_that_an_older_version_froze_keep_their_checksum(fall: bygge.Fall, varld: Varld) -> None:
    """A field that came later has its default when they are read; the file still bears what was kept."""
    fakta = context.kallelse(fall.sammantrade, today=fall.today)
    data = context.som_json(fakta)
    del data[next(f.name for f in fields(fakta) if f.default is not MISSING)]
    summa = audit.sha256({"slag": "kallelse", "fakta": data})
    gammalt = Dokument.objects.create(
        slag="kallelse", fakta=data, sha256=summa, fryst_at=varld.at, fryst_by=varld.sekreterare
    )

    fil = framstall(gammalt, by=varld.sekreterare, at=varld.at).fil

    with pikepdf.open(io.BytesIO(store.read(fil))) as pdf:
        assert summa in str(pdf.docinfo["/Keywords"])


def test_a_render_that_was_overtaken_finds_the_file_of_the_first(
    dokument: Dokument, fall: bygge.Fall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers have the same document: while this one renders, the other one finishes."""
    data, antal = render.render(context.ur_json(dokument.slag, dokument.fakta))
    gjord: list[Framstallning] = []

    def medan_den_andra_hinner_klart(fakta: context.Fakta, *, marke: str) -> tuple[bytes, int]:
        fil = store.save(data, mime="application/pdf", at=fall.varld.at)
        gjord.append(
            Framstallning.objects.create(dokument=dokument, fil=fil, sidor=antal, framstalld_at=fall.varld.at)
        )
        return data, antal

    monkeypatch.setattr(render, "render", medan_den_andra_hinner_klart)
    assert framstall(dokument, by=fall.varld.sekreterare, at=fall.varld.at) == gjord[0]
    assert Framstallning.objects.filter(dokument=dokument).count() == 1


def test_threads_that_render_at_once_give_whole_documents(fall: bygge.Fall) -> None:
    """The fonts are shared in a process: two renders at once must not meet in them."""
    fakta = context.kallelse(fall.sammantrade, today=fall.today)
    ratt = render.render(fakta)
    svar: list[tuple[bytes, int]] = []

    def arbeta() -> None:
        svar.append(render.render(fakta))
        connection.close()

    tradar = [threading.Thread(target=arbeta) for _ in range(3)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    assert svar == [ratt] * 3
