"""The finite verbs of beslutssatser, in the present tense and in the past, active and passive. The module is pure.

Only what a nämnd, its utskott or its förvaltning *does* in a beslut stands in PRETERITUM. What a text, a plan or a rule does
(«innebär», «gäller») stands in INNEHALL: it is known to be a verb, and is for the one who writes to put in the past or not.
"""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


_FORSTA_KONJUGATIONEN = """
    anlita anmoda anpassa ansvara anvisa avdela avfärda avlasta avlämna avsluta avtacka avtala avvakta avveckla
    avvisa beakta befara befria begränsa behandla beklaga bekräfta bemanna bemyndiga beordra besluta besvara betala
    betona betrakta betvivla bevaka bevara bevilja bifoga bilda dela efterfråga eftersträva entlediga erinra flytta
    framhärda fråga förankra förbättra fördela fördjupa förenkla förfoga förhandla förhindra förkasta förklara
    förlita förmedla förmoda förnya förorda förordna förstatliga försvara försäkra förtydliga förvalta förverkliga
    förvärva gallra gilla granska hälsa hänvisa hävda införskaffa inhämta inlämna inrikta inrätta instifta intyga
    invänta kalla klandra lova låna lämna meddela medverka mena minska neka nyttja omarbeta omfördela omförhandla
    ompröva omvandla ordna oroa pausa pröva påbörja påkalla påpeka påskynda påtala redovisa rikta rätta rösta samla
    sammanfatta samordna samverka skapa skicka skydda slopa starta svara säkra tacka teckna testa tillbakavisa
    tilldela tillämpa tillönska tolka träffa underrätta underteckna undra upphandla uppmana uppmuntra uppmärksamma
    upprepa upprätta uppskatta utarbeta utbetala utbilda utdela utforma utfärda utlova utlåna utnyttja utpeka uttala
    utveckla utverka utvidga utöka varna vidarebefordra vidareutveckla vidga villkora vitsorda vädja välkomna vänta
    värna yrka yttra åberopa ångra återbetala återförvisa återkalla återkoppla återlämna åtgärda ändra öka önska
    öppna överklaga överlämna
"""
_OVRIGA = {
    "anför": "anförde",
    "anförtror": "anförtrodde",
    "anhåller": "anhöll",
    "anmäler": "anmälde",
    "anser": "ansåg",
    "ansluter": "anslöt",
    "anslår": "anslog",
    "anställer": "anställde",
    "ansöker": "ansökte",
    "antar": "antog",
    "avbryter": "avbröt",
    "avböjer": "avböjde",
    "avger": "avgav",
    "avgör": "avgjorde",
    "avhåller": "avhöll",
    "avlyser": "avlyste",
    "avråder": "avrådde",
    "avser": "avsåg",
    "avskriver": "avskrev",
    "avslår": "avslog",
    "avstyrker": "avstyrkte",
    "avstår": "avstod",
    "avsäger": "avsade",
    "avsätter": "avsatte",
    "bedömer": "bedömde",
    "begär": "begärde",
    "behåller": "behöll",
    "belyser": "belyste",
    "bär": "bar",
    "ber": "bad",
    "berömmer": "berömde",
    "beskriver": "beskrev",
    "bestrider": "bestred",
    "bestyrker": "bestyrkte",
    "beställer": "beställde",
    "bestämmer": "bestämde",
    "besöker": "besökte",
    "bibehåller": "bibehöll",
    "bidrar": "bidrog",
    "bifaller": "biföll",
    "biträder": "biträdde",
    "bjuder": "bjöd",
    "bordlägger": "bordlade",
    "bryr": "brydde",
    "bryter": "bröt",
    "delger": "delgav",
    "drar": "drog",
    "efterlyser": "efterlyste",
    "efterskänker": "efterskänkte",
    "erbjuder": "erbjöd",
    "erhåller": "erhöll",
    "erkänner": "erkände",
    "ersätter": "ersatte",
    "fastslår": "fastslog",
    "fastställer": "fastställde",
    "finner": "fann",
    "fortsätter": "fortsatte",
    "framför": "framförde",
    "framhåller": "framhöll",
    "framlägger": "framlade",
    "framställer": "framställde",
    "frigör": "frigjorde",
    "frångår": "frångick",
    "fråntar": "fråntog",
    "frånträder": "frånträdde",
    "fullföljer": "fullföljde",
    "fullgör": "fullgjorde",
    "fäster": "fäste",
    "följer": "följde",
    "förbehåller": "förbehöll",
    "förbereder": "förberedde",
    "förbjuder": "förbjöd",
    "fördömer": "fördömde",
    "föredrar": "föredrog",
    "förelägger": "förelade",
    "föreskriver": "föreskrev",
    "föreslår": "föreslog",
    "förlägger": "förlade",
    "förlänger": "förlängde",
    "förstärker": "förstärkte",
    "förutsätter": "förutsatte",
    "genomför": "genomförde",
    "ger": "gav",
    "gläder": "gladde",
    "godkänner": "godkände",
    "godtar": "godtog",
    "gör": "gjorde",
    "hemställer": "hemställde",
    "hyr": "hyrde",
    "hyser": "hyste",
    "håller": "höll",
    "hänskjuter": "hänsköt",
    "häver": "hävde",
    "höjer": "höjde",
    "ifrågasätter": "ifrågasatte",
    "inbjuder": "inbjöd",
    "inger": "ingav",
    "inkommer": "inkom",
    "inköper": "inköpte",
    "inleder": "inledde",
    "innehåller": "innehöll",
    "inser": "insåg",
    "inskränker": "inskränkte",
    "inställer": "inställde",
    "instämmer": "instämde",
    "insänder": "insände",
    "intar": "intog",
    "invänder": "invände",
    "kartlägger": "kartlade",
    "klargör": "klargjorde",
    "kungör": "kungjorde",
    "kvarstår": "kvarstod",
    "känner": "kände",
    "köper": "köpte",
    "lyfter": "lyfte",
    "lyser": "lyste",
    "låter": "lät",
    "lägger": "lade",
    "medger": "medgav",
    "motsätter": "motsatte",
    "möjliggör": "möjliggjorde",
    "nedlägger": "nedlade",
    "nedsätter": "nedsatte",
    "ombesörjer": "ombesörjde",
    "omhändertar": "omhändertog",
    "planlägger": "planlade",
    "polisanmäler": "polisanmälde",
    "påför": "påförde",
    "påminner": "påminde",
    "sammanställer": "sammanställde",
    "ser": "såg",
    "skär": "skar",
    "skjuter": "sköt",
    "skriver": "skrev",
    "skänker": "skänkte",
    "sluter": "slöt",
    "slår": "slog",
    "släpper": "släppte",
    "stadfäster": "stadfäste",
    "stryker": "strök",
    "styrker": "styrkte",
    "står": "stod",
    "ställer": "ställde",
    "stänger": "stängde",
    "stöder": "stödde",
    "stödjer": "stödde",
    "säger": "sade",
    "säkerställer": "säkerställde",
    "säljer": "sålde",
    "svär": "svor",
    "syr": "sydde",
    "sänder": "sände",
    "sänker": "sänkte",
    "sätter": "satte",
    "söker": "sökte",
    "tar": "tog",
    "tål": "tålde",
    "tillerkänner": "tillerkände",
    "tillför": "tillförde",
    "tillgodoser": "tillgodosåg",
    "tillkännager": "tillkännagav",
    "tillser": "tillsåg",
    "tillskriver": "tillskrev",
    "tillstyrker": "tillstyrkte",
    "tillställer": "tillställde",
    "tillsätter": "tillsatte",
    "tillträder": "tillträdde",
    "tillvaratar": "tillvaratog",
    "tillåter": "tillät",
    "tillägger": "tillade",
    "tror": "trodde",
    "tydliggör": "tydliggjorde",
    "tänker": "tänkte",
    "undanber": "undanbad",
    "undanröjer": "undanröjde",
    "undantar": "undantog",
    "underkänner": "underkände",
    "underlåter": "underlät",
    "understryker": "underströk",
    "underställer": "underställde",
    "understödjer": "understödde",
    "undersöker": "undersökte",
    "uppbär": "uppbar",
    "uppdrar": "uppdrog",
    "uppger": "uppgav",
    "upphäver": "upphävde",
    "upplever": "upplevde",
    "upplyser": "upplyste",
    "upplåter": "upplät",
    "upplöser": "upplöste",
    "upprätthåller": "upprätthöll",
    "uppskjuter": "uppsköt",
    "uppsäger": "uppsade",
    "upptar": "upptog",
    "utbyter": "utbytte",
    "utesluter": "uteslöt",
    "utfäster": "utfäste",
    "utlyser": "utlyste",
    "utnämner": "utnämnde",
    "utreder": "utredde",
    "utser": "utsåg",
    "uttrycker": "uttryckte",
    "verkställer": "verkställde",
    "vidhåller": "vidhöll",
    "vidtar": "vidtog",
    "viker": "vek",
    "vill": "ville",
    "väcker": "väckte",
    "väljer": "valde",
    "värdesätter": "värdesatte",
    "ålägger": "ålade",
    "åsidosätter": "åsidosatte",
    "åtar": "åtog",
    "återger": "återgav",
    "återgår": "återgick",
    "återinför": "återinförde",
    "återkommer": "återkom",
    "återställer": "återställde",
    "återsänder": "återsände",
    "återtar": "återtog",
    "återupptar": "återupptog",
    "överenskommer": "överenskom",
    "överför": "överförde",
    "överger": "övergav",
    "överlåter": "överlät",
    "överlägger": "överlade",
    "översänder": "översände",
    "övertar": "övertog",
    "överträder": "överträdde",
    "överväger": "övervägde",
}
DEPONENTER = {
    "enas": "enades",
    "förvånas": "förvånades",
    "gläds": "gladdes",
    "hoppas": "hoppades",
    "lyckas": "lyckades",
    "minns": "mindes",
    "misslyckas": "misslyckades",
    "tvingas": "tvingades",
}
"""Verbs that end in -s and are not passive: what they tell is done by the one who is named."""

