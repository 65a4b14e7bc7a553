"""A long tjänsteutlåtande on a budgetuppdrag, in our own words, with lists and fifteen footnotes; and its outline."""

from __future__ import annotations

from tests.journeys.texter import SYNPUNKTER, Text

TITEL = "Utredning om verkstäder för unga"

_OM = {
    "verkstaden": "Verkstaden tar emot deltagare under ett halvår i taget. Den som kommer får en handledare och ett schema, "
    "och efter den första månaden skriver de två tillsammans en plan för vad som ska hända sedan. Planen följs upp var fjärde "
    "vecka. Handledarna berättar att uppföljningen är det som deltagarna själva säger att de har haft mest nytta av, eftersom "
    "den visar vad som har blivit bättre och vad som återstår.",
    "foretagen": "Företagen bidrar med verktyg, material och uppgifter som är på riktigt. De betalar ingenting för arbetet och "
    "får inte heller sälja det som görs. Kommunens jurister har läst avtalen och har inget att invända, så länge ingen "
    "anställd ersätts och uppgifterna annars inte hade blivit gjorda.",
    "kostnad": "Kostnaden för en plats är ungefär densamma som för en plats i den verksamhet som kommunen redan har. Skillnaden "
    "ligger i lokalerna. En verkstad behöver golv som tål spill, god ventilation och plats för maskiner, och sådana lokaler "
    "är svåra att hitta i kommunens eget bestånd.",
    "resultat": "Resultaten är svåra att jämföra. Kommunerna räknar olika: någon räknar den som har börjat en utbildning, en "
    "annan bara den som har ett arbete ett halvår senare. Utredningen har därför bett om samma uppgifter från alla och räknat "
    "om dem, men underlaget är litet och ska läsas med försiktighet.",
    "tid": "Vägen in är ofta lång. Från det att någon anmäler sig till den första dagen går det i genomsnitt sju veckor, och "
    "under den tiden hinner var femte tacka nej. De kommuner som erbjuder ett besök inom en vecka förlorar nästan ingen.",
    "lika": "Flickor och pojkar söker sig till olika verkstäder. Där handledarna har arbetat med hur platserna beskrivs är "
    "fördelningen jämnare. Lokalerna är inte alltid tillgängliga för den som använder rullstol, vilket måste lösas innan "
    "någon plats kan erbjudas.",
    "samverkan": "Samverkan tar tid i början och sparar tid sedan. När skolan, vården och verkstaden har en gemensam plan "
    "behöver den unge inte berätta samma sak tre gånger, och det som en av dem lovar är känt av de andra två.",
}


def _s(*nycklar: str) -> str:
    return "\n\n".join(_OM[n] for n in nycklar)


_ALLT = _s(*_OM)

