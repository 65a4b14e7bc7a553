"""Where a Swedish word may be divided at the end of a line: at the joints of a compound, and after a prefix that is a word.

The patterns of TeX divide between syllables, which parts «arbets-» from «marknaden» no more gladly than «arbe-» from it.
A joint is found from both sides: by what a second part begins with, by what a first part ends with. What neither knows is
not divided: better a short line than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

MINST = 4
"""So many letters stand on each side of a hyphen."""
LANGST = 60
"""A word with more letters is no word, and would take long to put together."""

_EFTERLED = """
adress agent aktivitet aktör aktörer allians ambition analys anbud anläggning anmälan anmälning anpassad anpassat anpassning
ansats ansikte anslag anslutning anspråk anställ anställd anställda anställning ansvar ansök ansökan ansökning ansökningar
antecknas anteckning använd användning apparat arbetare arbete arbets arbetslös areal arena argument arkitekt arkitekter arkiv
arrangemang artikel aspekt assistent associat attityd attraktivitet automat avdelning avfall avgift avgångar avgör avsked
avskrivning avslag avslut avsnitt avstånd avtal avveckling avvikelse avvikelser axel badet bakgrund balans bana bank barn barnen
baser baserad baserat bebyggelse bedöm befattning befog befogenhet befolkning begrepp begräns begäran behandl behandling behov
behörig bekräft bekämpning belopp belysning bemann bemanning benägen beredning beroende beräkn beräkning berättelse berättigad
besked beskrivande beskrivna beskrivning beslut beslutande bestyrkande bestånd bestäm bestämmelse besök besökare betalning
beteende betyg betänkande bevis bibliotek bibliotekarie bidrag bilaga bilagor bilar bild bilden bilen biljett blankett boende
boendet bokslut bolag bolaget bostad bostäder brandman brev brist brister bro bron broschyr brott brotten bruk brukare budet
budget buller buss bussen bygd bygden byggande byggd byggda bygge byggen bygget byggnad byggnation byggs byrå byte båt båtar
båten bärande central centrum chans chef dagar dagbok data databas datum debatt deklar delar delegation delen delning deltagande
deltagar demokrati departement dialog direktiv direktör dirigent diskussion dispens dispenser disponent distans distrikt djur
dokument domen domstol drabbad drabbade drag dragning drift driven drivet effekt effektiv ekonom ekonomi element elev eleven
elever emission energi enhet enheten enheter enkät entreprenör entreprenörer erfaren erfarenhet ersättar ersättare ersättaren
ersättning etablering etappm evenemang examen fabrik faktor familj fartyg fastighet fatta fattat fattig fattning fest figur film
finans finansier flickor flyg flygplats flykting flytt folk fond fordon fordring form formulering formulär forsk forskning forum
fotograf fraktion framförallt framgång framställ framtid framåt fredning frekvens frihet friska frist fråga frågan fråge frågor
frågorna frånvaro främjande full fulla fullmäktige fullständig fullt funktion fält fältet färja födda följa följande följd
förande förbered förbindelse förbud förbund förbättr förd fördel fördelar fördelning fördjup föreb förebygga förebyggande
föredrag föreläs förening föreskrift föreslag företag företagare företrädare förfaller författning förfråg förhandling
förhållande förhöj föring förlag förlust förlåt förlängning förmedlar förmedlare förmedling förmynd förmåga förmån förnybar
förord förordning förorening förråd försening förskol förskola förskolan förskott förslag förslaget förstärkning förstör försäkr
försäkring försäljning försök försörjning fört förtroende förutsättning förvalt förvaltarskap förvaltning förvar förvärv föräld
förälder föräldrar förändring garage garanti gata gatan generation genomsnitt givande givare givarna givet givna givning grad
granskare granskning grepp gripa gripande grund grundade grunder grupp grupper gräns gränser gymnasi gymnasie gymnasium gående
gång gångar gånget gård gårdar gäst gäster hall hallen hamn hamnen handel handikapp handled handledare handledning handling
handlingar handläggare handläggning hantering hastighet hav hemman hinder hindrade historia historik hjälp hot hotell hotet
hundra husen huset hushåll hygien hyra hyres hålla hållande hållbar hållbarhet hållen håller hållit hållning hållplats hålls häls
hälsa händelse höger höjd höjning höst ideer identitet idrott import impuls indel index indikator individ industri infarkt
inflytande information infrastruktur ingenjör ingrepp ingång inkluder inkludering inkomst inköp inlägg inlösen innehav innehavare
innehåll inriktning insamling insats insikt inslag inspektion inspektör institut institution instrument instämmande integration
intervju intresse intressent intyg intyget invandrare inventering investering invånare invändning jobb journal journalist juridik
justering kabel kalender kampanj kanalisering kansli kant kanter kapacitet kapital karaktär karta kartlägg kartor kassa kassan
kilo klass klassificering klimat klinik klubb klubbar klubben kollektiv koloni komitté kommande kommen kommer kommission kommit
kommitté kommun kommunal kommuner kommunikation kompetens komplement kompletter koncept konferens konflikt konkurrens konsekvens
konsult konsultation konsument kontakt konto kontor kontoret kontrakt kontroll konvention kooperativ koordin koordinator
korrigering korsning kort korten kostnad kraft kraften krav kravet kredit krets kretsar kris krisen kristdemokrat kriteri kritik
krona kronor kryss kultur kund kunder kunnande kunskap kurs kurser kvalitet kvarter kvinnor kvoter känsla köpare köpet köpt köpta
körfält körning laboratori lagar lagd lagda lagen lager lagret lagring lagstiftning landskap last ledamot ledamöter ledande
ledare leder ledighet ledning leverans leverantör linje linjer lista listor liter litteratur livet ljud ljus logi lokal lokaler
lopp loppet lucka lydelse lykta lån lånet läge lägenhet läggning läggningar läggningen läkare lämna lämnande lämnar lämnas lämnat
länka länkar lärande lärare lärdom lärling läsning läst läsår lön löner lönsam lös lösa lösas löshet lösning lösningar makt
makten mannen manual mark marken marknad maskin massa material matning medar medarbetare medborgare medel medell medför medlem
medlemm medverkan mekanism metod metodik miljard miljoner miljö minimum minister ministär minskning minut modell moderni moment
motion motionen motioner motionär motionärer motiv mottag mottagande mottagar mottagare mottagning multi museum myndighet mål
målen målet målgrupp mängd människa människor märkning mätning möjlighet mönster möte möten mötet nation nedläggning nedskärning
nivå nivåer norm normer nummer nämnd nämnden nämnder näring närvaro nät nätverk nöjdhet nöje objekt offer offret omfattning
omkostnad omlägg område områden omsorg omställning omsäkring omsättning omvandling operatör opposition ordförande ordning organ
organisation organisationer orientering orsak orter paket panel papper paragraf paragrafen park parken parker parkering part
parter parti partiet partner pedagog pedagoger pendlare pendling peng pengar period person personal perspektiv pilot plan planen
planer planering plats platser plattform plikt plikten pojkar policy polis polisen poliser politik politisk position post posten
potential praktik praktikant premie princip prioriter pris priserna priset problem procedur procent process processen produkt
produktion profil prognos program programmet projekt projektet protokoll prov prövning psykolog publik punkt punkter ramar
rapport rapporten rapporter rapportering reaktion redaktör redovisning reducering reform regel region register registrering
reglemente regler reglering rekommendation rekryt rekrytering relaterad relaterade relaterat relation remiss remissvar
remissvaret renhållning rening renovering representant representation resenär reserv reservation reservationen reservationer
restaurang resultat resurs resurser revision revisor riksdag riktad riktat riktighet riktlinje riktlinjer riktmärke riktning
risker roll rollen rummen rummet rusning rustning rutin rutiner råden rådens rådet rådgiv rådgivande rådgivare rådgivning rådhus
räkenskap räkning ränta rätt rätten rättighet rättslig röjning rörande rörelse rörlig röst samarbete samband samfund samfällighet
samhälle samhälls samling sammanhang sammansatt sammanslut sammanställ sammanställning sammanträde samordnad samordnare
samordning samråd samtal samverkan sats satsen satser satsning satt satta schema schemat sekreterare sekretess sektion sektor
senior seniorer service session sida sidan sidor siffra siffror signal sikte sikten siktig situation sjuk sjuka sjukhus sjukvård
självklarhet skada skadan skador skapa skapande skatt skick skickad skifte skiljd skog skogen skola skolan skole skolor skolorna
skott skrift skrivelse skrivning skuld skulden skulder skydd skyddet skyldig skyldighet skylt skäl skälen skärning sköterska
skötsel slagen slaget slagna slutande slutsats smitta smittan snitt snittet soldat sorgen sortering specialist spektrum spel
sponsor språk spår spåret stab stad stadga stadie stadiet standard station statistik statsbidrag status steg steget sten
stiftelse stipendium stol storlek strand stranden strateg strategier strategisk struktur strukturer stråket sträckning ström
student studenter studie studien studier studio stycke styrd styre styrelse styrka styrning städer ställa ställande ställd
ställen ställer stället ställning stöd stödet stödjare summa support svar svarande svaren syfte syften synpunkt system systemet
säkerhet säljare sänka sänkning säsong sätt sätta sätter sättet sättning sökande sökare sökning tabell taga tagande tagare tagen
taget tagna taket talan talet tankar tanke taxa taxor team teater tecken tecknad tecknare tecknat teckning teknik tekniker
teknisk telefon tempo tendens tendenser teori termin terminal text texter tiden tider tidning tidpunkt tidtabell tillfälle
tillgång tillhör tillitsfull tillskott tillstånd tillsyn tillträde tillverkning tillväxt tillägg tillämp timman timmar timme
titel tjänst tjänsteman tjänster tjänstgöring tomt tomten torg torget total tradition trafik transport trygg trygghet träde
trädes trädgård träng trötthet tunnel turism tusen tvång typ typer tåget underhåll underlag undersök undersökning undervisning
ungdom ungdomar universitet uppdrag uppehåll uppfatt uppfyll uppfyllelse uppföljning uppgift uppgörelse upphandl upphandling
upplevelse upplysning upplägg upprustning upprätt uppsats uppsägning uppvärmning urval utbetalning utbild utbildning utbud utdrag
uteslut utform utförare utgift utgivning utgång uthyrning utjämning utlåtande utmaning utredare utredning utrustning utrymme
utsatt utsatta utsatthet utskick utskott utsläpp utställning uttag uttalande utveckl utvecklare utveckling utvärdering utökning
vaccin vana vanor vecka verket verkning verksam verksamhet verksamheter verkstad verktyg vetande vetenskap vikt villkor vinning
vinst vinster virus vision visning vistelse volym vuxna våld våldet vård vården väg vägar vägen vägled vägledare väglednin
vägledning välfärd väntan värd värden värdering värmeverk värn väst växling yrkande yrke yrken ytor yttrande ålder åldrar åren
året åring åtagande åtgärd åtgärder ägande ägar ägare äldrevård ämbete ämne ämnen ändring änka ärende ärenden öppettider öppning
överens överenskommelse övergång överlägg översikt överskott översyn överväga övervägande övning
"""
"""What a second part begins with."""

_FORLED = """
allemans allmän andels andrahands anläggnings ansvars arbets arbetsgivar arbetslös arbetstagar arvodes avfalls avgifts avlopps
avsikts avtals barn befattnings bemannings beslut beslutnings besluts bevis bibliotek bidrags bilags bild boende bokförings
bolags bostads bostadsförmedlings branch brand bransch brott brotts brukar budget buss bygg byggnads båt center central
centrum chef chefs corona cykel dagvatten data delegations delårs demokrati diarie digitaliserings djur dokument dotter drift
drifts dubbel efter egen egendoms ekonomi elev elevhälso energi enhets enkät erfarenhets ersättnings etablerings europa expert
export extern fack fackets familje familjehems farmaci fastighets fattig finans fler flerbarns flerårs flykting flyktings folk
folkhälso forsknings fort fotbolls fram framtids framåt frihets friskvårds fritids fullmäktige fältets förbunds förbättrings
fördels föreläsnings förenings företagar företags författnings förhandlings förlags förmåns försknings förskola förskole
förstahands försvars försäkrings försöks försörjnings förtroende förvaltnings föräldra gatu gemen generations genom
gestaltnings grann grannlands grannskaps grund grundlags grundlägg grundskole grupp gräns grön grönytes gymnasie gymnasieskole
göteborgs habiliterings halv halvårs hamn hand handels handikapp handlednings handlings hands havs helhets heltids helårs hem
hinder hushålls huvud hyres hälso hälsovårds hållbarhets höger högskole höst identitets idrotts industri informations inkomst
innehålls innovations inrikes inriktnings insats integrations inter intresse intro introduktions invånar jobb jord jour
juridik justerings justitie jämlikhets jämn jämställdhets kapital kassa kemikalie klagomåls klass klimat kollektiv kollo
kommun kommunal kompetens konsekvens konst kontakt kontroll kors kort kostnads kraft krav krig krigs kris krypterings kultur
kund kunskaps kvalitets kvarters kvinno kvälls kyrko kyrkogårds källar kärn lags lands landskaps landstings larm lednings likt
liv livs lokal lokaliserings lokals läns lärar lärings lärlings läro lång långt långtids löne malmö mark marknads matchnings
material med medborgar medel medlems mellan mentor mentors miljö minoritets mobil mobilitets moder moderat mottagnings multi
myndighets människo mässings mål målgrupps månads mångfalds mötes namn nations natt natur naturvårds noll nord nordväst
norrlands nyckel nämnd nämndemanna nämnds närings närvaro nätverks nöd offentlighets olycks omdömes område områdes omsorgs
omställnings omvårdnads operativ ordförande ordnings organisations orts park parkerings parti partner partnerskaps patient
patients pedagog pedagogik pendel pension pensions person personal personals perspektiv pilot plan planerings plats platt
policy politik praktik praktikant prioriterings pris problem process produktions profil program projekt protokolls provins
provs prövnings psyk psykiatri rapport regerings region regions rehabiliterings reklam rekryterings remiss renhållnings rese
reserv reservations resultat resurs revisions rik riks riksdags ring risk räddnings räkenskaps rättighets rätts råds sak
sakkunnig samhälls samlings samman sammanträdes samordnings samråds samverkans sekretess sektors senior service sjuk sjukdoms
sjukvårds själv självkostnads sjö sjöfarts skatte skogs skol skola skuld skydds skyddsrums skåne slut smitt små social
socialbidrags socialtjänst sommar special specialist speciell språk spädbarns stadiums stads stadsbyggnads stadsdels
stadslednings statistik stats steg stiftelse stockholms strand strategi strids struktur studie styr styrelse ställnings stöd
substans svensk syd sydost syfte syn syssel system säkerhets sång söder sönder tand teknik tele telefon termins text tids till
tillfälles tillgänglighets tillstånds tillsyns tillväxt timm tjänst tjänste tjänstgörings tobaks tolk tomt tomträtts torg
trafik traine trainee trainees transport tryck trygg trygghets träd träff tull umgänges undan under underhålls undersöknings
undervisnings ungdoms universitets upp uppdrags uppföljnings uppgifts upphandlings upphovs upplands uppväxt ut utbildnings
utgifts utgångs uthyrnings utlands utomhus utrednings utrikes utrymnings utskotts utvecklings utvärderings vals valvaka vapen
vare varu vatten verk verksamhets vetenskaps vid vidare vikariats villkors vinst vinter vite viten vuxen väder väg vägs väl
välfärds vänster värde värld världs värme väst västra våld vård vårdnads yrkes yrkesmentors ytter ytterstads yttrande
yttrandes ägande ägar äktenskaps äldre äldreomsorgs ämnes ändamåls ärende åld ålderdoms ålders års årsredovisnings åter
återvinnings åtgärds öppenhets öst öster östra över överens överförmyndar övergångs överklagande överklagans överskotts
"""
"""First parts with the letters that join them, which a second part may follow whatever it begins with."""

_PREFIX_ORD = """
an av be bi bort en er ett för före ge hän i in inne miss mot ned ner och om på re sam till ut utan ur und upp van vid
"""
_PREFIX = frozenset(_PREFIX_ORD.split())
"""After these alone a word is not divided where a second part seems to begin: it begins with them."""

_FOGE_S = re.compile(
    r"(?:het|[nr]ing|ling|ning|ering|ation|ition|tion|sion|skap|tet|nad|dom|sal|ment|else)s\Z"
)
"""What a first part that is derived ends with."""

_PREFIXEN = re.compile(rf"(?:{'|'.join(sorted(_PREFIX))})\Z")

_KAN_BORJA = re.compile(
    r"(?!ning|ing|het|lig|else|ande|ende|arn|ern|orn|isk|ism|ist|ell|iv|ör|ion|er[ia]|sk[aet]|nad|are|ast|ar\Z|de\Z|na\Z|nas|ssion"
    r"|bar(?:a|t)?\Z|barhet|sam\Z|an\Z|ans|ade|a[ts]|e[tsnr]|ik|al|ator|ant|ent|iell|am|s\Z|s[tka]\Z|ige?t?\Z|[a-zåäö]\Z)"
    r"(?:[aeiouyåäö]|[bcdfghjklmnprstv][aeiouyåäö]|(?:b[ljr]|ch|d[rv]|f[jlnr]|g[ljnr]|k[lnrv]|[lmn]j|p[lr]|s[jklmnptv]|s[kpt][rlj]|t[jrv])[lrjv]?[aeiouyåäö])"
)
"""What a word that is no ending may begin with."""

_S_FORE = "jklmnptv"
"""Before these the s may be the second part's own: of «strandskydd» and «strandskyddsdispens» only the first part is known."""

