"""The texts of Arbetsmarknadsnämndens ärenden, from the post of this morning to the closed akt."""

from remiss.demo.texts import Motionstext, Text

NYA = {
    "praktik": Text(
        titel="Riktlinjer för praktikplatser i kommunens bolag",
        arendet="""
Kommunstyrelsen föreslår att varje helägt bolag ska ta emot minst två praktikanter per tjugo anställda och år.
Platserna samordnas av arbetsmarknadsförvaltningen, som också följer upp hur många som går vidare till arbete.

Nämnden ombeds svara på om antalet är rimligt, om handledarna behöver utbildning och vad samordningen kostar.
""",
    ),
    "sommarjobb": Text(
        titel="Motion om sommarjobb för ungdomar med funktionsnedsättning",
        arendet="""
Motionärerna vill att fler ungdomar med funktionsnedsättning ska få sommarjobb i kommunen. I somras fick 612
ungdomar feriearbete, men bara nio av dem behövde och fick ett anpassat arbete.
""",
        motion=Motionstext(
            61,
            "om sommarjobb för ungdomar med funktionsnedsättning",
            (("Tova Mörk", "MP"), ("Alva Tjäder", "MP")),
            (
                ("att minst 40 sommarjobb varje år anpassas för ungdomar med funktionsnedsättning", "", ""),
                ("att handledarna får betald tid för att förbereda arbetet", "", ""),
            ),
        ),
    ),
    "kompetens": Text(
        titel="Regional handlingsplan för kompetensförsörjning",
        arendet="""
Region Norra har tagit fram ett förslag till handlingsplan för hur länets arbetsgivare ska hitta den kompetens de
behöver till 2032. Planen pekar ut vård, skola, industri och energi som bristområden och föreslår gemensamma
utbildningar på yrkeshögskola och i komvux.
""",
    ),
}

