"""One run of the bench: make the kommuner, ask each room, write the page. Started by bench/__main__.py with the sizes."""

from __future__ import annotations

import os
import sys
import time

import django

django.setup()

from bench import databas, dokument, lista, start  # noqa: E402 - the models are there when Django is
from bench.resultat import SIDA, Matning, med_delar_ur, sida, tal, toppminne_mb  # noqa: E402
from remiss.start.console import say  # noqa: E402

INGRESS = """Skriven av `make bench`, som gör kommunerna, mäter allt i en körning och skriver medianer i millisekunder. Tiderna
beror på maskinen; kvoterna gör det mindre. «Ser allt» är en registrator över hundra nämnder, «ser 1 %» en registrator i en.

- *SQL för hand*: samma rader hämtade med psycopg, utan programmet.
- *Raderna*: vad programmet gör i stället för den frågan, alltså vem som får se, ordningen, platsen i listan och rader med namn.
  Gränserna i tabellen gäller dem.
- *Hela sidan*: allt som en person väntar på, alltså session, behörighet, urvalets formulär, rader, antal, utdrag och mall. Kvoten
  visar vad allt det kostar utöver frågan.
- *WeasyPrint för sig*: samma HTML, stilmall och typsnitt genom ett bart anrop. Programmets tid är från frysta uppgifter till
  färdig fil. Ett dokument «satt om» har en fotnot som WeasyPrint för sig lägger på en annan sida än sitt ord; vi sätter det en
  gång till, så att noten står där ordet står."""


def main(storlekar: list[int]) -> int:
    """Measure, print and write; 1 when a limit was not held."""
    baser = []
    for antal in storlekar:
        borjan = time.monotonic()
        baser.append(databas.gor(os.environ["DATABASE_URL"], antal))
        say(f"✓ {tal(antal)} ärenden ({time.monotonic() - borjan:.0f} s)")
    matningar: list[Matning] = [*lista.mat(baser), *dokument.mat(os.environ["DATABASE_URL"])]
    minne = toppminne_mb()
    text = sida(matningar, ingress=f"{INGRESS}\n\n{start.mat()}", minne_mb=minne)
    SIDA.write_text(med_delar_ur(text, SIDA.read_text("utf-8")), "utf-8")
    say(text)
    brutna = [m for m in matningar if m.grans is not None and m.kvot > m.grans]
    say(f"{len(brutna)} gränser hölls inte." if brutna else "Alla gränser hölls.")
    return 1 if brutna else 0


if __name__ == "__main__":
    raise SystemExit(main([int(a) for a in sys.argv[1:]]))
