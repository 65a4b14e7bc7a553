"""What comes in by the web is NFC from its first moment: each letter one sign, whatever the computer that it was typed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from motions.text.signs import nfc
from remiss.web.idempotency import is_secret
from remiss.web.middleware import Get

if TYPE_CHECKING:
    from django.http.request import _ImmutableQueryDict


class NfcMiddleware:
    """Stands after the check of the token, which has read the body. A password is left as it was typed when it was chosen."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> None:
        """Put the fields of the address and of the body in place of what was sent; the names of files are made safe later."""
        request.GET = _in_one_form(request.GET)
        if request.method == "POST":
            request.POST = _in_one_form(request.POST)


def _in_one_form(sent: _ImmutableQueryDict) -> _ImmutableQueryDict:
    changed: dict[str, list[str]] = {}
    for field, values in sent.lists():
        if not is_secret(field) and (new := [nfc(str(v)) for v in values]) != values:
            changed[field] = new
    if not changed:
        return sent
    one = QueryDict(encoding=sent.encoding)
    for field, values in sent.lists():
        MultiValueDict.setlist(one, field, changed.get(field, values))
    return one
