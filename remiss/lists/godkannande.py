"""What waits for one's signature, oldest first: asked by the desk, and by the way on from one signature to the next text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motions.akten import oppna, texten
from motions.models import Anvandare, Tjansteutlatande
from motions.visibility import betraktare
from remiss import roles
from remiss.hinder import Hinder
from remiss.lists.skrivbord import till_chef
from remiss.underskrift import kedjan


@dataclass(frozen=True)
class Vantande:
    """A text that waits for the reader. `hinder`: why nobody can sign it now, with the way out."""

    utlatande: Tjansteutlatande
    hinder: Sequence[Hinder]


def att_godkanna(user: Anvandare, today: date) -> list[Vantande]:
    """The texts that `user` is to sign, and those that stand still since no other can: never one's own, nor another's step."""
    mina = [u for u in till_chef(betraktare(user, today)) if roles.chef_i_tur(user, u, today)]
    for u in mina:
        oppna(u)
    kedjan.las_cheferna(mina, today)
    vantande = []
    for u in mina:
        if any(c.pk == user.pk and c.skrivit for c in texten(u).chefer[today]):
            continue
        hinder = kedjan.stegets_hinder(u, user, today)
        if not hinder or kedjan.kedjans_hinder(u, today):
            vantande.append(Vantande(u, hinder))
    return vantande