_VOKAL = re.compile("[aeiouyåäöé]")
_BOKSTAVER = re.compile(r"[a-zåäöéüàèô]+")
_BOJNING = re.compile(r"(?:a|an|ar|arna|e|en|et|er|erna|n|na|or|orna|t)?s?")
_SJALVSTANDIG = re.compile(
    r"(?:efter|fram|framåt|genom|mellan|samman|till(?![aeiouyåäö])|undan|under|vidare|åter|över)(?=[a-zåäö]{4})"
)
"""A prefix that a reader knows as a word of its own. «Tillägg» has lost an l: it is left whole."""

_OKANT_ORD, _OKANT_LED, _KANT_LED, _AVLETT_LED, _FORSTAVELSE, _SVANS = 40, 20, 10, 12, 9, 3
"""What it costs to take a word for one without joints, and a part for one of each sort; and each letter of an odd ending."""


@cache
def _led() -> tuple[frozenset[str], frozenset[str], int]:
    efter, fore = frozenset(_EFTERLED.split()), frozenset(_FORLED.split())
    return efter, fore, max(map(len, efter | fore))


@lru_cache(maxsize=20_000)
def fogar(word: str) -> tuple[int, ...]:
    """The places of the joints in a word, in order: those of the cheapest way to put it together of parts."""
    w = word.lower()
    if not 2 * MINST <= len(w) <= LANGST or not _BOKSTAVER.fullmatch(w):
        return ()
    slut = len(w)
    # By where a part ends, and whether it is known: what the parts cost, and where they end.
    basta: dict[tuple[int, bool], tuple[int, tuple[int, ...]]] = {(0, True): (0, ())}
    for i in range(2, slut + 1):
        for j in range(i - 1):
            for kant in (True, False):
                if (fore := basta.get((j, kant))) is None:
                    continue
                for pris, blir_kant in _priser(w, j, i, kant):
                    ny = (fore[0] + pris, (*fore[1], j) if j else ())
                    basta[i, blir_kant] = min(ny, basta.get((i, blir_kant), ny))
    _, funna = min(b for nyckel, b in basta.items() if nyckel[0] == slut)
    delar = list(zip((0, *funna), funna, strict=False))
    alla = {i for j, i in delar if w[j:i] not in _PREFIX}
    alla |= {h.end() for j in (0, *funna) if (h := _SJALVSTANDIG.match(w, j))}
    for j, i in delar:
        alla |= _inre(w, j, i)
    return tuple(i for i in sorted(alla) if MINST <= i <= slut - MINST and not alla & {i + 1, i + 2})


