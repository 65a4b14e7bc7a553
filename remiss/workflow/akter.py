"""The words of the acts: what a button says, and what the history tells."""

from __future__ import annotations

from remiss.workflow.step import Akt

# fmt: off
AKTER: dict[tuple[str, str], Akt] = {
    ("arende", "tilldela"): Akt("Tilldela handläggare", "Tilldelat {vem}", primar=True),
    ("arende", "skickas_for_godkannande"): Akt("Skickas för godkännande", "Ärendet gick till godkännande"),
    ("arende", "atergar"): Akt("Återgår till beredning", "Ärendet återgick till beredning"),
    ("arende", "klarmarkeras"): Akt("Klarmarkeras", "Ärendet blev klart för nämnd"),
    ("arende", "satt_upp"): Akt("Sätt upp på sammanträde", "Uppsatt på föredragningslistan för {mote}", primar=True),
    ("arende", "lyft_ut"): Akt("Ta bort från listan", "Borttaget från föredragningslistan"),
    ("arende", "kallas"): Akt("Kallas", "Kallat till sammanträde"),
    ("arende", "dra_tillbaka"): Akt("Dra tillbaka", "Draget tillbaka till beredning", farlig=True),
    ("arende", "utgar"): Akt("Låt ärendet utgå", "Ärendet utgick från sammanträdet", farlig=True),
    ("arende", "sammantradet_stalls_in"): Akt("Sammanträdet ställs in", "Sammanträdet ställdes in"),
    ("arende", "beslutas"): Akt("Beslutas", "Beslutat"),
    ("arende", "bordlaggs"): Akt("Bordläggs", "Bordlagt"),
    ("arende", "aterremitteras"): Akt("Återremitteras", "Återremitterat"),
    ("arende", "beslut_upphavs"): Akt("Beslutet görs om", "Registreringen av beslutet gjordes om"),
    ("arende", "ateruppta"): Akt("Återuppta beredningen", "Beredningen återupptogs", primar=True),
    ("arende", "justeras"): Akt("Justeras", "Paragrafen justerades"),
    ("arende", "expediera"): Akt("Expediera svaret", "Svaret expedierades", primar=True),
    ("arende", "besluta_pa_delegation"): Akt(
        "Besluta på delegation", "Svaret beslutades på delegation", identitet=True
    ),
    ("arende", "avsta_pa_delegation"): Akt(
        "Avstå från yttrande", "Beslutat på delegation att avstå från yttrande", identitet=True
    ),
    ("arende", "registrera_ordforandebeslut"): Akt(
        "Registrera ordförandebeslut", "Ett ordförandebeslut registrerades"
    ),
    ("arende", "upphav_enskilt_beslut"): Akt(
        "Ta tillbaka beslutet", "Beslutet togs tillbaka innan det expedierades", farlig=True
    ),
    ("arende", "anmals"): Akt("Anmäls", "Beslutet anmäldes vid {mote}"),
    ("arende", "avsluta"): Akt("Avsluta ärendet", "Ärendet avslutades", primar=True),
    ("arende", "avskriv"): Akt("Skriv av ärendet", "Ärendet skrevs av", farlig=True),
    ("arende", "aterkalla_remiss"): Akt("Remissen är återkallad", "Remittenten återkallade remissen", farlig=True),
    ("arende", "begar_anstand"): Akt("Begär anstånd", "Anstånd begärdes"),
    ("arende", "besvara_anstand"): Akt("Registrera besked om anstånd", "Besked om anstånd kom in"),
    ("arende", "lagg_till_handling"): Akt("Registrera handling", "Handling registrerades"),
    ("arende", "andra_sekretess"): Akt("Ändra sekretess", "Sekretessmarkeringen ändrades"),
    ("arende", "ratta"): Akt("Rätta uppgifter", "Uppgifter rättades: {falt}"),
    ("arende", "ratta_handling"): Akt("Rätta handling", "Handling {handling} rättades: {falt}", om_del=True),
    ("arende", "makulera_handling"): Akt("Makulera handling", "Handling {handling} makulerades", farlig=True, om_del=True),
    ("arende", "makulera"): Akt("Makulera ärendet", "Ärendet makulerades", farlig=True),
    ("arende", "ateroppna"): Akt("Återöppna ärendet", "Ärendet återöppnades", farlig=True),
    ("utlatande", "skicka_for_godkannande"): Akt(
        "Skicka för godkännande", "Tjänsteutlåtandet skickades för godkännande", primar=True
    ),
    ("utlatande", "godkann"): Akt("Godkänn", "Tjänsteutlåtandet godkändes", primar=True, identitet=True),
    ("utlatande", "aterlamna"): Akt("Återlämna", "Tjänsteutlåtandet återlämnades"),
    ("utlatande", "ta_tillbaka"): Akt("Ta tillbaka", "Handläggaren tog tillbaka tjänsteutlåtandet"),
    ("utlatande", "skriv_gemensamt"): Akt(
        "Skriv gemensamt utlåtande med …", "Tjänsteutlåtandet blev gemensamt med ett annat ärende"
    ),
    ("utlatande", "skilj_arende"): Akt(
        "Skilj ut ett ärende", "Ett ärende skildes ut ur det gemensamma tjänsteutlåtandet"
    ),
    ("utlatande", "skiljs"): Akt("Skiljs", "Ärendet fick en egen kopia av det gemensamma tjänsteutlåtandet"),
    ("utlatande", "avbryts"): Akt("Avbryts", "Godkännandet avbröts"),
    ("utlatande", "oppnas"): Akt("Öppnas", "Tjänsteutlåtandet öppnades för ändring"),
    ("sammantrade", "kalla"): Akt("Skicka kallelse", "Kallelsen skickades", primar=True),
    ("sammantrade", "komplettera_kallelse"): Akt("Skicka tilläggslista", "En tilläggslista skickades"),
    ("sammantrade", "stall_in"): Akt("Ställ in sammanträdet", "Sammanträdet ställdes in", farlig=True),
    ("sammantrade", "planera_om"): Akt("Planera om", "Sammanträdet planerades om", primar=True),
    ("sammantrade", "oppna"): Akt(
        "Öppna sammanträdet", "Sammanträdet öppnades", primar=True
    ),
    ("sammantrade", "registrera_narvaro"): Akt("Ta upprop", "Närvaron registrerades"),
    ("sammantrade", "valj_justerare"): Akt("Välj justerare", "Justerare valdes"),
    ("sammantrade", "anmal_jav"): Akt("Anmäl jäv", "Jäv anmäldes i {punkt}"),
    ("sammantrade", "ta_bort_jav"): Akt("Ta bort jäv", "En felaktig anteckning om jäv i {punkt} togs bort"),
    ("sammantrade", "registrera_yrkande"): Akt("Registrera yrkande", "Yrkande registrerades i {punkt}"),
    ("sammantrade", "aterta_yrkande"): Akt("Återta yrkande", "Yrkande återtogs i {punkt}"),
    ("sammantrade", "registrera_beslut"): Akt("Registrera beslut", "Beslut registrerades i {punkt}", primar=True),
    ("sammantrade", "upphav_beslut"): Akt("Gör om beslutet", "Beslutet i {punkt} gjordes om", farlig=True),
    ("sammantrade", "registrera_uttalande"): Akt(
        "Anmäl reservation eller uttalande", "Reservation eller uttalande anmäldes i {punkt}"
    ),
    ("sammantrade", "lamna_uttalandetext"): Akt("Lägg till text", "Text till uttalande lämnades i {punkt}"),
    ("sammantrade", "avsluta_sammantrade"): Akt("Avsluta sammanträdet", "Sammanträdet avslutades", primar=True),
    ("sammantrade", "ateroppna_sammantrade"): Akt("Återöppna sammanträdet", "Sammanträdet återöppnades", farlig=True),
    ("protokoll", "skicka_for_justering"): Akt("Skicka för justering", "Protokollet skickades för justering", primar=True),
    ("protokoll", "justera"): Akt("Justera", "Protokollet justerades av {vem}", primar=True, identitet=True),
    ("protokoll", "registrera_justering"): Akt("Registrera justering på papper", "Justering på papper av {vem} registrerades"),
    ("protokoll", "neka_justering"): Akt("Neka justering", "Justeringen nekades", farlig=True),
    ("protokoll", "ta_tillbaka_protokoll"): Akt("Ta tillbaka protokollet", "Protokollet togs tillbaka för rättning"),
    ("protokoll", "anslag"): Akt("Anslå", "Protokollet anslogs", primar=True),
    ("protokoll", "ta_ned"): Akt("Registrera nedtagning", "Anslaget togs ned", primar=True),
}
# fmt: on
