"""The people of the demo, all invented: who works where, and who sits on which seat for which party."""

from __future__ import annotations

from dataclasses import dataclass

from motions.models import Roll, Uppdragsroll


@dataclass(frozen=True)
class Tjansteperson:
    """One who works for a nämnd. `enhet` is the name of the unit that the role is held in, or empty for the nämnd's or more."""

    konto: str
    fornamn: str
    efternamn: str
    titel: str
    telefon: str
    roll: Roll
    enhet: str = ""


@dataclass(frozen=True)
class Politiker:
    """One who sits in a nämnd; `konto` is empty for those who do not log in."""

    fornamn: str
    efternamn: str
    parti: str
    roll: Uppdragsroll
    plats: int
    konto: str = ""

    @property
    def namn(self) -> str:
        """First and last name."""
        return f"{self.fornamn} {self.efternamn}"


H, R, E, A, F, S = (
    Roll.HANDLAGGARE,
    Roll.REGISTRATOR,
    Roll.ENHETSCHEF,
    Roll.AVDELNINGSCHEF,
    Roll.FORVALTNINGSCHEF,
    Roll.NAMNDSEKRETERARE,
)
INSATSER, ARBETE, KLIMAT, MILJO = (
    "Enheten för arbetsmarknadsinsatser",
    "Avdelningen för arbete och studier",
    "Enheten för klimat och energi",
    "Avdelningen för miljö och klimat",
)

AMN_TJANST = (
    Tjansteperson("elin.sjodahl", "Elin", "Sjödahl", "Utredare", "0555-120 11", H, ARBETE),
    Tjansteperson("jonas.wikmark", "Jonas", "Wikmark", "Utredare", "0555-120 12", H, INSATSER),
    Tjansteperson("samira.haddadi", "Samira", "Haddadi", "Strateg", "0555-120 13", H, INSATSER),
    Tjansteperson("gunnel.pahlsson", "Gunnel", "Påhlsson", "Registrator", "0555-120 20", R),
    Tjansteperson("robert.linner", "Robert", "Linnér", "Enhetschef", "0555-120 31", E, INSATSER),
    Tjansteperson("katarina.brannvall", "Katarina", "Brännvall", "Avdelningschef", "0555-120 30", A, ARBETE),
    Tjansteperson("henrik.stalnacke", "Henrik", "Stålnacke", "Förvaltningschef", "0555-120 01", F),
    Tjansteperson("malin.tidestrom", "Malin", "Tideström", "Nämndsekreterare", "0555-120 40", S),
)
MN_TJANST = (
    Tjansteperson("oskar.frimodig", "Oskar", "Frimodig", "Miljöutredare", "0555-130 11", H, KLIMAT),
    Tjansteperson("leila.karimian", "Leila", "Karimian", "Klimatstrateg", "0555-130 12", H, KLIMAT),
    Tjansteperson("birgit.ahlmark", "Birgit", "Ahlmark", "Registrator", "0555-130 20", R),
    Tjansteperson("tomas.edvall", "Tomas", "Edvall", "Avdelningschef", "0555-130 30", A, MILJO),
    Tjansteperson("ingrid.lageras", "Ingrid", "Lagerås", "Förvaltningschef", "0555-130 01", F),
    Tjansteperson("petra.kallander", "Petra", "Källander", "Nämndsekreterare", "0555-130 40", S),
)
REVISOR = Tjansteperson(
    "arne.holmstedt", "Arne", "Holmstedt", "Sakkunnig revisor", "0555-110 90", Roll.REVISOR
)

OF, V1, V2, L, X = (
    Uppdragsroll.ORDFORANDE,
    Uppdragsroll.FORSTE_VICE,
    Uppdragsroll.ANDRE_VICE,
    Uppdragsroll.LEDAMOT,
    Uppdragsroll.ERSATTARE,
)

AMN_VALDA = (
    Politiker("Agneta", "Rosvall", "C", OF, 1, "agneta.rosvall"),
    Politiker("Peter", "Malmros", "M", V1, 2, "peter.malmros"),
    Politiker("Yasmin", "Tahiri", "S", V2, 3, "yasmin.tahiri"),
    Politiker("Lennart", "Hedvall", "S", L, 4),
    Politiker("Birgitta", "Tengblad", "S", L, 5),
    Politiker("Marcus", "Noring", "M", L, 6),
    Politiker("Ulrika", "Skarstedt", "M", L, 7),
    Politiker("Dag", "Broström", "C", L, 8),
    Politiker("Hanna", "Vallgren", "L", L, 9),
    Politiker("Josef", "Norlander", "V", L, 10),
    Politiker("Rolf", "Dahlbom", "SD", L, 11),
    Politiker("Tova", "Mörk", "MP", L, 12),
    Politiker("Anders", "Fagerlund", "KD", L, 13),
    Politiker("Siv", "Solhem", "C", X, 1),
    Politiker("Fredrik", "Backström", "M", X, 2),
    Politiker("Amina", "Risberg", "S", X, 3),
    Politiker("Kjell", "Hellgren", "S", X, 4),
    Politiker("Johanna", "Wiik", "L", X, 5),
    Politiker("Elias", "Sandell", "V", X, 6),
    Politiker("Gun", "Åkerlind", "SD", X, 7),
    Politiker("Ludvig", "Norell", "MP", X, 8),
    Politiker("Maj", "Torstensson", "KD", X, 9),
)
MN_VALDA = (
    Politiker("Ragnar", "Almqvist", "M", OF, 1, "ragnar.almqvist"),
    Politiker("Cecilia", "Rydell", "L", V1, 2, "cecilia.rydell"),
    Politiker("Hamid", "Sarvari", "S", V2, 3, "hamid.sarvari"),
    Politiker("Viola", "Bergenlöv", "S", L, 4),
    Politiker("Sixten", "Granlöv", "C", L, 5),
    Politiker("Moa", "Strandell", "V", L, 6),
    Politiker("Bengt", "Ådahl", "SD", L, 7),
    Politiker("Alva", "Tjäder", "MP", L, 8),
    Politiker("Gustav", "Ehnmark", "KD", L, 9),
    Politiker("Lisbet", "Ravelin", "M", X, 1),
    Politiker("Kerim", "Jonasson-Öz", "S", X, 2),
    Politiker("Inga", "Fjellgren", "C", X, 3),
    Politiker("Nils", "Sundmark", "SD", X, 4),
    Politiker("Ebba", "Lövheim", "MP", X, 5),
)