BEREDNING = {
    "samordning": Text(
        titel="Samordningsförbundets verksamhetsplan och budget för nästa år",
        arendet="""
Samordningsförbundet Norra finansierar insatser för personer som behöver stöd från flera myndigheter samtidigt.
Förslaget till verksamhetsplan har tre delar:

- fortsatt stöd till Steget, där unga som varken arbetar eller studerar får en egen vägledare
- en ny insats för personer som har varit sjukskrivna i mer än två år
- en gemensam utbildning för handläggare hos medlemmarna.

Budgeten är 9,4 miljoner kronor. Norrbys andel är oförändrad, 1,6 miljoner kronor.
""",
        bakgrund="""
Samordningsförbundet Norra har skickat sitt förslag till verksamhetsplan och budget till medlemmarna. Förbundets
styrelse beslutar om planen när medlemmarna har svarat.
""",
    ),
    "sprakmentor": Text(
        titel="Motion om språkmentorer på kommunens arbetsplatser",
        arendet="""
Motionärerna skriver att många som praktiserar i kommunen lär sig yrket men inte språket, eftersom ingen på
arbetsplatsen har tid att prata. De vill att varje förvaltning utser språkmentorer bland de anställda. En mentor
skulle träffa sin adept två timmar i veckan på betald arbetstid. Motionärerna räknar med hundra mentorer.
""",
        sammanfattning="""
Kommunstyrelsen har bett nämnden om svar på en motion om språkmentorer på kommunens arbetsplatser. Förvaltningen
delar motionärernas bild av att praktik utan språkstöd ger för lite. Erfarenheterna från äldreomsorgens språkombud
är goda. Förvaltningen föreslår att modellen införs stegvis och börjar där handledare redan finns.
""",
        beredning="""
Avdelningen för arbete och studier har berett ärendet tillsammans med enheten för arbetsmarknadsinsatser.
Förvaltningen har intervjuat fyra språkombud i äldreomsorgen och träffat de fackliga organisationerna.
""",
        jamstalldhet="""
Sju av tio praktikanter i vård och omsorg är kvinnor, medan sex av tio i teknik och park är män. Om mentorerna bara
finns i omsorgen når stödet därför främst kvinnor. Införandet behöver omfatta båda.
""",
        synpunkter="""
Förvaltningen tillstyrker att kommunen inför språkmentorer, men inte att varje förvaltning får ett bestämt antal.
Behovet skiljer sig för mycket. En förvaltning med tre praktikanter behöver inte lika många mentorer som en med sextio.

Två timmar i veckan är en rimlig nivå. Språkombuden säger att de flesta samtal blir av när tiden står i schemat, och
att de uteblir när den inte gör det. Förvaltningen föreslår därför att tiden alltid schemaläggs.

Kostnaden blir omkring 2,1 miljoner kronor per år för femtio mentorer. Pengarna finns inte i nämndens budget.
""",
        motion=Motionstext(
            48,
            "om språkmentorer på kommunens arbetsplatser",
            (("Hanna Vallgren", "L"), ("Cecilia Rydell", "L")),
            (
                (
                    "att varje förvaltning utser språkmentorer bland sina anställda",
                    "besvarad",
                    "Mentorer bör finnas där praktikanterna finns, inte i ett bestämt antal per förvaltning.",
                ),
                (
                    "att mentorn får två timmar i veckan på betald arbetstid",
                    "tillstyrks",
                    "Erfarenheten från äldreomsorgen är att stödet blir av när tiden är schemalagd.",
                ),
                ("att modellen utvärderas efter två år", "", ""),
            ),
        ),
    ),
    "feriejobb": Text(
        titel="Nya riktlinjer för feriejobb",
        arendet="""
Kommunstyrelsen föreslår att feriejobben fördelas genom lottning bland alla sökande som är födda samma år. I dag går
platserna i första hand till ungdomar som inte har haft jobb tidigare. Lönen föreslås följa kollektivavtalets lägsta nivå.
""",
        sammanfattning="""
Förvaltningen tycker att lottning är enklare än dagens ordning men avstyrker den. De som står längst från
arbetsmarknaden skulle få färre jobb.
""",
        synpunkter="""
Lottning behandlar alla lika, men utfallet blir inte likvärdigt. I somras hade 38 procent av dem som fick feriejobb
aldrig arbetat förut. Med lottning skulle andelen sjunka till omkring 20 procent.

Förvaltningen föreslår att två tredjedelar av platserna lottas och att resten går till ungdomar som skolan,
socialtjänsten eller fritidsgårdarna föreslår.
""",
        barn="Riktlinjerna berör barn som är 16 och 17 år. Förvaltningen har frågat ungdomsrådet, som vill behålla förturen.",
    ),
    "klagomal": Text(
        titel="Yttrande över klagomål på en enskild persons praktikplats hos Norrby Fjärrvärme",
        offentlig_titel="Remiss om klagomål",
        arendet="""
En enskild person har klagat hos kommunstyrelsen på hur en praktikplats avbröts. Klagomålet innehåller uppgifter om
personens hälsa och försörjning. Kommunstyrelsen vill ha nämndens beskrivning av vad som hände.
""",
        bakgrund="Kommunstyrelsen har bett nämnden att yttra sig över ett klagomål från en enskild person.",
    ),
    "digital": Text(
        titel="Strategi för digital delaktighet",
        arendet="""
Kommunstyrelsen har tagit fram ett förslag till strategi för att fler ska kunna använda kommunens digitala tjänster.
Förslaget har fyra mål, som alla ska vara nådda om fem år. Varje nämnd ska ha en egen åtgärdsplan och rapportera en
gång om året. Det ska också finnas minst en plats i varje kommundel där invånare får hjälp av en människa.
""",
        sammanfattning="""
Förvaltningen ser positivt på strategin. Arbetsmarknadsnämndens deltagare möter digitala hinder varje dag, från
legitimation till jobbansökan.
""",
        bakgrund="""
Kommunfullmäktige gav för ett år sedan kommunstyrelsen i uppdrag att föreslå en strategi för digital delaktighet.
Kommunstyrelsen har skickat förslaget till alla nämnder och till pensionärsrådet.
""",
    ),
    "rekrytering": Text(
        titel="Rekryteringspolicy för Norrby kommun",
        arendet="""
Kommunstyrelsen föreslår en ny rekryteringspolicy. Alla ansökningar ska läsas utan namn i det första urvalet, och
personliga brev ska inte längre begäras in. Varje intervju ska följa samma mall.
""",
        bakgrund="Kommunstyrelsen har skickat förslaget på remiss till samtliga nämnder.",
    ),
    "socialhansyn": Text(
        titel="Sociala krav i kommunens upphandlingar",
        arendet="""
Förslaget innebär att entreprenörer med avtal över fem miljoner kronor ska erbjuda minst en plats för en person som
står långt från arbetsmarknaden. Arbetsmarknadsförvaltningen ska föreslå kandidater inom tre veckor.
""",
        sammanfattning="""
Förvaltningen tillstyrker sociala krav i stora upphandlingar. Tre veckor är däremot för kort tid för att hitta rätt
person, och förvaltningen föreslår sex.
""",
        synpunkter="""
Krav i upphandlingar har gett resultat i grannkommunerna. Av de 27 personer som fick plats på det sättet förra året
hade 19 kvar sitt arbete efter tolv månader.

Det avgörande är matchningen. Förvaltningen behöver veta vilka avtal som är på väg minst ett kvartal i förväg.
""",
    ),
    "sysselsattning": Text(
        titel="Kartläggning av ungas sysselsättning i länet",
        arendet="""
Länsstyrelsen vill veta hur kommunerna följer unga som varken arbetar eller studerar. Enkäten har 24 frågor. Svaren
ska ligga till grund för en rapport till regeringen.
""",
        bakgrund="Länsstyrelsen har skickat en enkät till länets kommuner om det kommunala aktivitetsansvaret.",
    ),
}

