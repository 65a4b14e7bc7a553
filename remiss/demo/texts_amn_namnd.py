"""The texts of the ärenden that have reached Arbetsmarknadsnämnden: called, decided, sent, closed."""

from remiss.demo.texts import Motionstext, Text

KLARA = {
    "foretag": Text(
        titel="Stöd till arbetsintegrerande sociala företag",
        arendet="""
Samordningsförbundet föreslår att medlemmarna tillsammans anställer en rådgivare för sociala företag, inför ett
startbidrag på 60 000 kronor och öppnar fler upphandlingar för dem.
""",
        sammanfattning="""
Förvaltningen tillstyrker en gemensam rådgivare men avstyrker ett kommunalt startbidrag. Bidraget skulle överlappa det
stöd som staten redan ger.
""",
        synpunkter="""
I Norrby finns tre arbetsintegrerande sociala företag med sammanlagt 41 medarbetare. De berättar att det svåraste inte
är starten utan det andra året, när kunderna ska bli fler. En rådgivare gör då mest nytta.

Ett startbidrag riskerar att strida mot EU:s regler om statsstöd om flera stöd läggs ihop. Förvaltningen föreslår att
pengarna i stället används till gemensam marknadsföring.
""",
    ),
    "civil": Text(
        titel="Överenskommelse med det civila samhället",
        arendet="""
Förslaget är en överenskommelse mellan kommunen och föreningar i Norrby om hur de ska samarbeta. Den bygger på sex
principer, bland annat insyn, självständighet och långsiktighet. Varje nämnd ska utse en kontaktperson.
""",
        sammanfattning="Förvaltningen tillstyrker överenskommelsen och föreslår att den följs upp vartannat år.",
        synpunkter="""
Föreningar tar emot omkring 120 av nämndens deltagare varje år, i allt från second hand-butiker till trädgårdar.
Samarbetet fungerar bäst när båda vet vad den andra har lovat. En överenskommelse hjälper till med det.

Förvaltningen vill att avtalen med föreningarna ska kunna löpa i tre år. Ettåriga avtal gör det svårt för en förening
att anställa handledare.
""",
    ),
    "naringsliv": Text(
        titel="Näringslivsprogram 2027–2031",
        arendet="""
Programmet har fyra mål: fler företag, kortare handläggningstider, bättre kompetensförsörjning och fler besökare. För
arbetsmarknadsnämnden innebär det att ta fram snabbutbildningar tillsammans med företag som anställer minst tio
personer åt gången.
""",
        sammanfattning="""
Förvaltningen tillstyrker programmet. Snabbutbildningar tillsammans med företag har prövats två gånger i Norrby, och
båda gångerna fick mer än hälften av deltagarna jobb. Förvaltningen vill att även mindre företag ska kunna delta.
""",
        jamstalldhet="""
Industrin i Norrby anställer fyra män för varje kvinna. Snabbutbildningarna behöver därför marknadsföras så att de når
båda. Vid den senaste omgången var en tredjedel av deltagarna kvinnor.
""",
        synpunkter="""
Förvaltningen har god erfarenhet av att bygga utbildningar tillsammans med arbetsgivare. När batterifabriken sökte
operatörer förra året började 32 personer en utbildning på fjorton veckor. Av dem arbetar 21 där i dag.

Gränsen på tio anställda utesluter de flesta företag i Norrby. Förvaltningen föreslår att flera mindre företag ska
kunna gå samman om en utbildning.

Programmet bör också säga vem som ansvarar när ett företag drar sig ur. Annars bär nämnden hela kostnaden.
""",
    ),
    "kriminalitet": Text(
        titel="Handlingsplan mot arbetslivskriminalitet",
        arendet="""
Länsstyrelsen föreslår gemensamma kontroller av arbetsplatser, en tipstelefon och att kommunerna kontrollerar
företag innan de tar emot praktikanter eller lönestöd.
""",
        sammanfattning="""
Förvaltningen tillstyrker planen och kontrollerar redan företag innan en praktik börjar. Sekretessen mellan
myndigheter behöver klargöras innan uppgifter delas.
""",
        synpunkter="""
Förvaltningen kontrollerar sedan två år skatter, skulder och tillstånd hos varje företag som tar emot deltagare. Elva
företag har fått nej. Kontrollen tar i genomsnitt fyrtio minuter, vilket är väl använd tid.

Planen förutsätter att kommunen lämnar uppgifter om enskilda till andra myndigheter. Det kräver stöd i lag.
Förvaltningen föreslår att länsstyrelsen beskriver vilka uppgifter det gäller och vilken regel som medger det.
""",
    ),
    "aterbruk": Text(
        titel="Motion om gröna jobb i återbruk",
        arendet="""
Motionärerna vill att kommunen bygger en återbruksgalleria vid återvinningscentralen. Där ska personer som är
långtidsarbetslösa reparera möbler, cyklar och elektronik som sedan säljs. Samtidigt minskar avfallet.
""",
        sammanfattning="""
Förvaltningen tillstyrker att en återbruksgalleria utreds. Arbetsuppgifterna passar många av nämndens deltagare, och
erfarenheter från andra kommuner är goda. Kostnaden för lokaler är den stora frågan.
""",
        beredning="""
Enheten för arbetsmarknadsinsatser har berett ärendet och samrått med miljöförvaltningen, som svarar på motionen i ett
eget ärende. Förvaltningsgruppen har fått information.
""",
        synpunkter="""
Reparation och försäljning ger arbetsuppgifter på många nivåer. Några deltagare kan börja med att sortera, andra kan
laga cyklar eller sköta kassan. Det är ovanligt bra förutsättningar för en arbetsmarknadsinsats.

Förvaltningen bedömer att trettio platser är rimligt från start. Det kräver tre handledare, omkring 1,9 miljoner
kronor per år. Lokalen tillkommer.

En galleria konkurrerar med föreningarnas second hand-butiker. De bör därför vara med i planeringen från början.
""",
        motion=Motionstext(
            44,
            "om gröna jobb i återbruk",
            (("Josef Norlander", "V"), ("Moa Strandell", "V")),
            (
                (
                    "att kommunen utreder en återbruksgalleria vid återvinningscentralen",
                    "tillstyrks",
                    "Insatsen passar målgruppen väl och kan börja i liten skala.",
                ),
                (
                    "att minst femtio platser reserveras för långtidsarbetslösa",
                    "besvarad",
                    "Trettio platser är rimligt från start. Antalet bör prövas i utredningen.",
                ),
            ),
        ),
    ),
}

