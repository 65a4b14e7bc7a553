"""Every address, on one page."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from remiss.admin import installningar
from remiss.views import (
    akt,
    arende,
    arendelista,
    desk,
    diarielistor,
    diarium,
    dokument,
    drift,
    fordelning,
    frister,
    inlasning,
    inloggning,
    nykommun,
    oversikt,
    post,
    rundtur,
)
from remiss.views.sammantrade import anmalan, foredragningslista, paragraf, protokoll, sammantrade
from remiss.views.utlatande import autosave, delar, forhandsvisning, granska, skriv

urlpatterns = [
    # skrivbordet och det som hör till alla
    path("", desk.skrivbord, name="skrivbord"),
    path("logga-in/", inloggning.LoggaIn.as_view(), name="logga_in"),
    path("logga-in/som/", inloggning.logga_in_som, name="logga_in_som"),
    path("logga-ut/", LogoutView.as_view(), name="logga_ut"),
    path("byt-person/", inloggning.byt_person, name="byt_person"),
    path("rundtur/", rundtur.borja, name="rundtur"),
    path("rundtur/nasta/", rundtur.nasta, name="rundtur_nasta"),
    path("halsa", drift.halsa, name="halsa"),
    path("halsa/matt", drift.halsa_matt, name="halsa_matt"),
    path("vittne", drift.vittne, name="vittne"),
    path("palett/", oversikt.palett, name="palett"),
    path("utkorgen/", oversikt.utkorgen, name="utkorgen"),
    path("kontrollera/", dokument.kontrollera, name="kontrollera"),
    # frister
    path("frister/", frister.frister, name="frister"),
    path("frister/prenumerera/", frister.prenumerera, name="frister_prenumerera"),
    path("frister/prenumerera/mejl/", frister.mejl, name="frister_mejl"),
    path("frister/prenumerera/adress/", frister.adress_ny, name="frister_adress"),
    path("frister/prenumerera/adress/aterkalla/", frister.adress_aterkalla, name="frister_adress_aterkalla"),
    path("kalender/<str:token>.ics", frister.kalender, name="kalender"),
    # diariet
    path("registrera/", diarium.registrera, name="registrera"),
    path("registrera/dubbletter/", diarium.registrera_dubbletter, name="registrera_dubbletter"),
    path("post/", post.postlada, name="postlada"),
    path("post/ny/", post.ny, name="post_ny"),
    path("post/nasta/", post.nasta, name="post_nasta"),
    path("post/<int:pk>/", post.post, name="post"),
    path("post/<int:pk>/sok/", post.sok, name="post_sok"),
    path("post/<int:pk>/lagg-till/", post.lagg_till, name="post_lagg_till"),
    path("post/<int:pk>/for-inte-in/", post.avfor, name="post_avfor"),
    path("post/<int:pk>/ta-upp/", post.ta_upp, name="post_ta_upp"),
    path("post/<int:pk>/las-om/", post.las_om, name="post_las_om"),
    path("postfil/<int:pk>/", post.postfil, name="postfil"),
    path("postlista/", diarielistor.postlista, name="postlista"),
    path("diariet/", diarielistor.diariet, name="diariet"),
    path("fordela-om/", fordelning.fordela_om, name="fordela_om"),
    # listan över ärenden
    path("arenden/", arendelista.arenden, name="arenden"),
    path("arenden/csv/", arendelista.arenden_csv, name="arenden_csv"),
    path("arenden/urval/", arendelista.urval_spara, name="urval_spara"),
    path("arenden/urval/ta-bort/", arendelista.urval_ta_bort, name="urval_ta_bort"),
    # ärendet
    path("arende/<int:pk>/", arende.arende, name="arende"),
    path("arende/<int:pk>/historik/", arende.arendehistorik, name="arendehistorik"),
    path("arende/<int:pk>/skicka-igen/<int:utskick_pk>/", arende.skicka_igen, name="arende_skicka_igen"),
    path("gor/<slug:slag>/<int:pk>/<slug:action>/", akt.akt, name="akt"),
    # handlingar och dokument
    path("handling/<int:pk>/", dokument.handling_fil, name="handling_fil"),
    path("dokument/<int:pk>/", dokument.dokument, name="dokument"),
    path("dokument/<int:pk>/pdf/", dokument.dokument_pdf, name="dokument_pdf"),
    path("dokument/<int:pk>/igen/", dokument.dokument_igen, name="dokument_igen"),
    # tjänsteutlåtandet
    path("arende/<int:pk>/utlatande/", skriv.ny, name="utlatande_nytt"),
    path("utlatande/<int:pk>/", skriv.utlatande, name="utlatande"),
    path("utlatande/<int:pk>/uppgifter/", delar.uppgifter, name="utlatande_uppgifter"),
    path("utlatande/<int:pk>/granska/", granska.granska, name="utlatande_granska"),
    path("utlatande/<int:pk>/avsnitt/", delar.avsnitt_nytt, name="avsnitt_nytt"),
    path("utlatande/<int:pk>/avsnitt/<slug:nyckel>/", autosave.avsnitt, name="avsnitt"),
    path(
        "utlatande/<int:pk>/avsnitt/<slug:nyckel>/rubrik/",
        delar.avsnitt_rubrik,
        name="avsnitt_rubrik",
    ),
    path(
        "utlatande/<int:pk>/avsnitt/<slug:nyckel>/flytta/",
        delar.avsnitt_flytta,
        name="avsnitt_flytta",
    ),
    path(
        "utlatande/<int:pk>/avsnitt/<slug:nyckel>/ta-bort/",
        delar.avsnitt_ta_bort,
        name="avsnitt_ta_bort",
    ),
    path(
        "utlatande/<int:pk>/avsnitt/<slug:nyckel>/utkast/",
        delar.avsnitt_utkast,
        name="avsnitt_utkast",
    ),
    path(
        "utlatande/<int:pk>/avsnitt/<slug:nyckel>/utkast/<int:utkast_pk>/",
        delar.avsnitt_ater,
        name="avsnitt_ater",
    ),
    path("utlatande/<int:pk>/satser/", delar.sats_ny, name="sats_ny"),
    path("utlatande/<int:pk>/satser/angra/", delar.sats_ater, name="sats_ater"),
    path("utlatande/<int:pk>/satser/<int:sats_pk>/", autosave.sats, name="sats"),
    path("utlatande/<int:pk>/satser/<int:sats_pk>/flytta/", delar.sats_flytta, name="sats_flytta"),
    path("utlatande/<int:pk>/satser/<int:sats_pk>/ta-bort/", delar.sats_ta_bort, name="sats_ta_bort"),
    path("utlatande/<int:pk>/att-satser/<int:attsats_pk>/", autosave.attsats, name="attsats"),
    path("utlatande/<int:pk>/bilagor/", delar.bilaga_handling, name="bilaga_handling"),
    path("utlatande/<int:pk>/bilagor/fil/", delar.bilaga_fil, name="bilaga_fil"),
    path("utlatande/<int:pk>/bilagor/<int:bilaga_pk>/", delar.bilaga, name="bilaga"),
    path(
        "utlatande/<int:pk>/bilagor/<int:bilaga_pk>/flytta/",
        delar.bilaga_flytta,
        name="bilaga_flytta",
    ),
    path(
        "utlatande/<int:pk>/bilagor/<int:bilaga_pk>/ta-bort/",
        delar.bilaga_ta_bort,
        name="bilaga_ta_bort",
    ),
    path("utlatande/<int:pk>/forhandsvisning/", forhandsvisning.bestall, name="forhandsvisning_bestall"),
    path("utlatande/<int:pk>/forhandsvisning/<slug:sha256>/", forhandsvisning.lage, name="forhandsvisning"),
    path(
        "utlatande/<int:pk>/forhandsvisning/<slug:sha256>/pdf/",
        forhandsvisning.pdf,
        name="forhandsvisning_pdf",
    ),
    path(
        "utlatande/<int:pk>/forhandsvisning/<slug:sha256>/<int:nummer>.png",
        forhandsvisning.sida,
        name="forhandsvisning_sida",
    ),
    # sammanträdet, besluten och protokollet
    path("sammantraden/", sammantrade.sammantraden, name="sammantraden"),
    path("sammantrade/nytt/", sammantrade.sammantrade_nytt, name="sammantrade_nytt"),
    path("sammantrade/nytt/dagar/", sammantrade.sammantrade_dagar, name="sammantrade_dagar"),
    path("sammantrade/<int:pk>/", sammantrade.sammantrade, name="sammantrade"),
    path("sammantrade/<int:pk>/narvaro/", sammantrade.narvaro, name="sammantrade_narvaro"),
    path("sammantrade/<int:pk>/satt-upp/", sammantrade.satt_upp, name="sammantrade_satt_upp"),
    path("sammantrade/<int:pk>/punkter/", sammantrade.ny_punkt, name="sammantrade_ny_punkt"),
    path("sammantrade/<int:pk>/anmalan/", anmalan.anmalan, name="anmalan"),
    path("sammantrade/<int:pk>/anmalan/ta-upp/", anmalan.anmalan_ta_upp, name="anmalan_ta_upp"),
    path("sammantrade/<int:pk>/anmalan/handling/", anmalan.anmalan_handling, name="anmalan_handling"),
    path("sammantrade/<int:pk>/anmalan/rad/", anmalan.anmalan_fri, name="anmalan_fri"),
    path("anmalan/<int:pk>/flytta/", anmalan.anmalan_flytta, name="anmalan_flytta"),
    path("anmalan/<int:pk>/ta-bort/", anmalan.anmalan_ta_bort, name="anmalan_ta_bort"),
    path("punkt/<int:pk>/", paragraf.punkt, name="punkt"),
    path("punkt/<int:pk>/flytta/", foredragningslista.punkt_flytta, name="punkt_flytta"),
    path("punkt/<int:pk>/ta-bort/", foredragningslista.punkt_ta_bort, name="punkt_ta_bort"),
    path("punkt/<int:pk>/sla-ihop/", foredragningslista.sla_ihop, name="punkt_sla_ihop"),
    path("punkt/<int:pk>/information/", foredragningslista.informera_forst, name="punkt_informera"),
    path("punkt/<int:pk>/text/", paragraf.punkt_text, name="punkt_text"),
    path("punkt/<int:pk>/enligt-forslag/", paragraf.enligt_forslag, name="punkt_enligt_forslag"),
    path("punkt/<int:pk>/<slug:action>/", paragraf.punkt_akt, name="punkt_akt"),
    path("protokoll/<int:pk>/", protokoll.protokoll, name="protokoll"),
    # registren
    path("ny-kommun/", nykommun.oversikt, name="ny_kommun"),
    path("ny-kommun/namnd/exempel/", nykommun.exempel, name="ny_kommun_exempel"),
    path("ny-kommun/<slug:steg>/", nykommun.steg, name="ny_kommun_steg"),
    path("installningar/las-in/<slug:slag>/", inlasning.las_in, name="las_in"),
    path("installningar/las-in/<slug:slag>/mall/", inlasning.mall, name="las_in_mall"),
    path("installningar/las-in/<slug:slag>/<int:pk>/", inlasning.granska, name="las_in_granska"),
    path("installningar/", installningar.urls),
]

handler400 = "remiss.views.fel.oforstadd"
handler403 = "remiss.views.fel.nekad"
handler404 = "remiss.views.fel.saknas"
handler500 = "remiss.views.fel.trasig"