GODKANNANDE = {
    "lokaler": Text(
        titel="Lokalförsörjningsplan 2027–2036",
        arendet="""
Planen beskriver vilka lokaler nämnderna behöver de närmaste tio åren. För arbetsmarknadsnämnden föreslås att
verkstaden i Hammarbacken läggs ned och att verksamheten flyttar till Bruksgatan senast om tre år.
""",
        sammanfattning="""
Förvaltningen tillstyrker flytten till Bruksgatan under förutsättning att den nya verkstaden är klar innan den gamla
stängs. Annars riskerar omkring åttio deltagare att bli utan plats i upp till ett år.
""",
        synpunkter="""
Verkstaden i Hammarbacken är sliten och svår att nå med buss. En flytt är därför klok. På Bruksgatan kan verkstaden
dela lunchrum och expedition med vuxenutbildningen, vilket sparar omkring 700 000 kronor per år.

Planen saknar en beskrivning av tiden mellan stängning och öppning. Förvaltningen föreslår att beslutet om nedläggning
fattas först när bygglovet för Bruksgatan har vunnit laga kraft.

## Tillgänglighet

Den nya lokalen måste ha hiss och en verkstad utan trösklar. Var femte deltagare har en rörelsenedsättning.
""",
    ),
    "korkort": Text(
        titel="Motion om körkortsutbildning för arbetssökande",
        arendet="""
Motionären påpekar att vart tredje ledigt jobb i Norrby kräver körkort och föreslår ett räntefritt lån på högst
15 000 kronor till den som har varit arbetslös i mer än ett år, och att lånet skrivs av efter tolv månaders arbete.
""",
        sammanfattning="""
Körkort öppnar dörrar, men kommunen får inte låna ut pengar till enskilda utan stöd i lag. Förvaltningen föreslår att
motionen anses besvarad, eftersom nämnden redan kan betala för körkort som del av en arbetsmarknadsinsats.
""",
        synpunkter="""
Förvaltningen delar motionärens bild av behovet. Under förra året angav 114 deltagare att bristen på körkort hindrade
dem från att söka ett visst arbete.

Ett lån som skrivs av är i praktiken ett bidrag till enskilda. Det är tveksamt om kommunallagen tillåter det. Nämnden
kan däremot bekosta utbildningen när den är en del av en insats som leder till ett bestämt jobb. Så har skett i elva
fall i år.

Staten har dessutom ett eget körkortslån för arbetslösa. Förvaltningen kommer att informera bättre om det.
""",
        motion=Motionstext(
            39,
            "om körkortsutbildning för arbetssökande",
            (("Anders Fagerlund", "KD"),),
            (
                (
                    "att kommunen erbjuder räntefria lån till körkort för långtidsarbetslösa",
                    "avstyrks",
                    "Kommunen saknar lagstöd för att låna ut pengar till enskilda.",
                ),
                (
                    "att lånet skrivs av efter tolv månaders arbete",
                    "avstyrks",
                    "Att-satsen faller med den första.",
                ),
                (
                    "att förvaltningen informerar om det statliga körkortslånet",
                    "tillstyrks",
                    "Informationen kan lämnas redan vid det första mötet.",
                ),
            ),
        ),
    ),
    "forsorjning": Text(
        titel="Program för egen försörjning",
        arendet="""
Programmet har målet att antalet hushåll som behöver försörjningsstöd i mer än tio månader ska halveras till 2030. Det
föreslår en gemensam mottagning för socialtjänst och arbetsmarknad, dagliga aktiviteter från första veckan och ett
språkkrav på insatser för den som inte har grundläggande svenska.
""",
        sammanfattning="""
Förvaltningen tillstyrker programmet i huvudsak. En gemensam mottagning kortar vägen till rätt insats. Förvaltningen
avstyrker däremot att aktiviteter ska gälla alla från första veckan, eftersom sjuka och föräldrar till små barn
behöver ett annat upplägg.
""",
        jamstalldhet="""
Bland hushåll med långvarigt stöd är ensamstående kvinnor med barn den största gruppen. Dagliga aktiviteter utan
barnomsorg på obekväm tid skulle drabba dem hårdast.
""",
        barn="""
Omkring 430 barn lever i hushåll som har haft stöd i mer än tio månader. Föräldrars arbete är det som tydligast
förbättrar barnens villkor, men vägen dit får inte göra vardagen sämre.
""",
        synpunkter="""
## En gemensam mottagning

I dag går det i genomsnitt sju veckor från första besöket till en insats. Försöket på Söder visar att tiden kan kortas
till nio dagar när socialsekreterare och arbetsmarknadskonsulent träffar personen tillsammans.

## Aktiviteter från första veckan

De flesta mår bra av att komma i gång tidigt. Men en fast regel för alla skapar administration och leder till avslag
som sedan ändras i domstol. Förvaltningen föreslår i stället att varje person får en plan inom två veckor.

## Kostnader

Mottagningen kräver fyra nya tjänster, omkring 2,8 miljoner kronor per år. Programmet bör ange hur det betalas.
""",
    ),
}
