"""Nothing that could be read in the source is lost in silence: what is pasted, what is read afterwards, and what is said."""

from __future__ import annotations

INGET = "Inklistrat utan att något ändrades."


def matris(*celler: str) -> str:
    """A table of requirements, with what stands in the cell beside each."""
    return (
        "<table>"
        + "".join(f"<tr><td>Krav {n}</td><td>{cell}</td></tr>" for n, cell in enumerate(celler, 1))
        + "</table>"
    )


TECKEN = {
    "tecken i celler": (
        matris("<p>✓</p>", "<p>●</p>", "<p>■</p>", "<div>✔ delvis</div>", "<p>•</p>"),
        ["| Krav 1 | ✓", "| Krav 2 | ●", "| Krav 3 | ■", "| Krav 4 | ✔ delvis", "| Krav 5 | •"],
        INGET,
    ),
    "två tecken i en cell": (
        matris("<p>✓</p><p>✓</p>", "<p>□ Ja</p><p>■ Nej</p>"),
        ["| Krav 1 | ✓✓", "| Krav 2 | □ Ja■ Nej"],
        INGET,
    ),
    "Wingdings i en cell": (
        matris("<p>\uf0fc</p>", "<p>\uf06f</p>"),
        ["| Krav 1 | ✓", "| Krav 2 | □"],
        INGET,
    ),
    "en punktlista i en cell": (
        matris("<p>• ett</p><p>• två</p>", "x"),
        ["| Krav 1 |", "- etttvå", "| Krav 2 | x"],
        INGET,
    ),
    "ett tecken ensamt på sin rad": ("<p>Före</p><p>■</p><p>Efter</p>", ["Före", "■", "Efter"], INGET),
    "rutor att kryssa i": ("<p>□ Ja □ Nej</p><p>■ Vet ej</p>", ["□ Ja □ Nej", "■ Vet ej"], INGET),
    "en lista med bockar": ("<p>✓ ett</p><p>✓ två</p>", ["- ett", "- två"], INGET),
}
HTML = TECKEN
TEXT: dict[str, tuple[str, list[str], str]] = {
    "en matris ur en PDF": (
        "Krav A\n✓\nKrav B\n✔ delvis\nKrav C\n■",
        ["Krav A", "✓", "Krav B", "✔ delvis", "Krav C", "■"],
        INGET,
    ),
    "rutor": ("□ Ja □ Nej\nSlut", ["□ Ja □ Nej", "Slut"], INGET),
}
