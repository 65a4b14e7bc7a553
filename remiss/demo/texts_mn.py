"""The texts of Miljönämndens ärenden."""

from remiss.demo.texts import Text

TEXTER = {
    "vatten": Text(
        titel="Vattenskyddsområde för Norrbysjön",
        arendet="""
Länsstyrelsen föreslår ett vattenskyddsområde kring Norrbysjön, som ger dricksvatten till 38 000 personer. I området
förbjuds nya cisterner för eldningsolja, och den som vill gödsla på vintern måste ha tillstånd.
""",
    ),
    "anpassning": Text(
        titel="Regional plan för klimatanpassning",
        arendet="""
Länsstyrelsen vill ha synpunkter på en plan för hur länet ska möta värmeböljor, skyfall och torka. Planen listar 54
åtgärder, varav 19 riktar sig till kommunerna.
""",
    ),
    "trafik": Text(
        titel="Trafikplan för centrala Norrby",
        arendet="""
Planen föreslår att genomfartstrafiken leds runt centrum, att två gator blir gågator och att parkeringsavgiften höjs.
Enligt beräkningarna minskar trafiken i centrum med en tredjedel.
""",
        sammanfattning="""
Förvaltningen ser positivt på planen. Mindre trafik ger bättre luft på Storgatan, där gränsen för partiklar har
överskridits två av de senaste fem åren.
""",
    ),
    "evenemang": Text(
        titel="Riktlinjer för avfall vid evenemang",
        arendet="""
Den som ordnar ett evenemang för fler än 500 besökare ska enligt förslaget sortera avfallet i fem slag, använda
muggar som diskas och redovisa mängderna till kommunen.
""",
        sammanfattning="Förvaltningen tillstyrker riktlinjerna och föreslår en lägre kravnivå för ideella arrangörer.",
        synpunkter="""
Marknaden i augusti gav förra året 11 ton osorterat avfall på tre dagar. Kraven är rimliga för en så stor arrangör.

En idrottsförening som ordnar en cup på en helg har svårare att leva upp till dem. Förvaltningen föreslår att ideella
arrangörer sorterar i tre slag och får låna kärl av kommunen.
""",
    ),
    "buller": Text(
        titel="Åtgärdsprogram mot omgivningsbuller",
        arendet="""
Programmet pekar ut nio gator där bullret är högst. Där föreslås sänkt hastighet, tyst asfalt eller bidrag till bättre
fönster. 2 300 boende berörs.
""",
        sammanfattning="Förvaltningen tillstyrker programmet och vill att skolgårdar prioriteras före bostäder.",
        synpunkter="""
Buller stör sömn, inlärning och hjärta. Sänkt hastighet ger mest för pengarna: 40 i stället för 50 kilometer i timmen
halverar det upplevda bullret från personbilar.

Två skolgårdar ligger över riktvärdet. Förvaltningen föreslår att de åtgärdas det första året.
""",
        barn="Omkring 700 elever vistas varje dag på skolgårdar där bullret är högre än Naturvårdsverkets riktvärde.",
    ),
    "laddning": Text(
        titel="Strategi för laddplatser",
        arendet="""
Kommunstyrelsen föreslår 400 nya laddplatser på kommunens mark till 2030. Företag ska få hyra marken och bygga.
""",
        sammanfattning="Förvaltningen tillstyrker strategin men vill att laddning vid flerbostadshus går först.",
        synpunkter="""
Den som bor i villa laddar hemma. I Norrby bor sex av tio hushåll i flerbostadshus, och där finns bara var tionde
laddplats. Därför bör strategin börja där.

Marken bör upplåtas i högst tio år, så att kommunen kan ändra sig när tekniken gör det.
""",
    ),
    "kemikalier": Text(
        titel="Kemikalieplan för förskolor",
        arendet="""
Planen innebär att förskolorna byter ut mjuka plastleksaker från tiden före 2013, madrasser med flamskyddsmedel och
slitna golv. Arbetet beräknas ta fyra år och kosta sju miljoner kronor.
""",
        sammanfattning="""
Förvaltningen tillstyrker planen. Små barn är känsligare för kemikalier än vuxna, och de flesta åtgärderna är enkla.
Förvaltningen erbjuder sig att utbilda personalen.
""",
        barn="Alla barn i kommunens 46 förskolor berörs. De yngsta, som stoppar saker i munnen, har mest att vinna.",
        synpunkter="""
Vid tillsynen förra året hittade förvaltningen gamla plastleksaker på 31 av 46 förskolor. Personalen visste sällan
vilka som var olämpliga. En utbildning på två timmar räcker långt.

Golven är den dyraste delen. De bör bytas när lokalen ändå renoveras, om de inte är trasiga.

Planen bör också gälla fristående förskolor, eller åtminstone erbjuda dem samma stöd.
""",
    ),
    "aterbruk": Text(
        titel="Motion om gröna jobb i återbruk",
        arendet="""
Motionärerna vill att kommunen bygger en återbruksgalleria vid återvinningscentralen, där långtidsarbetslösa
reparerar saker som annars hade blivit avfall.
""",
        sammanfattning="""
Förvaltningen tillstyrker att en återbruksgalleria utreds. Omkring 900 ton möbler, cyklar och elektronik lämnas varje
år vid återvinningscentralen, och mycket av det går att använda igen.
""",
        synpunkter="""
Att använda en sak längre är nästan alltid bättre för miljön än att återvinna den. En plockanalys i våras visade att
14 procent av det som lämnas är helt, och att lika mycket kan lagas.

Marken intill centralen är planlagd för industri och passar. Förvaltningen vill att brandfarligt avfall hålls utanför
gallerian.
""",
    ),
    "energi": Text(
        titel="Energiplan 2027–2035",
        arendet="""
Planen har tre mål till 2035: kommunens byggnader ska använda 30 procent mindre energi, all fjärrvärme ska vara
fossilfri och effekttopparna ska minska med en femtedel. Planen prövar också ett vindkraftsområde vid Högåsen.
""",
        sammanfattning="""
Förvaltningen tillstyrker planen. Målen är skarpa men möjliga. Förvaltningen tillstyrker att vindkraft vid Högåsen
utreds, med särskild hänsyn till örn och friluftsliv.
""",
        synpunkter="""
## Byggnader

Sex skolor står för en tredjedel av energin. Ny ventilation där sparar mer än alla andra åtgärder tillsammans.

## Fjärrvärme

Två procent av bränslet är fortfarande olja. Den används bara de kallaste dagarna och kan ersättas med bioolja.

## Högåsen

Området är ett av få i kommunen med goda vindar och långt till bostäder. Inventeringen av örn är från 2018 och måste
göras om innan kommunen tar ställning.
""",
    ),
    "dagvatten": Text(
        titel="Dagvattenpolicy",
        arendet="""
Policyn säger att regnvatten ska tas om hand där det faller. Fastighetsägare ska anmäla hårdgjorda ytor över
200 kvadratmeter.
""",
        sammanfattning="Förvaltningen tillstyrker policyn men vill att gränsen för anmälan höjs till 500 kvadratmeter.",
        synpunkter="""
Skyfallet för två somrar sedan översvämmade 60 källare. Mer grönska och färre hårda ytor är den billigaste
försäkringen.

Med gränsen 200 kvadratmeter väntar sig förvaltningen 400 anmälningar per år. Det räcker inte personalen till.
""",
    ),
    "luft": Text(
        titel="Åtgärdsprogram för luften på Storgatan",
        arendet="""
Länsstyrelsen föreslår dubbdäcksförbud på Storgatan, tätare städning på våren och en ny mätstation. Förslaget ska
beslutas före årsskiftet.
""",
        sammanfattning="""
Förvaltningen tillstyrker programmet. Dubbdäcksförbud är den åtgärd som minskar partiklarna mest. Remisstiden är kort,
och paragrafen bör justeras omedelbart.
""",
        synpunkter="""
Halten av partiklar överskred gränsen 41 dagar förra året. 35 är tillåtna. Mars och april står för nästan alla.

I kommuner som har infört dubbdäcksförbud på enstaka gator har halten sjunkit med 15 till 20 procent. Städning ger
ytterligare några procent. Förvaltningen vill att utryckningsfordon och färdtjänst undantas.
""",
    ),
    "livsmedel": Text(
        titel="Program för hållbara livsmedel",
        arendet="""
Kommunstyrelsen föreslår att 60 procent av maten i kommunens kök ska vara ekologisk eller närproducerad, att
matsvinnet halveras och att köttet minskar med en femtedel.
""",
        sammanfattning="Förvaltningen tillstyrker programmet och föreslår ett eget mål för klimatpåverkan per portion.",
        synpunkter="""
Matsvinnet i skolköken har redan minskat från 62 till 41 gram per portion. Nästa steg är att låta eleverna ta själva.

Ekologiskt och närproducerat är inte alltid bäst för klimatet. Ett mål i koldioxid per portion ger köken större frihet.
""",
    ),
    "natur": Text(
        titel="Naturvårdsprogram",
        arendet="""
Programmet föreslår tre nya naturreservat, skötselplaner för kommunens parker och ängar i stället för klippt gräs på
40 hektar.
""",
        sammanfattning="Förvaltningen tillstyrker programmet och föreslår att Alkärret skyddas först.",
        synpunkter="""
Alkärret är det enda området i kommunen med större vattensalamander. Det hotas av dikning och bör skyddas först.

Ängar kostar mindre än klippt gräs efter tredje året. De första åren behöver invånarna veta varför gräset är högt.
""",
    ),
    "solceller": Text(
        titel="Motion om solceller och lärlingar",
        arendet="""
Motionärerna vill att kommunen sätter solceller på sina tak och att lärlingar är med och monterar dem.
""",
        sammanfattning="""
Förvaltningen tillstyrker solceller på de tak som klarar vikten och vetter åt söder. Det är 38 av 112 tak. Frågan om
lärlingar hör till arbetsmarknadsnämnden.
""",
        synpunkter="""
Förvaltningen har gått igenom kommunens 112 tak. 38 av dem är lämpliga, och tillsammans kan de ge 5,2 gigawattimmar om
året. Det är en tiondel av vad kommunens byggnader använder.

Kulturhistoriskt värdefulla tak och tak som ska läggas om inom fem år bör vänta.
""",
    ),
    "skoter": Text(
        titel="Föreskrifter om skotertrafik",
        arendet="Länsstyrelsen föreslår förbud mot skoter i två områden med häckande örn.",
    ),
}

