"""The texts of the ärenden that were decided outside the sitting: by the chef, by the ordförande, and not answered at all."""

from remiss.demo.texts import Text

TEXTER = {
    "yrkeshogskola": Text(
        titel="Utbildningsutbud i den regionala yrkeshögskolan",
        arendet="""
Region Norra frågar kommunerna vilka yrkeshögskoleutbildningar som länet bör söka medel för inför nästa
ansökningsomgång. Regionen har själv pekat ut drifttekniker, medicinsk sekreterare och stödpedagog.
""",
        sammanfattning="""
Region Norra frågar vilka yrkeshögskoleutbildningar länet bör söka medel för. Förvaltningen delar regionens bild av
behoven och föreslår att kock med inriktning mot offentliga kök läggs till. Frågan rör bara vilka utbildningar som
söks och kostar ingenting för kommunen.
""",
        synpunkter="""
Förvaltningen delar regionens bild. Drifttekniker och stödpedagoger har varit svåra att rekrytera i tre år, och
vården i Norrby saknar åtta medicinska sekreterare.

Förvaltningen föreslår att kock med inriktning mot offentliga kök läggs till. Under de närmaste fem åren går elva av
kommunens tjugosex kockar i pension, och ingen utbildning i länet är anpassad för storkök.
""",
    ),
    "varsel": Text(
        titel="Omställningsstöd efter varslet vid Norrby Sågverk",
        arendet="""
Länsstyrelsen samordnar insatserna efter varslet vid Norrby Sågverk, där 84 personer kan bli uppsagda. Länsstyrelsen
behöver besked om vilka insatser kommunen kan erbjuda innan den fördelar det statliga stödet.
""",
    ),
    "kulturplan": Text(
        titel="Regional kulturplan",
        arendet="""
Region Norra har skickat ett förslag till kulturplan till alla nämnder i länets kommuner. Planen handlar om museer,
scenkonst, bibliotek och fri kultur.
""",
    ),
}

BRADSKA = (
    "Länsstyrelsen fördelar stödet på måndag och behöver nämndens besked innan dess. "
    "Nästa sammanträde är först efter att stödet är fördelat."
)
ORDFORANDENS_YTTRANDE = (
    "Arbetsmarknadsnämnden kan ta emot sextio personer i kartläggning och vägledning från och med nästa månad och ordna "
    "validering för fyrtio av dem i samarbete med komvux. Nämnden behöver statligt stöd för två vägledare under ett år.\n\n"
    "Nämnden ser gärna att länsstyrelsen samlar arbetsgivarna i länets träindustri, där det i dag finns lediga arbeten."
)
AVSTAR = (
    "Arbetsmarknadsnämnden avstår från att yttra sig över förslaget till regional kulturplan. "
    "Planen berör inte nämndens verksamhet."
)
