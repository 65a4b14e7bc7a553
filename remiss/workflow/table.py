"""The table: every legal move of an ärende, an utlåtande, a sammanträde and a protokoll. Nothing else assigns `.state`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motions.models import Arende, Protokoll, Roll, Sammantrade, Tjansteutlatande
from remiss import effects, facts, guards, roles
from remiss.facts import Motivering
from remiss.workflow.step import Row, Step, Subject


def _varje(
    states: Iterable[str], action: str, target: str | None, who: roles.Vem, **kwargs: Any
) -> list[Row]:
    """One row for each state; with no target the state stays."""
    return [Step(s, action, target or s, who, **kwargs) for s in states]


A = [
    "registrerat",
    "beredning",
    "godkannande",
    "klart_for_namnd",
    "kallat",
    "bordlagt",
    "aterremitterat",
    "beslutat",
    "justerat",
    "expedierat",
]
FORE_BESLUT = A[:7]
DIARIEFORT = [*A, "avgjort", "avslutat", "avskrivet"]
"""Every state in which an entry of the diarium can be wrong, and be put right."""

# fmt: off
UTANFOR: list[Row] = [
    Step("klart_for_namnd", "besluta_pa_delegation", "avgjort", roles.mojlig_delegat,
         guards.delegation.besluta_pa_delegation, effects.delegation.besluta_pa_delegation,
         when=guards.delegation.har_delegation, facts=facts.delegation.BeslutaPaDelegation),
    *_varje(["beredning", "klart_for_namnd"], "avsta_pa_delegation", "avgjort", roles.mojlig_delegat,
            guard=guards.delegation.avsta_pa_delegation, effect=effects.delegation.avsta_pa_delegation,
            when=guards.delegation.far_avsta, facts=facts.delegation.AvstaPaDelegation),
    Step("aterremitterat", "avsta_pa_delegation", "avgjort", roles.mojlig_delegat,
         guards.delegation.avsta_pa_delegation, effects.delegation.avsta_pa_delegation,
         when=guards.delegation.far_avsta, follows=effects.arende.oppna_utlatanden,
         facts=facts.delegation.AvstaPaDelegation),
    *_varje(["beredning", "klart_for_namnd", "bordlagt"], "registrera_ordforandebeslut", "avgjort",
            roles.sekreterare, guard=guards.delegation.registrera_ordforandebeslut,
            effect=effects.delegation.registrera_ordforandebeslut, when=guards.delegation.har_uppdrag,
            warn=guards.delegation.hinner_namnden, facts=facts.delegation.RegistreraOrdforandebeslut),
    Step("aterremitterat", "registrera_ordforandebeslut", "avgjort", roles.sekreterare,
         guards.delegation.registrera_ordforandebeslut, effects.delegation.registrera_ordforandebeslut,
         when=guards.delegation.har_uppdrag, follows=effects.arende.oppna_utlatanden,
         warn=guards.delegation.hinner_namnden, facts=facts.delegation.RegistreraOrdforandebeslut),
    Step("avgjort", "expediera", "expedierat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.expediera, effects.expediering.expediera, when=guards.arende.lamnar_ett_svar,
         warn=guards.personuppgifter.svar, facts=facts.expediering.Expediera),
    Step("avgjort", "avsluta", "avslutat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.avsluta, effects.arende.avsluta, when=guards.arende.lamnar_inget_svar,
         warn=guards.arende.ej_skickat),
    Step("avgjort", "upphav_enskilt_beslut", "klart_for_namnd", roles.kan_upphava,
         guards.delegation.upphav, effects.delegation.upphav, when=guards.delegation.har_godkand_text,
         facts=Motivering),
    Step("avgjort", "upphav_enskilt_beslut", "beredning", roles.kan_upphava,
         guards.delegation.upphav, effects.delegation.upphav, when=guards.delegation.saknar_godkand_text,
         facts=Motivering),
    *_varje(["avgjort", "expedierat"], "anmals", None, roles.foljd, effect=effects.delegation.anmals),
    Step("avgjort", "lagg_till_handling", "avgjort", roles.handlaggare_eller_registrator,
         effect=effects.handling.lagg_till_handling, warn=guards.personuppgifter.handling, facts=facts.arende.LaggTillHandling),
    Step("avgjort", "besvara_anstand", "avgjort", roles.handlaggare_eller_registrator,
         guards.arende.besvara_anstand, effects.remiss.besvara_anstand, when=guards.arende.vantar_pa_besked,
         facts=facts.arende.BesvaraAnstand),
    Step("avgjort", "andra_sekretess", "avgjort", roles.registrator, effect=effects.arende.andra_sekretess,
         warn=guards.personuppgifter.sekretess, facts=facts.arende.AndraSekretess),
]
"""The side-ways: the delegat or the ordförande decides instead of the nämnd, which is told at its next sitting."""

ARENDE: list[Row] = [
    Step("registrerat", "tilldela", "beredning", roles.fordelare, guards.arende.tilldela, effects.arende.tilldela,
         facts=facts.arende.Tilldela),
    *_varje(A[1:7], "tilldela", None, roles.fordelare, guard=guards.arende.tilldela, effect=effects.arende.tilldela,
            facts=facts.arende.Tilldela),
    Step("beredning", "skickas_for_godkannande", "godkannande", roles.foljd),
    Step("godkannande", "atergar", "beredning", roles.foljd),
    Step("godkannande", "klarmarkeras", "klart_for_namnd", roles.foljd),
    *_varje(["klart_for_namnd", "bordlagt"], "satt_upp", None, roles.sekreterare,
            guard=guards.arende.satt_upp, effect=effects.foredragningslista.satt_upp, facts=facts.arende.SattUpp),
    *_varje(["klart_for_namnd", "bordlagt"], "lyft_ut", None, roles.sekreterare,
            guard=guards.arende.lyft_ut, effect=effects.foredragningslista.lyft_ut, when=guards.arende.star_pa_listan),
    *_varje(["klart_for_namnd", "bordlagt"], "kallas", "kallat", roles.foljd),
    *_varje(["klart_for_namnd", "kallat", "bordlagt"], "dra_tillbaka", "beredning", roles.handlaggare,
            guard=guards.arende.dra_tillbaka, effect=effects.foredragningslista.dra_tillbaka,
            follows=effects.arende.oppna_utlatanden,
            facts=Motivering),
    Step("kallat", "utgar", "klart_for_namnd", roles.sekreterare, guards.arende.utgar, effects.foredragningslista.utgar,
         facts=Motivering),
    Step("kallat", "sammantradet_stalls_in", "klart_for_namnd", roles.foljd, effect=effects.foredragningslista.punkten_utgar),
    Step("kallat", "beslutas", "beslutat", roles.foljd),
    Step("kallat", "bordlaggs", "bordlagt", roles.foljd),
    Step("kallat", "aterremitteras", "aterremitterat", roles.foljd),
    *_varje(["beslutat", "bordlagt", "aterremitterat"], "beslut_upphavs", "kallat", roles.foljd),
    Step("aterremitterat", "ateruppta", "beredning", roles.handlaggare, follows=effects.arende.oppna_utlatanden),
    Step("beslutat", "justeras", "justerat", roles.foljd),
    Step("justerat", "expediera", "expedierat", roles.sekreterare,
         guards.arende.expediera, effects.expediering.expediera, warn=guards.personuppgifter.svar,
         facts=facts.expediering.Expediera),
    Step("justerat", "avsluta", "avslutat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.avsluta, effects.arende.avsluta, when=guards.arende.lamnar_inget_svar,
         warn=guards.arende.ej_skickat),
    Step("expedierat", "avsluta", "avslutat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.avsluta, effects.arende.avsluta, warn=guards.arende.ej_skickat),
    *UTANFOR,
    *_varje(["registrerat", "beredning", "klart_for_namnd", "bordlagt", "aterremitterat"], "avskriv", "avskrivet",
            roles.handlaggare_eller_registrator, guard=guards.arende.avskriv, effect=effects.arende.avskriv,
            facts=Motivering),
    *_varje(FORE_BESLUT, "aterkalla_remiss", "avslutat", roles.registrator,
            guard=guards.arende.aterkalla_remiss, effect=effects.remiss.aterkalla_remiss,
            follows=effects.arende.avbryt_utlatanden, facts=facts.arende.AterkallaRemiss),
    *_varje(["beredning", "godkannande", "klart_for_namnd", "kallat", "bordlagt", "aterremitterat"], "begar_anstand", None,
            roles.handlaggare, guard=guards.arende.begar_anstand, effect=effects.remiss.begar_anstand,
            when=guards.arende.har_remiss, facts=facts.arende.BegarAnstand),
    *_varje(A[1:], "besvara_anstand", None, roles.handlaggare_eller_registrator,
            guard=guards.arende.besvara_anstand, effect=effects.remiss.besvara_anstand,
            when=guards.arende.vantar_pa_besked, facts=facts.arende.BesvaraAnstand),
    *_varje(A, "lagg_till_handling", None, roles.handlaggare_eller_registrator,
            effect=effects.handling.lagg_till_handling, warn=guards.personuppgifter.handling,
            facts=facts.arende.LaggTillHandling),
    *_varje(A, "andra_sekretess", None, roles.registrator, effect=effects.arende.andra_sekretess,
            warn=guards.personuppgifter.sekretess, facts=facts.arende.AndraSekretess),
    *_varje(DIARIEFORT, "ratta", None, roles.registrator, effect=effects.diarium.ratta, warn=guards.personuppgifter.ratta,
            facts=facts.diarium.Ratta),
    *_varje(DIARIEFORT, "ratta_handling", None, roles.registrator,
            guard=guards.diarium.ratta_handling, effect=effects.diarium.ratta_handling,
            warn=guards.personuppgifter.ratta, facts=facts.diarium.RattaHandling),
    *_varje(DIARIEFORT, "makulera_handling", None, roles.registrator,
            guard=guards.diarium.makulera_handling, effect=effects.diarium.makulera_handling,
            facts=facts.diarium.MakuleraHandling),
    *_varje(["registrerat", "beredning"], "makulera", "makulerat", roles.registrator,
            guard=guards.diarium.makulera, effect=effects.diarium.makulera, facts=Motivering),
    *_varje(["avslutat", "avskrivet"], "ateroppna", "beredning", roles.handlaggare_eller_registrator,
            effect=effects.arende.ateroppna, follows=effects.arende.oppna_utlatanden,
            when=lambda arende: arende.handlaggare_id is not None, facts=Motivering),
    *_varje(["avslutat", "avskrivet"], "ateroppna", "registrerat", roles.registrator,
            effect=effects.arende.ateroppna, when=lambda arende: arende.handlaggare_id is None, facts=Motivering),
]

UTLATANDE: list[Row] = [
    Step("utkast", "skicka_for_godkannande", "godkannande", roles.handlaggare,
         guards.utlatande.skicka_for_godkannande, effects.utlatande.skicka_for_godkannande,
         effects.utlatande.arendena("skickas_for_godkannande")),
    Step("godkannande", "godkann", "godkannande", roles.chef_i_tur,
         guards.utlatande.godkann, effects.utlatande.godkann, when=guards.utlatande.ar_inte_sista_steget,
         facts=facts.utlatande.Avgor),
    Step("godkannande", "godkann", "godkant", roles.chef_i_tur,
         guards.utlatande.godkann, effects.utlatande.godkann_sist, effects.utlatande.arendena("klarmarkeras"),
         when=guards.utlatande.ar_sista_steget, facts=facts.utlatande.Avgor),
    Step("godkannande", "aterlamna", "utkast", roles.chef_i_tur,
         guards.utlatande.aterlamna, effects.utlatande.aterlamna, effects.utlatande.arendena("atergar"),
         facts=facts.utlatande.Aterlamna),
    Step("godkannande", "ta_tillbaka", "utkast", roles.handlaggare,
         effect=effects.utlatande.ta_tillbaka, follows=effects.utlatande.arendena("atergar")),
    Step("utkast", "skriv_gemensamt", "utkast", roles.skriver_gemensamt,
         guards.gemensamt.skriv_gemensamt, effects.gemensamt.skriv_gemensamt, facts=facts.gemensamt.SkrivGemensamt),
    Step("utkast", "skilj_arende", "utkast", roles.handlaggare,
         guards.gemensamt.skilj_arende, effects.gemensamt.skilj_arende, when=guards.gemensamt.ar_gemensamt,
         facts=facts.gemensamt.SkiljArende),
    Step("godkannande", "avbryts", "utkast", roles.foljd),
    Step("godkant", "skiljs", "godkant", roles.foljd, effect=effects.gemensamt.skilj_ut),
    Step("godkant", "oppnas", "utkast", roles.foljd),
]

SAMMANTRADE: list[Row] = [
    Step("planerat", "kalla", "kallat", roles.sekreterare,
         guards.sammantrade.kalla, effects.sammantrade.kalla, effects.sammantrade.nya_arenden("kallas"),
         warn=guards.personuppgifter.kallelse),
    Step("kallat", "komplettera_kallelse", "kallat", roles.sekreterare,
         guards.sammantrade.komplettera, effects.sammantrade.komplettera, effects.sammantrade.nya_arenden("kallas")),
    *_varje(["planerat", "kallat"], "stall_in", "installt", roles.sekreterare,
            effect=effects.sammantrade.stall_in,
            follows=effects.sammantrade.kallade_arenden("sammantradet_stalls_in"),
            facts=Motivering),
    Step("installt", "planera_om", "planerat", roles.sekreterare,
         guards.sammantrade.planera_om, effects.sammantrade.planera_om, facts=facts.sammantrade.PlaneraOm),
    Step("kallat", "oppna", "pagar", roles.sekreterare, guards.sammantrade.oppna, effects.sammantrade.oppna,
         warn=guards.sammantrade.fortida_oppning),
    *_varje(["kallat", "pagar"], "registrera_narvaro", None, roles.sekreterare,
            guard=guards.sammantrade.narvaro, effect=effects.sammantrade.registrera_narvaro,
            warn=guards.sammantrade.avvikande_narvaro, facts=facts.sammantrade.RegistreraNarvaro),
    Step("pagar", "valj_justerare", "pagar", roles.sekreterare,
         guards.sammantrade.valj_justerare, effects.sammantrade.valj_justerare,
         facts=facts.sammantrade.ValjJusterare),
    Step("pagar", "anmal_jav", "pagar", roles.sekreterare, guards.beslut.anmal_jav, effects.beslut.anmal_jav,
         facts=facts.beslut.AnmalJav),
    Step("pagar", "ta_bort_jav", "pagar", roles.sekreterare, guards.beslut.ta_bort_jav, effects.beslut.ta_bort_jav,
         facts=facts.beslut.TaBortJav),
    Step("pagar", "registrera_yrkande", "pagar", roles.sekreterare,
         guards.beslut.yrkande, effects.beslut.registrera_yrkande, facts=facts.beslut.RegistreraYrkande),
    Step("pagar", "aterta_yrkande", "pagar", roles.sekreterare,
         guards.beslut.aterta_yrkande, effects.beslut.aterta_yrkande, facts=facts.beslut.AtertaYrkande),
    Step("pagar", "registrera_beslut", "pagar", roles.sekreterare,
         guards.beslut.registrera, effects.beslut.registrera, effects.beslut.arenden_efter_beslut,
         warn=guards.beslut.utan_beslutsforhet, facts=facts.beslut.RegistreraBeslut),
    Step("pagar", "upphav_beslut", "pagar", roles.sekreterare,
         guards.beslut.upphav, effects.beslut.upphav, effects.beslut.arenden_efter_upphavande,
         facts=facts.beslut.UpphavBeslut),
    *_varje(["pagar", "avslutat"], "registrera_uttalande", None, roles.sekreterare,
            guard=guards.beslut.uttalande, effect=effects.beslut.registrera_uttalande,
            facts=facts.beslut.RegistreraUttalande),
    *_varje(["pagar", "avslutat"], "lamna_uttalandetext", None, roles.sekreterare,
            guard=guards.beslut.uttalandetext, effect=effects.beslut.lamna_uttalandetext,
            facts=facts.beslut.LamnaUttalandetext),
    Step("pagar", "avsluta_sammantrade", "avslutat", roles.sekreterare,
         guards.sammantrade.avsluta, effects.sammantrade.avsluta, effects.anmalda.anmalda_arenden,
         facts=facts.sammantrade.AvslutaSammantrade),
    Step("avslutat", "ateroppna_sammantrade", "pagar", roles.sekreterare,
         guards.sammantrade.ateroppna, effects.sammantrade.ateroppna, facts=Motivering),
]

PROTOKOLL: list[Row] = [
    Step("upprattas", "skicka_for_justering", "for_justering", roles.sekreterare,
         guards.protokoll.skicka_for_justering, effects.protokoll.skicka_for_justering),
    Step("for_justering", "justera", "for_justering", roles.justerare,
         guards.protokoll.justera, effects.protokoll.justera, when=guards.protokoll.ar_inte_sista_justeringen,
         facts=facts.protokoll.Justera),
    Step("for_justering", "justera", "justerat", roles.justerare,
         guards.protokoll.justera, effects.protokoll.justera_sist, effects.protokoll.beslutade_arenden,
         when=guards.protokoll.ar_sista_justeringen, facts=facts.protokoll.Justera),
    Step("for_justering", "registrera_justering", "for_justering", roles.sekreterare,
         guards.protokoll.registrera_justering, effects.protokoll.registrera_justering,
         when=guards.protokoll.ar_inte_sista_justeringen, facts=facts.protokoll.RegistreraJustering),
    Step("for_justering", "registrera_justering", "justerat", roles.sekreterare,
         guards.protokoll.registrera_justering, effects.protokoll.registrera_justering_sist,
         effects.protokoll.beslutade_arenden, when=guards.protokoll.ar_sista_justeringen,
         facts=facts.protokoll.RegistreraJustering),
    Step("for_justering", "neka_justering", "upprattas", roles.justerare,
         guards.protokoll.justera, effects.protokoll.neka_justering, facts=facts.protokoll.NekaJustering),
    Step("for_justering", "ta_tillbaka_protokoll", "upprattas", roles.sekreterare,
         effect=effects.protokoll.ta_tillbaka),
    *_varje(["justerat", "nedtaget"], "anslag", "anslaget", roles.sekreterare,
            guard=guards.protokoll.anslag, effect=effects.protokoll.anslag, warn=guards.protokoll.sent_anslag,
            facts=facts.protokoll.Ansla),
    Step("anslaget", "ta_ned", "nedtaget", roles.sekreterare, guards.protokoll.ta_ned, effects.protokoll.ta_ned,
         warn=guards.protokoll.for_tidigt_nedtaget, facts=facts.protokoll.TaNed),
]
# fmt: on

TABLE: dict[str, list[Row]] = {
    "arende": ARENDE,
    "utlatande": UTLATANDE,
    "sammantrade": SAMMANTRADE,
    "protokoll": PROTOKOLL,
}

MODELS: dict[str, type[Subject]] = {
    "arende": Arende,
    "utlatande": Tjansteutlatande,
    "sammantrade": Sammantrade,
    "protokoll": Protokoll,
}
_SLAG = {model: slag for slag, model in MODELS.items()}


def slag_of(subject: Subject) -> str:
    """The subject's name in the table."""
    return _SLAG[type(subject)]