PRETERITUM: dict[str, str] = (
    {f"{ord_}r": f"{ord_}de" for ord_ in _FORSTA_KONJUGATIONEN.split()} | _OVRIGA | DEPONENTER
)
"""The verbs of beslutssatser (domain 4.8) in the present tense, and in the past."""

INNEHALL = words("""
    arbetar avspeglar avviker bedöms behöver behövs beror beräknas berör betyder bidrager blir bor borde brukar
    bygger bör börjar deltar drabbar driver dör fanns finns flyr framgår framkommer fungerar får föranleder
    fördröjer förekommer föreligger förmår gagnar går gäller hade hamnar handlar har heter hindrar hör hörs ingår
    innebär kan kommer kostar kräver krävs kunde känns leder ler lever ligger lyder lär löper löser medför motsvarar
    må mår måste märks når omfattar pågår påverkar reglerar rår räcker saknar saknas ska skall sker skiljer skulle
    slutar speglar strider styr stämmer syftar syns tillhör tillkommer tillåts torde trivs träder tycker tycks tyder
    täcker underlättar uppfyller uppgår uppstår utgår utgör var verkar vet visar vore växer återfinns äger är
    överensstämmer överskrider
""")
"""Finite verbs of what a text, a plan or a rule does, and the modal verbs."""