SVAR_PA_ATTSATSER: dict[str, tuple[tuple[str, str], ...]] = {
    "aterbruk": (
        ("tillstyrks", "Marken är planlagd och mängderna räcker."),
        ("overlamnas", "Frågan hör till arbetsmarknadsnämnden."),
    ),
    "solceller": (
        ("besvarad", "38 tak är lämpliga och kan få solceller inom tio år."),
        ("overlamnas", "Frågan hör till arbetsmarknadsnämnden."),
    ),
}
"""What Miljönämnden answers to the motioner whose texts stand among those of Arbetsmarknadsnämnden."""

RUNDTUR = Text(
    titel="Belysning i parker och på gångvägar",
    arendet="""
Kommunstyrelsen föreslår att belysningen i parker och på gångvägar byts till lampor som dämpas mellan klockan 23 och 5
och tänds fullt när någon kommer. Bytet kostar 12 miljoner kronor och sparar 60 procent av energin.
""",
    sammanfattning="""
Kommunstyrelsen har bett nämnden om svar på ett förslag till ny belysning i parker och på gångvägar. Förvaltningen
tillstyrker förslaget. Det sparar energi och är bättre för fladdermöss och insekter, utan att göra det otryggt att gå
hem. Eftersom remisstiden är kort bör paragrafen justeras omedelbart.
""",
    jamstalldhet="""
Kvinnor uppger oftare än män att de undviker mörka gångvägar. Lampor som tänds när någon närmar sig kan upplevas som
tryggare än jämnt svagt ljus. Förvaltningen föreslår att trygghetsvandringar görs före och efter bytet.
""",
    synpunkter="""
Belysningen står för nio procent av kommunens elanvändning. Att dämpa ljuset när ingen är där är en enkel åtgärd med
stor verkan.

Ljus om natten stör fladdermöss, nattfjärilar och fåglar. Förvaltningen vill att lamporna vid Norrbysjön och i Alkärret
har varmt ljus och riktas nedåt.

Sensorerna registrerar rörelse men inte vem som rör sig. Det bör framgå av förslaget, så att ingen tror sig vara
övervakad.
""",
)
"""The remiss of the guided tour."""