def _priser(w: str, j: int, i: int, kant: bool) -> Iterator[tuple[int, bool]]:
    """What it costs that `w[j:i]` is one part after one that is known or not, and whether it is known itself."""
    efter, fore, _ = _led()
    if i < len(w):
        led = w[j:i]
        if led in fore:
            yield _KANT_LED, True
        elif _stam(led) in efter:
            yield _KANT_LED + 1, led.endswith("s") and len(led) > 6
        elif kant and led in _PREFIX:
            yield _FORSTAVELSE, True
        elif i - j > MINST and _FOGE_S.search(led):
            yield _AVLETT_LED, True
        elif j == 0 and i > 2 and _VOKAL.search(led) and not _PREFIXEN.search(led):
            yield _OKANT_LED, False
        return
    if j == 0:
        yield _OKANT_ORD, True
    if till := _efterled(w, j):
        if kant or w[j] != w[j - 1]:
            yield _KANT_LED + (0 if _BOJNING.fullmatch(w, till) else _SVANS * (i - till + 1)), True
    elif (
        w[j - 1 : j] == "s"
        and kant
        and w[j] not in _S_FORE
        and _VOKAL.search(w, j)
        and _KAN_BORJA.match(w, j)
    ):
        yield _OKANT_LED, True


def _inre(w: str, j: int, i: int) -> set[int]:
    """The joints in a first part that is a compound itself."""
    efter, fore, _ = _led()
    funna = set()
    for k in range(j + MINST, i - MINST + 1):
        forst, sist = w[j:k], w[k:i]
        kant = sist in fore or _stam(sist) in efter
        if (forst in fore and (kant or _efterled(w[:i], k) > k + MINST)) or (kant and _FOGE_S.search(forst)):
            funna.add(k)
    return funna


def _stam(led: str) -> str:
    return led.removesuffix("s")


def _efterled(w: str, j: int) -> int:
    """Where the longest second part that begins at `j` ends; 0 when none does."""
    efter, _, langst = _led()
    for till in range(min(len(w), j + langst), j + 2, -1):
        if w[j:till] in efter and (till - j > MINST or _BOJNING.fullmatch(w, till)):
            return till
    return 0
