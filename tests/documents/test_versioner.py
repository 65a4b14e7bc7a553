"""What a chef signs is frozen, part by part."""

from __future__ import annotations

import pytest
from django.db import Error, transaction

from motions import audit, versioner
from tests.documents import bygge
from tests.factories import Varld, arende


def test_a_version_names_every_part_of_the_text(fall: bygge.Fall) -> None:
    attsatser = {f"attsats:{s.pk}" for m in fall.arende.motioner.all() for s in m.attsatser.all()}
    assert fall.version.delar.keys() == {
        "titel",
        "avsnitt:sammanfattning",
        "avsnitt:bakgrund",
        "avsnitt:arendet",
        "avsnitt:beredning",
        "avsnitt:synpunkter",
        "beslutssats:1",
        "beslutssats:2",
        "bilaga:1",
        *attsatser,
    }
    assert fall.version.delar["titel"] == audit.sha256(fall.utlatande.titel)
    assert fall.version.sha256 == audit.sha256(fall.version.delar)


def test_only_what_was_changed_differs_between_two_versions(fall: bygge.Fall, varld: Varld) -> None:
    avsnitt = fall.utlatande.avsnitt.get(nyckel="bakgrund")
    avsnitt.text = "<p>Nytt</p>"
    avsnitt.save()
    fall.utlatande.beslutssatser.get(nummer=2).delete()
    ny = versioner.frys(fall.utlatande, by=varld.handlaggare, at=varld.at)
    assert ny.nummer == fall.version.nummer + 1
    assert versioner.andrade_delar(ny, fall.version) == {"avsnitt:bakgrund", "beslutssats:2"}
    assert versioner.andrade_delar(ny, None) == set(ny.delar)


def test_the_same_text_frozen_twice_has_the_same_checksum(fall: bygge.Fall, varld: Varld) -> None:
    igen = versioner.frys(fall.utlatande, by=varld.handlaggare, at=varld.at)
    assert igen.sha256 == fall.version.sha256
    assert versioner.andrade_delar(igen, fall.version) == set()


def test_a_version_holds_no_markup_that_the_editor_does_not_offer(varld: Varld) -> None:
    u = bygge.utlatande(varld, arende(varld, handlaggare=varld.handlaggare))
    u.avsnitt.filter(nyckel="bakgrund").update(text="<p onclick=x>text<script>x</script></p>")
    texter = {a["nyckel"]: a["text"] for a in versioner.innehall(u)["avsnitt"]}
    assert texter["bakgrund"] == "<p>text</p>"


def test_a_frozen_version_can_not_be_changed(fall: bygge.Fall) -> None:
    fall.version.sha256 = "0" * 64
    with pytest.raises(Error), transaction.atomic():
        fall.version.save()


def test_a_version_knows_the_remiss_and_whom_to_ask(fall: bygge.Fall) -> None:
    innehall = fall.version.innehall
    assert innehall["kontakt"]["namn"] == "Anna Berg"
    assert innehall["remiss"] == {
        "remittent": "Kommunstyrelsen",
        "remittentens_dnr": "KS 2026/701",
        "remisstid": fall.arende.frist_on.isoformat(),
    }
