"""Plain text whose lines, bullets and numbers are no page's: what is pasted, what is read afterwards, and what is said."""

from __future__ import annotations

from tests.journeys.klistrat_ord import INGET

HOPLAGDA = "Rader som sidan hade brutit lades ihop."
SIDNUMMER = {
    "antal med andelar": (
        "Skola\nAntal svar (procent)\nNorrby skola\n34 (12)\nSörby skola\n27 (9)\nTotalt\n61 (21)",
        [
            "Skola",
            "Antal svar (procent)",
            "Norrby skola",
            "34 (12)",
            "Sörby skola",
            "27 (9)",
            "Totalt",
            "61 (21)",
        ],
        INGET,
    ),
    "antal av så många": (
        "Norrby skola\n3 (12)\nSörby skola\n4 (12)\nVästerby skola\n5 (12)",
        ["Norrby skola", "3 (12)", "Sörby skola", "4 (12)", "Västerby skola", "5 (12)"],
        INGET,
    ),
    "en innehållsförteckning": (
        "Bakgrund\nSida 3\nFörslag\nSida 4\nSlut\nSida 6",
        ["Bakgrund", "Sida 3", "Förslag", "Sida 4", "Slut", "Sida 6"],
        INGET,
    ),
    "siffror i löpande text som inte är sidor": (
        "Nämnden har räknat svaren från alla skolor i kommunen och\nfunnit att de är många fler än de var för ett år sedan.\n"
        "34 (12)\nDet är de svar som kom från norr om ån.\n27 (9)\nDet är de svar som kom från söder.",
        [
            "Nämnden har räknat svaren från alla skolor i kommunen och funnit att de är många fler än de var för ett år sedan. "
            "34 (12)",
            "Det är de svar som kom från norr om ån.",
            "27 (9)",
            "Det är de svar som kom från söder.",
        ],
        HOPLAGDA,
    ),
    "sidor": (
        "Nämnden har räknat svaren från alla skolor i kommunen och\n1 (3)\nfunnit att de är många fler än de var för ett år sedan"
        "\ni den norra delen av kommunen, och i stort sett lika\n2 (3)\nmånga som väntat i den södra delen av den.",
        [
            "Nämnden har räknat svaren från alla skolor i kommunen och funnit att de är många fler än de var för ett år sedan "
            "i den norra delen av kommunen, och i stort sett lika många som väntat i den södra delen av den.",
        ],
        f"2 sidnummer togs inte med. {HOPLAGDA}",
    ),
    "en siffra före en ny sida": ("Antal svar\n61\n\fNästa sida", ["Antal svar", "61", "Nästa sida"], INGET),
}
TEXT: dict[str, tuple[str, list[str], str]] = SIDNUMMER | {
    "en matris ur en PDF": (
        "Krav A\n✓\nKrav B\n✔ delvis\nKrav C\n■",
        ["Krav A", "✓", "Krav B", "✔ delvis", "Krav C", "■"],
        INGET,
    ),
    "en replik": ("Han sa:\n– Nej.\nHon gick.", ["Han sa:", "– Nej.", "Hon gick."], INGET),
    "ett belopp": ("Resultat\n– 350 tkr\nMot budget", ["Resultat", "– 350 tkr", "Mot budget"], INGET),
    "en anmärkning": (
        "Tabell\n* Avser 2026\n\nTabell\n* Avser allt",
        ["Tabell", "* Avser 2026", "Tabell", "* Avser allt"],
        INGET,
    ),
    "en lista med streck": ("Vi vill\n- ett\n- två", ["Vi vill", "- ett", "- två"], INGET),
    "en lista med tomma rader": ("- ett\n\n- två\n\n- tre", ["- ett", "- två", "- tre"], INGET),
    "bokstäver med romerska under": (
        "a) ett\nb) två\ni. x\nii. y\nc) tre",
        ["a. ett", "b. två", "  i. x", "  ii. y", "c. tre"],
        INGET,
    ),
    "romerska under den sista bokstaven": (
        "a) ett\nb) två\ni) x\nii) y\nSlut",
        ["a. ett", "b. två", "  i. x", "  ii. y", "Slut"],
        INGET,
    ),
    "siffror med bokstäver under, till sist en siffra": (
        "1. ett\na) x\nb) y\n2. två",
        ["1. ett", "  a. x", "  b. y", "2. två"],
        INGET,
    ),
    "en adress": (
        "Norrby kommun, arbetsmarknadsförvaltningen\natt. registrator\nBox 12\n123 45 Norrby",
        ["Norrby kommun, arbetsmarknadsförvaltningen", "att. registrator", "Box 12", "123 45 Norrby"],
        INGET,
    ),
    "brutna rader och en underskrift": (
        "Nämnden har räknat svaren från alla skolor i kommunen och\nfunnit att de är många fler än de var för ett år sedan.\n\n"
        "Eva Provsson, förvaltningen för arbete\nenhetschef\ntel. 08-123 45 67\ne-post: eva@exempel.invalid",
        [
            "Nämnden har räknat svaren från alla skolor i kommunen och funnit att de är många fler än de var för ett år sedan.",
            "Eva Provsson, förvaltningen för arbete",
            "enhetschef",
            "tel. 08-123 45 67",
            "e-post: eva@exempel.invalid",
        ],
        HOPLAGDA,
    ),
    "bindestreck som hör till ordet": (
        "Nämnden vill att den som begär det ska få en pdf-\nfil och en sms-\ntjänst och ett id-\nkort samt svar på hbtq-\n"
        "frågor och gps-\ndata i en usb-\nsticka, liksom en utbild-\nning för alla.",
        [
            "Nämnden vill att den som begär det ska få en pdf-fil och en sms-tjänst och ett id-kort samt svar på hbtq-frågor och "
            "gps-data i en usb-sticka, liksom en utbildning för alla."
        ],
        HOPLAGDA,
    ),
    "ett stycke efter den sista punkten": (
        "Nämnden har räknat svaren från alla skolor i kommunen och\nfunnit att de är många fler än de var för ett år sedan.\n"
        "\uf0b7 skola\n\uf0b7 bostad\nNämnden vill därför att kommunen ska göra något åt det.",
        [
            "Nämnden har räknat svaren från alla skolor i kommunen och funnit att de är många fler än de var för ett år sedan.",
            "- skola",
            "- bostad",
            "Nämnden vill därför att kommunen ska göra något åt det.",
        ],
        HOPLAGDA,
    ),
    "rutor": ("□ Ja □ Nej\nSlut", ["□ Ja □ Nej", "Slut"], INGET),
}
