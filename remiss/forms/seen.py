"""What somebody saw when a form was opened. To save over what has changed since is refused once, and said.

The form judges what was there when it was sent, and the gate what is there under its lock (`annu`): between the two another
may have written.
"""

from __future__ import annotations

import hashlib
from typing import Any, Self

from django import forms

from remiss.forms.fields import Cleaned

FALT = "sett"
NU_STAR = 200
"""So many signs of what stands are shown."""
ANDRAT = (
    "Det har ändrats sedan du öppnade sidan. Inget har sparats, och det du skrev står kvar. "
    "Jämför med hur det står nu; sparar du igen gäller det som står här."
)


def avtryck(star: Any) -> str:
    """A digest of what stands: the same for the same values in the same order."""
    return hashlib.sha256(repr(star).encode()).hexdigest()[:32]


def _i_ord(falt: forms.Field, star: Any) -> str:
    """What stands in a field, as the page would show it."""
    if isinstance(falt, forms.BooleanField):
        return "ja" if star else "nej"
    alla = star if isinstance(star, list | tuple) else [star]
    if isinstance(falt, forms.ChoiceField | forms.ModelChoiceField):
        valbara: Any = falt.choices
        namn = {str(varde): str(etikett) for varde, etikett in valbara}
        alla = [namn.get(str(varde), str(varde)) for varde in alla if varde not in (None, "")]
    text = ", ".join(str(varde) for varde in alla if varde not in (None, ""))
    return f"«{text[:NU_STAR]}{'…' if len(text) > NU_STAR else ''}»" if text else "inget"


class SettMixin(forms.Form):
    """A form over values that stand already. `star` says which; a form that gives None asks nothing.

    The page carries the digest of what it showed. One without it, as from a page of an earlier version, is not refused, unless
    the form signs.
    """

    ANDRAT = ANDRAT
    """What is said when it is another. A form that signs says it in its own words."""
    SIGNERAR = False
    """Whether what is signed is what the page showed, so that a page that does not say it signs nothing."""
    inaktuell = False
    """Whether the values had changed since the page was made: 409, where another fault is 422."""

    def star(self) -> Any:
        """What stands now, to be the same when it is saved."""
        return None

    def namngiven(self) -> int | None:
        """The frozen text that the page named, if there was one; the guard holds it against the one under its lock."""
        star: int | list[int] | None = self.star()
        return next(iter(star), None) if isinstance(star, list) else star

    def over(self, nu: Any) -> Self:
        """The same form over its subject as it is now. Of a form that has a `star()`."""
        raise NotImplementedError

    def annu(self, nu: Any) -> bool:
        """Whether what stands in `nu`, the subject under its lock, is what the page was made of."""
        if not self._sett:
            return True
        falt = self.over(nu).fields.get(FALT)
        return falt is not None and falt.initial == self._sett

    def bevaka(self) -> None:
        """Put the digest among the hidden fields. Called when all else is there."""
        if (star := self.star()) is not None:
            self.fields[FALT] = forms.CharField(
                required=False, max_length=64, initial=avtryck(star), widget=forms.HiddenInput
            )

    def clean(self) -> Cleaned:
        """Refuse what was made of something else than what stands, and say so."""
        typed: Cleaned = super().clean() or self.cleaned_data
        sett, nu = self.cleaned_data.pop(FALT, ""), self.fields.get(FALT)
        self._sett: str = sett
        if nu is not None and sett != nu.initial and (sett or self.SIGNERAR):
            self.inaktuell = True
            self.add_error(None, self.ANDRAT)
            self._visa_det_som_star()
            # What is shown with the refusal is what stands now.
            data: Any = self.data
            self.data = data = data.copy()
            data[FALT] = nu.initial
        return typed

    def _visa_det_som_star(self) -> None:
        """Beside each field that is not as it stands: how it stands."""
        self.valj_igen()
        star = self.star()
        for namn, falt in self.fields.items():
            if isinstance(star, dict) and namn in star and falt.has_changed(star[namn], self._skrivet(namn)):
                self.add_error(namn, f"Nu står: {_i_ord(falt, star[namn])}")

    def valj_igen(self) -> None:
        """Ask for the file once more: the page that comes back does not keep it."""
        for namn, falt in self.fields.items():
            if isinstance(falt, forms.FileField) and self.cleaned_data.get(namn) and namn not in self.errors:
                self.add_error(namn, "Välj filen igen.")

    def _skrivet(self, namn: str) -> Any:
        falt = self.fields[namn]
        return falt.widget.value_from_datadict(self.data, self.files, self.add_prefix(namn))

    def forifyllda(self, *namn: str) -> Cleaned:
        """What the fields hold before anything is typed."""
        return {n: self.get_initial_for_field(self.fields[n], n) for n in namn}
