"""Every address, on one page."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from remiss.views import akt, arende, desk, diarium, dokument, inloggning, oversikt

urlpatterns = [
    # skrivbordet och det som hör till alla
    path("", desk.skrivbord, name="skrivbord"),
    path("logga-in/", inloggning.LoggaIn.as_view(), name="logga_in"),
    path("logga-in/som/", inloggning.logga_in_som, name="logga_in_som"),
    path("logga-ut/", LogoutView.as_view(), name="logga_ut"),
    path("byt-person/", inloggning.byt_person, name="byt_person"),
    path("halsa", oversikt.halsa, name="halsa"),
    path("palett/", oversikt.palett, name="palett"),
    path("utkorgen/", oversikt.utkorgen, name="utkorgen"),
    path("kontrollera/", dokument.kontrollera, name="kontrollera"),
    # diariet
    path("registrera/", diarium.registrera, name="registrera"),
    path("registrera/dubbletter/", diarium.registrera_dubbletter, name="registrera_dubbletter"),
    # ärendet
    path("arende/<int:pk>/", arende.arende, name="arende"),
    path("arende/<int:pk>/historik/", arende.arendehistorik, name="arendehistorik"),
    path("gor/<slug:slag>/<int:pk>/<slug:action>/", akt.akt, name="akt"),
    # handlingar och dokument
    path("handling/<int:pk>/", dokument.handling_fil, name="handling_fil"),
    path("dokument/<int:pk>/", dokument.dokument, name="dokument"),
    path("dokument/<int:pk>/pdf/", dokument.dokument_pdf, name="dokument_pdf"),
    # tjänsteutlåtandet
    # sammanträdet, besluten och protokollet
]

handler403 = "remiss.views.fel.nekad"
handler404 = "remiss.views.fel.saknas"
handler500 = "remiss.views.fel.trasig"