BESLUTADE = {
    "resurs": Text(
        titel="Ny resursfördelningsmodell för vuxenutbildningen",
        arendet="""
Kommunstyrelsen föreslår att vuxenutbildningen får ersättning efter antalet avslutade kurser i stället för antalet
påbörjade. En fjärdedel av ersättningen betalas ut när eleven har fått betyg.
""",
        sammanfattning="""
Förvaltningen avstyrker att en fjärdedel av ersättningen knyts till betyg. Skolorna kan lockas att välja bort elever
som behöver mer tid.
""",
        synpunkter="""
Avsikten är god: fler elever ska fullfölja sina kurser. I dag avbryter var fjärde elev i grundläggande vuxenutbildning.
Men skälen är oftast sjukdom, flytt eller nytt arbete, inte undervisningen.

Om andelen sänks till en tiondel och elever som börjar arbeta räknas som fullföljda kan förvaltningen ställa sig bakom
modellen.
""",
    ),
    "senior": Text(
        titel="Program för äldre på arbetsmarknaden",
        arendet="""
Programmet vänder sig till personer över 58 år. Kommunen ska erbjuda deltidspension med bibehållen tjänstepension,
karriärsamtal vid 55 och en seniorpool för vikariat.
""",
        sammanfattning="""
Förvaltningen tillstyrker karriärsamtal och en seniorpool. Kostnaden för deltidspension är inte utredd, och
förvaltningen föreslår att den delen väntar.
""",
        synpunkter="""
Var femte anställd i Norrby kommun fyller 60 inom fem år. Den som får planera slutet av sitt arbetsliv stannar oftare
kvar. Förvaltningen tillstyrker därför karriärsamtal.

En seniorpool kan dämpa bristen på vikarier. Den bör prövas i en förvaltning först.
""",
    ),
    "jamstalldhet": Text(
        titel="Handlingsplan för jämställdhet 2027–2030",
        arendet="""
Planen anger att varje nämnd ska redovisa sina resultat uppdelade på kön, fördela pengar jämställt och utbilda sina
chefer. Nämnderna ska rapportera varje år.
""",
        sammanfattning="""
Förvaltningen tillstyrker planen. Nämnden redovisar redan resultat efter kön, men saknar uppgifter om hur pengarna för
insatser fördelas. Det kan åtgärdas till nästa årsskifte.
""",
        jamstalldhet="""
Förra året deltog lika många kvinnor som män i nämndens insatser. Männen fick däremot 58 procent av pengarna, eftersom
de oftare gick de dyrare yrkesutbildningarna.
""",
        synpunkter="""
Planen är tydlig om vad som ska göras och vem som gör det. Det är en styrka.

Förvaltningen föreslår två ändringar. Den första är att nämnderna får redovisa vartannat år, så att tiden räcker till
att förändra och inte bara till att mäta. Den andra är att utbildningen även ska gälla förtroendevalda.
""",
    ),
    "validering": Text(
        titel="Regional plan för validering",
        arendet="""
Region Norra föreslår att länets kommuner tillsammans ska kunna validera kunskaper i tolv yrken. Varje kommun ansvarar
för två yrken och betalar en avgift efter antalet invånare.
""",
        sammanfattning="""
Förvaltningen tillstyrker planen och föreslår att Norrby tar ansvar för industriteknik och storkök, där kommunen redan
har lokaler och lärare.
""",
        synpunkter="""
Den som har ett yrke men saknar papper på det tvingas ofta börja om. Validering kortar utbildningen med i genomsnitt
sju månader.

Avgiften bör räknas efter hur mycket kommunen använder planen, inte efter invånarantal. Annars betalar de kommuner
som validerar egna elever två gånger.
""",
    ),
    "nyanlanda": Text(
        titel="Gemensam ingång för nyanlända",
        arendet="""
Länsstyrelsen vill samla information om bostad, skola, språk och arbete på ett ställe i varje kommun. Staten betalar
halva kostnaden de två första åren.
""",
        sammanfattning="""
Förvaltningen tillstyrker förslaget. Kommunen har redan en gemensam mottagning på Bruksgatan som kan byggas ut.
Remisstiden går ut snart, och paragrafen bör därför justeras omedelbart.
""",
        synpunkter="""
Nyanlända träffar i dag i genomsnitt sex handläggare under de första tre månaderna. En gemensam ingång sparar tid för
alla.

När det statliga bidraget upphör kostar mottagningen omkring 1,1 miljoner kronor per år. Förvaltningen föreslår att
länsstyrelsen redan nu verkar för att bidraget förlängs.
""",
    ),
    "vagledare": Text(
        titel="Avtal om delade studie- och yrkesvägledare",
        arendet="""
Samordningsförbundet föreslår att medlemmarna delar på tre studie- och yrkesvägledare som arbetar uppsökande. De ska
möta unga där de är, även på kvällar.
""",
        sammanfattning="""
Förvaltningen tillstyrker avtalet. Vägledarna fyller en lucka mellan gymnasiet och vuxenutbildningen. Avtalet ska
gälla från årsskiftet, så svaret behöver lämnas utan dröjsmål.
""",
        synpunkter="""
Omkring 140 unga i Norrby varken arbetar eller studerar. Förvaltningen når hälften av dem. Resten hör sällan av sig
själva, men öppnar dörren när någon knackar på.

Förvaltningen vill att vägledarna ska vara anställda av en medlem, inte av förbundet, så att sekretessen blir klar.
""",
    ),
    "pendling": Text(
        titel="Cykelplan med stråk för arbetspendling",
        arendet="""
Kommunstyrelsen föreslår fyra snabba cykelstråk mellan bostadsområden och stora arbetsplatser. Planen kostar
74 miljoner kronor på åtta år.
""",
        sammanfattning="Förvaltningen tillstyrker planen och föreslår att stråket till Verkstadsområdet byggs först.",
        synpunkter="""
Den som saknar bil och arbetar skift har i dag svårt att ta sig till Verkstadsområdet. Bussen går varannan timme efter
klockan 18. Ett upplyst och plogat cykelstråk skulle göra omkring 600 jobb möjliga att nå.

Planen bör ange vem som plogar, och hur snabbt efter snöfall.
""",
    ),
}