_PASSIVA = """
    avstyrker avslår avger anser antar avskriver avvisar avslutar besvarar beviljar bifaller bordlägger entledigar
    fastställer föreslår förklarar förordnar ger godkänner hänskjuter hänvisar justerar lägger lämnar medger noterar
    remitterar tillkännager tillstyrker uppdrar upphäver utser väljer åberopar återkallar återremitterar
    återförvisar överlämnar översänder
"""


def _i_passiv(presens: str) -> tuple[str, ...]:
    """How the passive of a verb in the present is written: överlämnas, godkänns, avslås, upphävs or upphäves."""
    if presens.endswith("er"):
        return f"{presens[:-2]}s", f"{presens[:-1]}s"
    return (f"{presens[:-1]}s",) if presens.endswith(("ar", "år")) else (f"{presens}s",)


def preteritum(presens: str) -> str | None:
    """The past tense of a verb in the present, active or passive; None for a word that is not known.

    Every verb in -erar is of the first conjugation, and needs no place in the list.
    """
    if (da := PRETERITUM.get(presens) or _PASSIVT.get(presens)) is not None:
        return da
    return f"{presens[:-1]}de" if presens.endswith("erar") and len(presens) > len("berar") else None


_PASSIVT = {
    passiv: f"{PRETERITUM.get(aktiv) or f'{aktiv[:-1]}de'}s"
    for aktiv in _PASSIVA.split()
    for passiv in _i_passiv(aktiv)
}
_ANDRA_PASSIVA = frozenset(p for aktiv in PRETERITUM for p in _i_passiv(aktiv) if len(p) > 2)
_I_SAMMANHANG = frozenset({"ingick", "utgick"})
"""The past of what is a verb of a beslut in some company: «ingår avtal», «ärendet utgår»."""
_FORFLUTNA = (
    frozenset(PRETERITUM.values()) - {"bad"} | {f"{da}s" for da in PRETERITUM.values()} | _I_SAMMANHANG
)
"""Without «bad», which is more often where one swims."""
_KORTA = words("""
    kör rör stör snör spår sår strör smör gror glor fås ids mals svider
""")
"""Presents that are as short as nouns, and some the same."""
LANGSTA_VERB = 40
"""A word with more letters is no verb; the patterns below would take seconds to say so of one that fills a page."""
_LIKNAR_VERB = re.compile(r"[a-zåäö]*[aeiouyåäö][a-zåäö]*(?:ar|er|ör|yr|år)")
_LIKNAR_S = re.compile(
    r"[a-zåäö]*[aeiouyåäö][a-zåäö]*as|[a-zåäö]*(?:nn|[aiyåäöe]v|gg|[aeiouyåäöl]j|täll|änk|tärk|märk|[ghkr]ör|äst)s"
)
_INTE_S = re.compile(
    r".*(?:rnas|[dt]enas|elevs|brevs|livs|tivs|aktörs|klass?)|(?:anställd|berörd|utsatt|drabbad|ung|äldr|gaml|vuxn|sjuk|död|hör"
    r"|all|båd|samtlig|någr|mång|fler|andr|egn|der|vår|din|min|sin|närvarand|boend|rik|fattig|arbetslös|kal|atl|anan|pan|terr)as"
)
"""Genitives and nouns that end as verbs in -s do."""
_SUBSTANTIV = re.compile(
    r".*(?:ing|het|else|[ts]ion|sats|punkt|plan|nad|gift|dom|ist|tet|skap|plats|rapport|frist|tid|lokal|enhet|person|elev"
    r"|mål|avtal|väg|del|krav|tjänst|handl|nämnd|utskott|förvaltning|kommun|grupp|form|medel|fakt|instans|resurs|insats|kurs|brist"
    r"|risk|skad|famil|process|projekt|program|park|vind|invån|medborg|lär|ledam|ledamöt|ersätt|chef|vård|student|film|bild|bok|föräld"
    r"|länd|städ|tänd|händ|natt|nätt|stånd|ränd|bönd|fäd|möd|brod|döttr|söndr|månad|veck|dag|timm|kron|sid|gatu|skol|fråg|åtgärd"
    r"|uppgift|följd|grund|skriv|ansök|kandidat|deltag|akt|part|text|metod|modell|konsekvens|kompetens|referens|licens)"
    r"(?:ar|er|or)"
)
_ANDRA_ORD = words("""
    eller under efter över inför utanför därefter därför här där mer fler per ner vår er för kvar år var när alltmer
    dessförinnan dessutom hellre framöver utöver däröver härutöver därutöver härefter sönder igenom inter super
    offer center vatten oktober september november december hur
""")


def ar_finit(ord_: str) -> bool:
    """Whether a word is known to be a finite verb, in whatever tense."""
    return ord_ in INNEHALL or ord_ in _FORFLUTNA or ord_ in _ANDRA_PASSIVA or preteritum(ord_) is not None


def ar_forflutet(ord_: str) -> bool:
    """Whether a word is a known verb in the past tense."""
    return ord_ in _FORFLUTNA


def liknar_verb(ord_: str) -> bool:
    """Whether a word that is not known may be a verb in the present, and is not likely a noun."""
    return (
        len(ord_) <= LANGSTA_VERB
        and ord_ not in _ANDRA_ORD
        and (ord_ in _KORTA or _LIKNAR_VERB.fullmatch(ord_) is not None)
        and _SUBSTANTIV.fullmatch(ord_) is None
    )


def liknar_verb_med_s(ord_: str) -> bool:
    """Whether a word that is not known may be a verb in the present that ends in -s, passive or deponent, and not a genitive."""
    if len(ord_) > LANGSTA_VERB:
        return False
    return _LIKNAR_S.fullmatch(ord_) is not None and _INTE_S.fullmatch(ord_) is None
