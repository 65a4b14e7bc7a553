"""The edits: every write that moves no state, by whom, when, unless what, with what effect, which locks and which trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from motions.models import (
    Anvandare,
    Arende,
    Forvaltning,
    Organ,
    Post,
    Riktning,
    Sammantrade,
    Tjansteutlatande,
)
from motions.postfiler import postens_filer
from motions.register import ANDRA, SKAPA, Registren
from motions.states import ArendeState, UtlatandeState
from motions.text.personnummer import utan
from remiss import facts, guards, roles
from remiss.effects import (
    anmalan,
    dokument,
    expediering,
    foredragningslista,
    franvaro,
    inlasning,
    konto,
    motesmejl,
    nykommun,
    post,
    registrering,
    sammantrade,
)
from remiss.effects import register as registren
from remiss.effects.utlatandetext import bilagor, satser, skapa, text, undanlagt
from remiss.nykommun.steg import STEGEN
from remiss.workflow.step import Edit, EditEffect, EditRow, F, Med, Trace


def oppet(utlatande: Tjansteutlatande) -> bool:
    """Whether the text may be changed: not when it lies with its chefer, nor when they have signed it."""
    return utlatande.state == UtlatandeState.UTKAST


def under_beredning(arende: Arende) -> bool:
    """Whether a text may be begun, or is there already."""
    return arende.state == ArendeState.BEREDNING or arende.utlatanden.exists()


def handlingar_av(brevet: Post, till: facts.post.RegistreraI) -> Iterator[Med]:
    """Each file of a letter becomes a handling of the ärende. Anyone reads from whom; the letter itself keeps what it said."""
    for n, (_, fil) in enumerate(postens_filer(brevet)):
        handling = facts.arende.LaggTillHandling(
            fil=fil,
            slag=till.slag,
            riktning=Riktning.INKOMMEN,
            datum_on=brevet.inkommen_on,
            motpart=utan(brevet.avsandare or brevet.epost)[:200],
            rubrik=till.rubrik if n == 0 else fil.filnamn,
        )
        yield Med(till.arende, "lagg_till_handling", handling)


T = facts.utlatandetext
LAS_TEXT, LAS_MOTE = (Tjansteutlatande,), (Sammantrade,)

# fmt: off
SKRIV = Edit("arende", "skriv", "Tjänsteutlåtandet påbörjades", roles.handlaggare, skapa.skapa_utlatande, facts.Facts,
             (Arende,), Trace.HISTORIK, when=under_beredning)
SPARA_AVSNITT = Edit("utlatande", "spara_avsnitt", "Ett avsnitt sparades", roles.handlaggare, text.spara_avsnitt,
                     T.SparaAvsnitt, LAS_TEXT, Trace.UTKAST)
ATER_AVSNITT = Edit("utlatande", "ater_avsnitt", "En tidigare text gäller åter", roles.handlaggare, text.ater_avsnitt,
                    T.TidigareText, LAS_TEXT, Trace.UTKAST, when=oppet)
NYTT_AVSNITT = Edit("utlatande", "lagg_till_avsnitt", "Ett avsnitt lades till", roles.handlaggare,
                    text.lagg_till_avsnitt, T.LaggTillAvsnitt, LAS_TEXT, Trace.UTKAST, when=oppet)
BYT_RUBRIK = Edit("utlatande", "byt_rubrik", "Ett avsnitt fick en annan rubrik", roles.handlaggare, text.byt_rubrik,
                  T.BytRubrik, LAS_TEXT, Trace.UTKAST, when=oppet)
FLYTTA_AVSNITT = Edit("utlatande", "flytta_avsnitt", "Ett avsnitt flyttades", roles.handlaggare, text.flytta_avsnitt,
                      T.FlyttaAvsnitt, LAS_TEXT, Trace.UTKAST, when=oppet)
TA_BORT_AVSNITT = Edit("utlatande", "ta_bort_avsnitt", "Ett tomt avsnitt togs bort", roles.handlaggare,
                       text.ta_bort_avsnitt, T.TaBortAvsnitt, LAS_TEXT, Trace.UTKAST, when=oppet)
SATT_UPPGIFTER = Edit("utlatande", "satt_uppgifter", "Utlåtandets uppgifter ändrades", roles.handlaggare,
                      text.satt_uppgifter, T.Uppgifter, LAS_TEXT, Trace.HISTORIK, when=oppet)
NY_SATS = Edit("utlatande", "lagg_till_sats", "En beslutssats lades till", roles.handlaggare, satser.lagg_till_sats,
               T.NySats, LAS_TEXT, Trace.UTKAST, when=oppet)
ANDRA_SATS = Edit("utlatande", "andra_sats", "En beslutssats ändrades", roles.handlaggare, satser.andra_sats,
                  T.AndraSats, LAS_TEXT, Trace.UTKAST, when=oppet)
FLYTTA_SATS = Edit("utlatande", "flytta_sats", "En beslutssats flyttades", roles.handlaggare, satser.flytta_sats,
                   T.Flytta, LAS_TEXT, Trace.UTKAST, when=oppet)
TA_BORT_SATS = Edit("utlatande", "ta_bort_sats", "En beslutssats togs bort", roles.handlaggare, satser.ta_bort_sats,
                    T.TaBortSats, LAS_TEXT, Trace.UTKAST, when=oppet)
SVARA_ATTSATS = Edit("utlatande", "svara_attsats", "En att-sats besvarades", roles.handlaggare, satser.svara_attsats,
                     T.SvaraAttsats, LAS_TEXT, Trace.UTKAST, when=oppet)
LAGG_UNDAN_TEXT = Edit("utlatande", "lagg_undan_text", "En text lades undan", roles.handlaggare, undanlagt.lagg_undan_text,
                       T.LaggUndanText, LAS_TEXT, Trace.UTKAST)
BILAGG_HANDLING = Edit("utlatande", "bilagg_handling", "En handling blev bilaga", roles.handlaggare,
                       bilagor.bilagg_handling, T.BilaggHandling, LAS_TEXT, Trace.UTKAST, when=oppet)
BILAGG_FIL = Edit("utlatande", "bilagg_fil", "En fil blev bilaga", roles.handlaggare, bilagor.bilagg_fil,
                  T.BilaggFil, LAS_TEXT, Trace.UTKAST, when=oppet)
FLYTTA_BILAGA = Edit("utlatande", "flytta_bilaga", "En bilaga flyttades", roles.handlaggare, bilagor.flytta_bilaga,
                     T.Flytta, LAS_TEXT, Trace.UTKAST, when=oppet)
TA_BORT_BILAGA = Edit("utlatande", "ta_bort_bilaga", "En bilaga togs bort", roles.handlaggare, bilagor.ta_bort_bilaga,
                      T.Delval, LAS_TEXT, Trace.UTKAST, when=oppet)

L, GL = facts.foredragningslista, guards.foredragningslista
NY_PUNKT = Edit("sammantrade", "ny_punkt", "En punkt lades till: {punkt}", roles.sekreterare,
                foredragningslista.ny_punkt, L.NyPunkt, LAS_MOTE, Trace.KEDJA, when=GL.tar_emot)
FLYTTA_PUNKT = Edit("sammantrade", "flytta_punkt", "En punkt flyttades på listan: {punkt}", roles.sekreterare,
                    foredragningslista.flytta_punkt, L.FlyttaPunkt, LAS_MOTE, Trace.KEDJA, when=GL.tar_emot,
                    guard=GL.okallad)
TA_BORT_PUNKT = Edit("sammantrade", "ta_bort_punkt", "En punkt togs bort från listan", roles.sekreterare,
                     foredragningslista.ta_bort_punkt, L.Punktval, LAS_MOTE, Trace.KEDJA, when=GL.tar_emot,
                     guard=GL.utan_arende)
SLA_IHOP = Edit("sammantrade", "sla_ihop", "Ärenden sattes ihop i {punkt}", roles.sekreterare,
                foredragningslista.sla_ihop, L.SlaIhop, LAS_MOTE, Trace.KEDJA, when=GL.tar_emot, guard=GL.sla_ihop)
INFORMERA_FORST = Edit("sammantrade", "informera_forst", "En informationspunkt lades till: {punkt}", roles.sekreterare,
                       foredragningslista.informera_forst, L.Punktval, LAS_MOTE, Trace.KEDJA, when=GL.tar_emot,
                       guard=GL.informera_forst)
SKRIV_PUNKTTEXT = Edit("sammantrade", "skriv_punkttext", "Texten skrevs i {punkt}", roles.sekreterare,
                       foredragningslista.skriv_punkttext, L.SkrivPunkttext, LAS_MOTE, Trace.KEDJA,
                       when=GL.har_paragrafer, guard=GL.skriv_punkttext)
N, GN = facts.anmalan, guards.anmalan
NY_ANMALAN = Edit("sammantrade", "ny_anmalan", "En anmälan togs upp på listan", roles.sekreterare,
                  anmalan.ny_anmalan, N.NyRad, LAS_MOTE, Trace.KEDJA, when=GN.oppen, guard=GN.ny_anmalan)
TA_UPP_ANMALNINGAR = Edit("sammantrade", "ta_upp_anmalningar", "Föreslagna anmälningar togs upp på listan",
                          roles.sekreterare, anmalan.ta_upp_anmalningar, N.TaUpp, LAS_MOTE, Trace.KEDJA,
                          when=GN.oppen, guard=GN.ta_upp_anmalningar)
FLYTTA_ANMALAN = Edit("sammantrade", "flytta_anmalan", "En anmälan flyttades på listan", roles.sekreterare,
                      anmalan.flytta_anmalan, N.FlyttaRad, LAS_MOTE, Trace.KEDJA, when=GN.listan_lever,
                      guard=GN.okallad)
TA_BORT_ANMALAN = Edit("sammantrade", "ta_bort_anmalan", "En anmälan togs bort från listan", roles.sekreterare,
                       anmalan.ta_bort_anmalan, N.Anmalningsval, LAS_MOTE, Trace.KEDJA, when=GN.listan_lever,
                       guard=GN.ta_bort)

LAS_ORGAN, LAS_POST, LAS_REGISTREN = (Organ,), (Post,), (Registren,)
REGISTRERA = Edit("arende", "registrera", "Registrerat med diarienummer {dnr}", roles.registrator,
                  registrering.registrera, facts.registrering.Inkommen, LAS_ORGAN, Trace.KEDJA,
                  warn=guards.personuppgifter.registrera)
SKICKA_IGEN = Edit("arende", "skicka_igen", "Mejlet lades i kön för att skickas igen", roles.skoter_mejl,
                   expediering.skicka_igen, facts.expediering.SkickaIgen, (Arende,), Trace.KEDJA,
                   guard=guards.arende.skicka_igen)
KVITTERA_MEJL = Edit("arende", "kvittera_mejl", "Mejlet behöver inte skickas", roles.skoter_mejl,
                     expediering.kvittera_mejl, facts.expediering.KvitteraMejl, (Arende,), Trace.KEDJA,
                     guard=guards.arende.kvittera_mejl)
SKICKA_MEJL_IGEN = Edit("sammantrade", "skicka_mejl_igen", "Mejl lades i kön för att skickas igen", roles.sekreterare,
                        motesmejl.skicka_igen, facts.Facts, LAS_MOTE, Trace.KEDJA, guard=guards.motesmejl.finns)
KVITTERA_MOTESMEJL = Edit("sammantrade", "kvittera_mejl", "Mejl behöver inte skickas", roles.sekreterare,
                          motesmejl.kvittera_mejl, facts.Motivering, LAS_MOTE, Trace.KEDJA,
                          guard=guards.motesmejl.kvittera_mejl)
PLANERA = Edit("sammantrade", "planera", "Sammanträdet planerades", roles.sekreterare, sammantrade.planera,
               facts.sammantrade.Planera, LAS_ORGAN, Trace.KEDJA)

LAGG_IN = Edit("post", "lagg_in", "Posten lades in", roles.tar_emot_post, post.lagg_in, facts.post.LaggIn,
               (Forvaltning,), Trace.KEDJA)
LAS_OM = Edit("post", "las_om", "Meddelandet lästes om", roles.tar_emot_post, post.las_om, facts.post.LasOm, LAS_POST,
              Trace.KEDJA, when=guards.post.olast)
REGISTRERA_NYTT = Edit("post", "registrera_nytt", "Posten registrerades i {dnr}", roles.tar_emot_post,
                       post.registrera_nytt, facts.post.RegistreraNytt, LAS_POST, Trace.KEDJA,
                       when=guards.post.oregistrerad, guard=guards.post.registrera_nytt, slag="post.registrera",
                       warn=guards.personuppgifter.registrera_nytt)
REGISTRERA_I = Edit("post", "registrera_i", "Posten registrerades i {dnr}", roles.tar_emot_post, post.registrera_i,
                    facts.post.RegistreraI, LAS_POST, Trace.KEDJA, when=guards.post.oregistrerad,
                    acts=handlingar_av, slag="post.registrera")
AVFOR = Edit("post", "avfor", "Posten fördes inte in i diariet", roles.tar_emot_post, post.avfor, facts.Motivering,
             LAS_POST, Trace.KEDJA, when=guards.post.oregistrerad)
TA_UPP = Edit("post", "ta_upp", "Posten togs upp igen", roles.tar_emot_post, post.ta_upp, facts.Facts, LAS_POST,
              Trace.KEDJA, when=guards.post.avford)

FRAMSTALL = Edit("dokument", "framstall", "Dokumentet framställdes", roles.var_och_en, dokument.framstall_nu,
                 facts.Facts, (), Trace.FIL)

SPARA_RAD = Edit("organisation", "spara", "{modell} {id} ändrades i registren", roles.skoter_registren,
                 registren.spara_rad, facts.register.Rad, LAS_REGISTREN, Trace.KEDJA, slag=ANDRA,
                 guard=guards.register.steget_star)
TA_BORT_RAD = Edit("organisation", "ta_bort", "{modell} {id} togs bort ur registren", roles.skoter_registren,
                   registren.ta_bort_rad, facts.register.Rad, LAS_REGISTREN, Trace.KEDJA,
                   guard=guards.register.steget_star)
DEMO = Edit("organisation", "demo", "Demokommunen lades upp", roles.sjalv, registren.demo,
            facts.register.Demo, LAS_REGISTREN, Trace.KEDJA, when=guards.register.tomma)
LAGG_UNDAN = Edit("organisation", "lagg_undan", "En lista lades undan för granskning", roles.skoter_registren,
                  inlasning.lagg_undan, facts.inlasning.LaggUndan, (), Trace.UTKAST)
LAS_IN = Edit("organisation", "las_in", "En lista lästes in i registren", roles.skoter_registren, inlasning.las_in,
              facts.inlasning.LasIn, LAS_REGISTREN, Trace.KEDJA)

PROVA_LOSENORD = Edit("konto", "prova_losenord", "Lösenordet prövades", roles.sjalv, konto.prova_losenord,
                      facts.konto.Inloggning, (), Trace.HISTORIK)
BYT_LOSENORD = Edit("konto", "byt_losenord", "Lösenordet byttes", roles.sjalv, konto.byt_losenord,
                    facts.konto.NyttLosenord, (Registren, Anvandare), Trace.KEDJA, slag=ANDRA)
FORSTA_ANVANDAREN = Edit("konto", "forsta_anvandaren", "Den första användaren lades upp", roles.sjalv,
                         konto.lagg_upp_forsta, facts.konto.NyttLosenord, LAS_REGISTREN, Trace.KEDJA,
                         guard=guards.konto.ingen_fore, slag=SKAPA)
ANGE_FRANVARO = Edit("konto", "ange_franvaro", "En chef angav frånvaro: {modell} {id} lades till", roles.egen_chef,
                     franvaro.ange, facts.franvaro.AngeFranvaro, (Registren, Anvandare), Trace.KEDJA,
                     guard=guards.franvaro.ange, warn=guards.franvaro.tveksamt)
AVSLUTA_FRANVARO = Edit("konto", "avsluta_franvaro", "En chef avslutade sin frånvaro: {modell} {id}", roles.egen_chef,
                        franvaro.avsluta, facts.franvaro.AvslutaFranvaro, (Registren, Anvandare), Trace.KEDJA,
                        guard=guards.franvaro.avsluta)


def steg(slug: str, effect: EditEffect[Registren, F, None], klass: type[F]) -> Edit[Registren, F, None]:
    """The edit of one step of «Ny kommun»."""
    namn = STEGEN[slug].namn
    return Edit("nykommun", slug, f"«Ny kommun», {namn}: sparat", roles.skoter_registren, effect, klass,
                LAS_REGISTREN, Trace.KEDJA, slag=ANDRA)


K = facts.nykommun
NY_KOMMUN: dict[str, EditRow] = {
    "kommun": steg("kommun", nykommun.kommun, K.RadensFalt),
    "forvaltning": steg("forvaltning", nykommun.forvaltning, K.Forvaltningen),
    "namnd": steg("namnd", nykommun.namnd, K.RadensFalt),
    "platser": steg("platser", nykommun.platser, K.RadensFalt),
    "klassificering": steg("klassificering", nykommun.klassificering, K.Koder),
    "arendetyp": steg("arendetyp", nykommun.arendetyp, K.Arendetypen),
    "beslutssatser": steg("beslutssatser", nykommun.beslutssatser, K.Satserna),
    "godkannande": replace(steg("godkannande", nykommun.godkannande, K.Godkannandet), guard=guards.register.ny_kommun),
    "personer": steg("personer", nykommun.personer, K.Personerna),
}
"""The edit of each step of «Ny kommun». The kedja has one Handelse for each row that is written."""
# fmt: on

EDITS: list[EditRow] = [rad for rad in list(globals().values()) if isinstance(rad, Edit)] + list(
    NY_KOMMUN.values()
)
"""Every edit there is."""