AVSLUTADE = {
    "arbetsdag": Text(
        titel="Motion om försök med sex timmars arbetsdag",
        arendet="""
Motionärerna vill att två arbetsplatser i kommunen prövar sex timmars arbetsdag med bibehållen lön i två år, och att
försöket utvärderas av en högskola.
""",
        sammanfattning="""
Förvaltningen föreslår att nämnden tillstyrker ett mindre försök på en arbetsplats, under förutsättning att det
finansieras utanför nämndens budget.
""",
        synpunkter="""
Försök i andra kommuner har gett lägre sjukfrånvaro men högre kostnader. Ett försök i Norrby bör vara litet och väl
avgränsat. Förvaltningen anser att verkstaden i Hammarbacken är lämplig, eftersom arbetet där kan delas upp i två
skift.
""",
        motion=Motionstext(
            17,
            "om försök med sex timmars arbetsdag",
            (("Josef Norlander", "V"),),
            (
                (
                    "att två arbetsplatser prövar sex timmars arbetsdag i två år",
                    "besvarad",
                    "Ett försök på en arbetsplats är tillräckligt.",
                ),
                (
                    "att försöket utvärderas av en högskola",
                    "tillstyrks",
                    "En utomstående utvärdering ger trovärdighet.",
                ),
            ),
        ),
    ),
    "solceller": Text(
        titel="Motion om solceller och lärlingar",
        arendet="""
Motionärerna vill att kommunen sätter solceller på sina tak och att lärlingar från gymnasiet och vuxenutbildningen är
med och monterar dem.
""",
        sammanfattning="""
Förvaltningen tillstyrker att lärlingar deltar när kommunen monterar solceller. Tolv lärlingar per år är möjligt om
entreprenörerna får krav på handledning i avtalet.
""",
        synpunkter="""
Elbranschen i länet behöver omkring 90 nya montörer per år och utbildar 55. Lärlingsplatser på kommunens egna tak är
ett bra sätt att minska gapet.

Arbete på tak är farligt. Förvaltningen förutsätter att lärlingarna är över 18 år och har gått utbildning i fallskydd.
Vilka tak som är lämpliga är en fråga för miljönämnden, som svarar i ett eget ärende.
""",
        motion=Motionstext(
            12,
            "om solceller och lärlingar",
            (("Ludvig Norell", "MP"), ("Alva Tjäder", "MP")),
            (
                (
                    "att kommunens alla lämpliga tak får solceller inom tio år",
                    "overlamnas",
                    "Frågan hör till miljönämnden.",
                ),
                (
                    "att lärlingar deltar i monteringen",
                    "tillstyrks",
                    "Tolv lärlingar per år är möjligt.",
                ),
            ),
        ),
    ),
    "bibliotek": Text(
        titel="Biblioteksplan 2027–2030",
        arendet="""
Planen föreslår att biblioteken ska erbjuda hjälp med jobbansökningar två eftermiddagar i veckan och ha öppet på
söndagar.
""",
        sammanfattning="Förvaltningen tillstyrker planen och erbjuder sig att bemanna en av eftermiddagarna.",
        synpunkter="""
Biblioteket är den plats dit flest vänder sig när de behöver skriva ut, skanna eller logga in. Personalen där får redan
frågor om jobb. Att förvaltningens vägledare finns på plats är bra för båda.
""",
    ),
    "jobbmassa": Text(
        titel="Motion om årlig jobbmässa",
        arendet="Motionären vill att kommunen ordnar en jobbmässa varje höst tillsammans med företagen i Norrby.",
        motion=Motionstext(
            52,
            "om årlig jobbmässa",
            (("Dag Broström", "C"),),
            (("att kommunen ordnar en jobbmässa varje höst", "", ""),),
        ),
    ),
    "arkivtaxa": Text(
        titel="Taxa för uttag ur kommunens arkiv",
        arendet="Förslaget är en ny taxa för kopior och intyg ur arkiven. Betyg och anställningsintyg ska vara avgiftsfria.",
    ),
}

TEXTER = {**KLARA, **BESLUTADE, **AVSLUTADE}
