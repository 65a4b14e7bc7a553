"""Who may sign a text: the chefer over its ärenden and those who stand in for them, each with whether they wrote in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motions.models import CHEFSROLLER, Roll
from motions.prepared import Parameter, asked

CHEFERNA = """
WITH RECURSIVE omraden AS (
    SELECT ta.tjansteutlatande_id AS text, a.organ_id AS organ, o.forvaltning_id AS forvaltning, a.enhet_id AS enhet
      FROM motions_tjansteutlatande_arenden ta
      JOIN motions_arende a ON a.id = ta.arende_id
      JOIN motions_organ o ON o.id = a.organ_id
     WHERE ta.tjansteutlatande_id = ANY(%(texter)s)
    UNION
    SELECT omraden.text, omraden.organ, omraden.forvaltning, e.parent_id
      FROM omraden JOIN motions_enhet e ON e.id = omraden.enhet
     WHERE e.parent_id IS NOT NULL
),
chefer AS (
    SELECT DISTINCT m.text, m.organ, b.id, b.roll, b.anvandare_id
      FROM omraden m
      JOIN motions_befattning b ON b.organ_id = m.organ OR b.forvaltning_id = m.forvaltning OR b.enhet_id = m.enhet
     WHERE b.roll = ANY(%(roller)s) AND b.fran_on <= %(day)s AND (b.till_on IS NULL OR b.till_on >= %(day)s)
),
utovare AS (
    SELECT text, organ, roll, anvandare_id AS person, false AS vikarie FROM chefer
    UNION
    SELECT c.text, c.organ, c.roll, v.vikarie_id, true
      FROM chefer c
      JOIN motions_vikariat v ON v.befattning_id = c.id AND v.fran_on <= %(day)s AND v.till_on >= %(day)s
)
SELECT u.text, u.organ, u.roll, p.id, coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username), u.vikarie,
       EXISTS (SELECT 1 FROM motions_avsnitt s JOIN motions_utkast k ON k.avsnitt_id = s.id
                WHERE s.utlatande_id = u.text AND k.sparad_by_id = p.id)
       OR EXISTS (SELECT 1 FROM motions_tjansteutlatande_arenden ta JOIN motions_arende a ON a.id = ta.arende_id
                   WHERE ta.tjansteutlatande_id = u.text
                     AND (a.handlaggare_id = p.id
                          OR EXISTS (SELECT 1 FROM motions_medhandlaggare m
                                      WHERE m.arende_id = a.id AND m.anvandare_id = p.id)))
  FROM utovare u JOIN motions_anvandare p ON p.id = u.person AND p.is_active
 ORDER BY u.text, u.organ, u.vikarie, p.id
"""
"""All chefer of some texts at once, on one day: it is asked by the editor, by the chef's page and by the desk alike."""


@dataclass(frozen=True)
class Chef:
    """One who may act as chef of a kind over the ärenden of one organ in a text. `skrivit`: is an author of the text."""

    organ_id: int
    roll: str
    pk: int
    namn: str
    vikarie: bool
    skrivit: bool


def cheferna(texter: Sequence[int], day: date) -> Mapping[int, list[Chef]]:
    """The chefer of each text, by its key; those who hold the befattning before those who stand in."""
    funna: dict[int, list[Chef]] = {pk: [] for pk in texter}
    values: Mapping[str, Parameter] = {
        "texter": list(texter),
        "roller": [str(r) for r in CHEFSROLLER],
        "day": day,
    }
    for text, *rad in asked(CHEFERNA, values):
        funna[text].append(Chef(*rad))
    return funna


def hogre(roll: str) -> list[str]:
    """The role of a step and those above it, which may sign in its place, the nearest first."""
    alla = list(CHEFSROLLER)
    return [str(r) for r in alla[alla.index(Roll(roll)) :]]
