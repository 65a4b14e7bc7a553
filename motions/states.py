"""The states of an ärende, an utlåtande, a sammanträde and a protokoll, as values and Swedish words."""

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


SLUTA_ARENDEN = frozenset({ArendeState.AVSLUTAT, ArendeState.AVSKRIVET, ArendeState.MAKULERAT})
"""States in which an ärende rests: closed, ended without an answer, or registered by mistake."""

OPPNA_ARENDEN = frozenset(ArendeState) - SLUTA_ARENDEN
"""States in which somebody must still act."""
