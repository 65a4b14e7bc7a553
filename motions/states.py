"""What the record stores and the pure rules ask by the same names: the states of an ärende, an utlåtande, a sammanträde
and a protokoll, and the kinds of what is moved, decided and said in a §, as values and Swedish words."""

from django.db.models import TextChoices


class ArendeState(TextChoices):
    """Where an ärende stands on its way from registrerat to avslutat."""

    REGISTRERAT = "registrerat", "Registrerat"
    BEREDNING = "beredning", "Beredning"
    GODKANNANDE = "godkannande", "Godkännande"
    KLART_FOR_NAMND = "klart_for_namnd", "Klart för nämnd"
    KALLAT = "kallat", "Kallat"
    BORDLAGT = "bordlagt", "Bordlagt"
    ATERREMITTERAT = "aterremitterat", "Återremitterat"
    BESLUTAT = "beslutat", "Beslutat"
    JUSTERAT = "justerat", "Justerat"
    AVGJORT = "avgjort", "Avgjort utan sammanträde"
    EXPEDIERAT = "expedierat", "Expedierat"
    AVSLUTAT = "avslutat", "Avslutat"
    AVSKRIVET = "avskrivet", "Avskrivet"
    MAKULERAT = "makulerat", "Makulerat"


class UtlatandeState(TextChoices):
    """Whether the text of a tjänsteutlåtande is open, waits for its chefer, or is theirs."""

    UTKAST = "utkast", "Utkast"
    GODKANNANDE = "godkannande", "Hos chef för godkännande"
    GODKANT = "godkant", "Godkänt"


class SammantradeState(TextChoices):
    """A sammanträde from planning to its end."""

    PLANERAT = "planerat", "Planerat"
    KALLAT = "kallat", "Kallat"
    PAGAR = "pagar", "Pågår"
    AVSLUTAT = "avslutat", "Avslutat"
    INSTALLT = "installt", "Inställt"


class ProtokollState(TextChoices):
    """A protokoll (whole, or the §§ justerade at once) from drafting to the board (KL 5:69, 8:12)."""

    UPPRATTAS = "upprattas", "Upprättas"
    FOR_JUSTERING = "for_justering", "För justering"
    JUSTERAT = "justerat", "Justerat"
    ANSLAGET = "anslaget", "Anslaget"
    NEDTAGET = "nedtaget", "Nedtaget från anslagstavlan"


class ForslagFran(TextChoices):
    """Which body a huvudförslag comes from."""

    FORVALTNING = "forvaltning", "Förvaltningen"
    UTSKOTT = "utskott", "Utskottet"
    ORDFORANDE = "ordforande", "Ordföranden"


class YrkandeSlag(TextChoices):
    """What a yrkande asks for."""

    BIFALL = "bifall", "Bifall till förslaget"
    AVSLAG = "avslag", "Avslag på förslaget"
    ANDRING = "andring", "Ändring"
    TILLAGG = "tillagg", "Tillägg"
    BIFALL_MOTION = "bifall_motion", "Bifall till motionen"
    EGET_FORSLAG = "eget_forslag", "Eget förslag"
    ATERREMISS = "aterremiss", "Återremiss"
    BORDLAGGNING = "bordlaggning", "Bordläggning"


class YrkandeTillstand(TextChoices):
    """What became of a förslag or a yrkande, or a point of it."""

    FRAMSTALLT = "framstallt", "Framställt"
    BIFALLET = "bifallet", "Bifallet"
    AVSLAGET = "avslaget", "Avslaget"
    ATERTAGET = "atertaget", "Återtaget"
    FORFALLET = "forfallet", "Förfallet"


class UttalandeSlag(TextChoices):
    """The kinds of dissent and statement (domain 1.21)."""

    RESERVATION = "reservation", "Reservation"
    SARSKILT_UTTALANDE = "sarskilt_uttalande", "Särskilt uttalande"
    ERSATTARYTTRANDE = "ersattaryttrande", "Ersättaryttrande"
    PROTOKOLLSANTECKNING = "protokollsanteckning", "Protokollsanteckning"


class Paragrafnumrering(TextChoices):
    """Where the § numbers of an organ start again (domain 9.14)."""

    SAMMANTRADE = "sammantrade", "Från 1 vid varje sammanträde"
    AR = "ar", "Löpande under året"


SLUTA_ARENDEN = frozenset({ArendeState.AVSLUTAT, ArendeState.AVSKRIVET, ArendeState.MAKULERAT})
"""States in which an ärende rests: closed, ended without an answer, or registered by mistake."""

OPPNA_ARENDEN = frozenset(ArendeState) - SLUTA_ARENDEN
"""States in which somebody must still act."""

BESVARADE_ARENDEN = frozenset({ArendeState.EXPEDIERAT, *SLUTA_ARENDEN})
"""States in which the remisstid no longer runs."""

SKRIVS = (ArendeState.BEREDNING, ArendeState.ATERREMITTERAT)
"""States in which an ärende's text is to be written on."""

KLARA_FOR_LISTAN = (ArendeState.KLART_FOR_NAMND, ArendeState.BORDLAGT)
"""States from which an ärende is called to a sammanträde."""

MED_OPPEN_LISTA = (SammantradeState.PLANERAT, SammantradeState.KALLAT)
"""States of a sammanträde whose list may still change."""

OPPNA_MOTEN = (*MED_OPPEN_LISTA, SammantradeState.PAGAR)
"""States of a sammanträde that is to come or is held."""

OJUSTERADE = (ProtokollState.UPPRATTAS, ProtokollState.FOR_JUSTERING)
"""States of a protokoll whose signatures are not all there."""
