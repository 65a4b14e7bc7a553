"""Whose turn it is in each state of each kind of subject."""

from __future__ import annotations

OWNER: dict[tuple[str, str], str] = {
    ("arende", "registrerat"): "registrator",
    ("arende", "beredning"): "handläggare",
    ("arende", "godkannande"): "chef i tur",
    ("arende", "klart_for_namnd"): "nämndsekreterare",
    ("arende", "kallat"): "nämnden",
    ("arende", "bordlagt"): "nämndsekreterare",
    ("arende", "aterremitterat"): "handläggare",
    ("arende", "beslutat"): "justerare",
    ("arende", "justerat"): "nämndsekreterare",
    ("arende", "avgjort"): "nämndsekreterare",
    ("arende", "expedierat"): "registrator",
    ("arende", "avslutat"): "ingen",
    ("arende", "avskrivet"): "ingen",
    ("arende", "makulerat"): "ingen",
    ("utlatande", "utkast"): "handläggare",
    ("utlatande", "godkannande"): "chef i tur",
    ("utlatande", "godkant"): "nämndsekreterare",
    ("sammantrade", "planerat"): "nämndsekreterare",
    ("sammantrade", "kallat"): "nämndsekreterare",
    ("sammantrade", "pagar"): "nämndsekreterare",
    ("sammantrade", "avslutat"): "nämndsekreterare",
    ("sammantrade", "installt"): "nämndsekreterare",
    ("protokoll", "upprattas"): "nämndsekreterare",
    ("protokoll", "for_justering"): "ordförande och justerare",
    ("protokoll", "justerat"): "nämndsekreterare",
    ("protokoll", "anslaget"): "nämndsekreterare",
    ("protokoll", "nedtaget"): "ingen",
}
"""Whose turn it is in each state; «ingen» means that the subject rests and can only be taken up again, or, makulerat, never."""
