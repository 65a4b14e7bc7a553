"""Footnotes in the structure tree of a PDF: the call is a Reference, its Note follows it, each Note has an ID (PDF/UA-1 7.9).

WeasyPrint leaves the notes of a page in a box of their own after the text of the page; who listens would meet them there, far
from their words. The links that `fotnot.numrera` made say which is the call of which note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pydyf
from pydyf import Dictionary

_MAL = re.compile(r"fotnot-(\d+)")


class FotnotError(RuntimeError):
    """The calls and the notes of a document are not as many; no file was made."""


def marka(pdf: pydyf.PDF) -> None:
    """Tag every call and every note, and set the note where its call is. Errors: FotnotError."""
    rot = _objekt(pdf, pdf.catalog["StructTreeRoot"])
    (dokument,) = _barn(pdf, rot)
    omraden = [o for o in _barn(pdf, dokument) if o["S"] == "/NonStruct"]
    noter = [not_ for omrade in omraden for not_ in _barn(pdf, omrade)]
    anrop = list(_anrop(pdf, dokument, rot))
    if len(anrop) != len(noter):
        raise FotnotError(f"{len(anrop)} fotnotstecken och {len(noter)} fotnoter.")
    namn = pydyf.Array()
    for (nummer, lank, foralder), not_ in zip(anrop, noter, strict=True):
        not_["S"], not_["ID"], not_["P"] = "/Note", pydyf.String(f"fotnot-{nummer:05}"), foralder.reference
        namn += [not_["ID"], not_.reference]
        _barn(pdf, not_)[0]["S"] = "/Lbl"
        _till_hanvisning(pdf, rot, lank)
        foralder["K"].insert(foralder["K"].index(lank.reference) + 1, not_.reference)
    for omrade in omraden:
        dokument["K"].remove(omrade.reference)
        omrade.clear()
    if namn:
        rot["IDTree"] = Dictionary({"Names": namn})


def _objekt(pdf: pydyf.PDF, referens: bytes) -> Dictionary:
    objekt: Dictionary = pdf.objects[int(referens.split()[0])]
    return objekt


def _barn(pdf: pydyf.PDF, element: Dictionary) -> list[Dictionary]:
    """The structure elements right below one; marked content and annotations are none."""
    objekt = [_objekt(pdf, k) for k in element["K"] if isinstance(k, bytes)]
    return [o for o in objekt if o.get("S")]


def _anrop(
    pdf: pydyf.PDF, element: Dictionary, foralder: Dictionary
) -> Iterator[tuple[int, Dictionary, Dictionary]]:
    """Number, link and parent of each call, in the order in which the text is read."""
    if element["S"] == "/Link" and (hit := _MAL.fullmatch(_mal(pdf, element))):
        yield int(hit[1]), element, foralder
        return
    for barn in _barn(pdf, element):
        yield from _anrop(pdf, barn, element)


def _annotationer(pdf: pydyf.PDF, element: Dictionary) -> list[tuple[Dictionary, Dictionary]]:
    """The annotations of an element, each with the object by which the element refers to it."""
    objekt = [_objekt(pdf, k) for k in element["K"] if isinstance(k, bytes)]
    return [(o, _objekt(pdf, o["Obj"])) for o in objekt if o.get("Type") == "/OBJR"]


def _mal(pdf: pydyf.PDF, lank: Dictionary) -> str:
    """Where in the document a link leads; "" when it leads out of it."""
    mal = (annotation["Dest"].string for _, annotation in _annotationer(pdf, lank) if "Dest" in annotation)
    return str(next(mal, ""))


def _till_hanvisning(pdf: pydyf.PDF, rot: Dictionary, lank: Dictionary) -> None:
    """Make a link around a call a Reference around a Link.

    Both boxes, the link and the call within it, were given an annotation: that of the call stays, and says what it is.
    """
    (tecken,) = _barn(pdf, lank)
    lank["S"], tecken["S"] = "/Reference", "/Link"
    ((_, annotation),) = _annotationer(pdf, tecken)
    annotation["Contents"] = pydyf.String(annotation["Contents"].string.replace("fotnot-", "Fotnot "))
    _ta_bort(pdf, rot, lank)


def _ta_bort(pdf: pydyf.PDF, rot: Dictionary, element: Dictionary) -> None:
    """Take an element's annotation away: from the element, from its page, and from the tree of parents.

    What nothing points to is left as empty objects: pydyf counts the objects by their places.
    """
    ((hanvisning, annotation),) = _annotationer(pdf, element)
    element["K"].remove(hanvisning.reference)
    _objekt(pdf, element["Pg"])["Annots"].remove(annotation.reference)
    nummer = _objekt(pdf, rot["ParentTree"])["Nums"]
    plats = next(n for n in range(0, len(nummer), 2) if nummer[n] == annotation["StructParent"])
    del nummer[plats : plats + 2]
    hanvisning.clear()
    annotation.clear()