BUDGETUPPDRAG = Text(
    TITEL,
    {
        "Sammanfattning": "Nämnden har i uppdrag att utreda om kommunen ska ha verkstäder för unga. Förvaltningen har besökt "
        "fyra verksamheter:\n\n- en verkstad i kommunens regi\n- ett bolag med flera ägare\n- en förening\n- en skola på "
        "halvtid\n\nUtredningen visar att några saker återkommer där det går bra:\n\n- en handledare att lita på\n"
        "- uppgifter som behövs\n- en plan från första veckan\n\nFörvaltningen föreslår att nämnden prövar två verkstäder.",
        "Ärendets beredning": "Ärendet har beretts inom enheten för utveckling. Samråd har skett med kommunens jurister.",
        "Bakgrund": "I budgeten för 2026 fick nämnden i uppdrag att utreda behovet.[^Kommunens budget 2026 med inriktning för "
        "2027 och 2028, s. 41.] Uppdraget ska redovisas före årets slut.\n\n## Ungas väg till arbete\n\nAntalet unga utan "
        "arbete är högt[^Förvaltningens statistik, uppgift per den 30 juni 2026.] jämfört med länet. Många saknar betyg från "
        f"gymnasiet.[^Skolverket, Elever som lämnar gymnasiet, 2025, tabell 4.]\n\n{_s('tid', 'samverkan')}\n\nSamtidigt söker "
        "verkstäderna i kommunen folk.[^Näringslivsenheten, Enkät till företagen, 2025, s. 7.] Det gäller särskilt svets och "
        "snickeri.[^Samma enkät, s. 9.]\n\n## Vad kommunen redan gör\n\nNämnden har under året:\n\n- öppnat två mottagningar\n"
        "- anställt fyra handledare\n- tagit fram en enkät till företagen\n- ordnat studiebesök\n- utbildat vikarier\n\n"
        f"{_s('verkstaden', 'kostnad')}\n\n## Vad lagen säger\n\nEn kommun får driva verksamhet som är av allmänt "
        "intresse[^2 kap. 1 § kommunallagen.] och måste behandla alla lika.[^2 kap. 3 § kommunallagen.] "
        f"{_OM['foretagen']}\n\n## Tidigare utredningar\n\nTre rapporter har sett på frågan.[^Kommunens revisorer 2019, "
        "Fritidsnämnden 2021 och Linné, Arbete på prov, 2023.] Den längsta fann att insatser som liknar ett arbete "
        f"hjälper[^Linné 2023, s. 84.] mest.\n\n{_s('resultat', 'lika')}",
        "Ärendet": "## Så gjordes utredningen\n\nUtredningen pågick från mars till september. Den gick till så här:\n\n"
        "1. besök hos de fyra verksamheterna\n2. samtal med deltagare\n3. en dag med handledarna\n\n"
        f"{_s('resultat')}\n\n## Vad utredningen fann\n\n### Verkstaden vid kajen\n\nDen äldsta verksamheten[^Kajens "
        f"verksamhetsberättelse 2025.] har funnits i tolv år. {_OM['verkstaden']}\n\n{_ALLT}\n\n"
        "### Bolaget i grannkommunen\n\nBolaget hyr ut unga till sina ägare.[^Bolagsordningen, 3 §.] "
        f"{_OM['foretagen']}\n\n{_ALLT}\n\n### Föreningen på ön\n\nFöreningen får bidrag[^Ö kommun, beslut "
        f"den 4 februari 2025, § 12.] för åtta platser. {_OM['lika']}\n\n{_s('samverkan', 'verkstaden')}\n\n### Skolan på "
        f"halvtid\n\nHalva dagen är skola[^Skolans schema, hösten 2025.] och halva är verkstad. {_OM['tid']}\n\n"
        f"{_ALLT}\n\n## Vad som talar för och emot\n\n### Det som fungerar\n\n"
        f"{_s('verkstaden', 'samverkan', 'tid')}\n\n### Det som är svårt\n\n- lokalerna är dyra\n- resultaten är svåra att "
        f"mäta\n- flickor söker sällan\n\n{_s('kostnad', 'lika', 'resultat')}\n\n### Vad andra kommuner har ändrat\n\n"
        f"{_ALLT}\n\n## Vad platserna kostar\n\n{_s('kostnad', 'resultat')}",
        SYNPUNKTER: f"Förvaltningen anser att nämnden ska pröva två verkstäder under två år. {_OM['samverkan']}\n\n"
        "## Två verkstäder på prov\n\nProvet kräver ett beslut om lokaler[^Lokalförsörjningsplanen 2026, avsnitt 3.] före "
        f"sommaren.\n\n{_s('verkstaden', 'kostnad', 'foretagen')}\n\n## Uppföljning\n\nFöljande ska mätas:\n\n"
        f"- väntetid\n- arbete eller studier efter sex månader\n\n{_s('resultat', 'lika', 'tid')}\n\nHur provet följs upp "
        "beslutas av nämnden.[^Nämndens plan för intern kontroll 2026.]",
    },
)

DISPOSITION = """
1 Utredning om verkstäder för unga
2 Arbetsmarknadsförvaltningens förslag till beslut
2 Sammanfattning
- en verkstad i kommunens regi | ett bolag med flera ägare | en förening | en skola på halvtid
- en handledare att lita på | uppgifter som behövs | en plan från första veckan
2 Bakgrund
[1] «behovet»: Kommunens budget 2026 med inriktning för 2027 och 2028, s. 41.
3 Ungas väg till arbete
[2] «högt»: Förvaltningens statistik, uppgift per den 30 juni 2026.
[3] «gymnasiet»: Skolverket, Elever som lämnar gymnasiet, 2025, tabell 4.
[4] «folk»: Näringslivsenheten, Enkät till företagen, 2025, s. 7.
[5] «snickeri»: Samma enkät, s. 9.
3 Vad kommunen redan gör
- öppnat två mottagningar | anställt fyra handledare | tagit fram en enkät till företagen | ordnat studiebesök | utbildat vikarier
3 Vad lagen säger
[6] «intresse»: 2 kap. 1 § kommunallagen.
[7] «lika»: 2 kap. 3 § kommunallagen.
3 Tidigare utredningar
[8] «frågan»: Kommunens revisorer 2019, Fritidsnämnden 2021 och Linné, Arbete på prov, 2023.
[9] «hjälper»: Linné 2023, s. 84.
2 Ärendet
3 Så gjordes utredningen
1. besök hos de fyra verksamheterna | samtal med deltagare | en dag med handledarna
3 Vad utredningen fann
4 Verkstaden vid kajen
[10] «verksamheten»: Kajens verksamhetsberättelse 2025.
4 Bolaget i grannkommunen
[11] «ägare»: Bolagsordningen, 3 §.
4 Föreningen på ön
[12] «bidrag»: Ö kommun, beslut den 4 februari 2025, § 12.
4 Skolan på halvtid
[13] «skola»: Skolans schema, hösten 2025.
3 Vad som talar för och emot
4 Det som fungerar
4 Det som är svårt
- lokalerna är dyra | resultaten är svåra att mäta | flickor söker sällan
4 Vad andra kommuner har ändrat
3 Vad platserna kostar
2 Ärendets beredning
2 Förvaltningens synpunkter och förslag
3 Två verkstäder på prov
[14] «lokaler»: Lokalförsörjningsplanen 2026, avsnitt 3.
3 Uppföljning
- väntetid | arbete eller studier efter sex månader
[15] «nämnden»: Nämndens plan för intern kontroll 2026.
2 Bilaga
1. Uppdrag från Kommunfullmäktige
""".strip().splitlines()
