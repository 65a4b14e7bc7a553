"""Pages travel compressed when the browser can read that, documents as they are, and no secret lies still in a page."""

import gzip
import re

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from remiss.web.middleware import PageCompressionMiddleware

CAN_READ = {"accept-encoding": "gzip, deflate, br"}
LONG = b"<p>Ett yttrande.</p>" * 100


def through(response: HttpResponseBase) -> HttpResponseBase:
    """The answer as it leaves the middleware."""
    request = RequestFactory(headers=CAN_READ).get("/")
    return PageCompressionMiddleware(lambda _: response).process_response(request, response)


@pytest.mark.django_db
def test_a_page_is_compressed_for_who_can_read_it_and_for_no_one_else(client: Client) -> None:
    packed = client.get("/logga-in/", headers=CAN_READ)
    plain = client.get("/logga-in/")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert b"Logga in" in gzip.decompress(packed.content)
    assert len(packed.content) < len(plain.content) / 2


@pytest.mark.django_db
def test_the_token_of_a_page_is_another_each_time(client: Client) -> None:
    tokens = [
        re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/logga-in/").content.decode())[0]
        for _ in range(2)
    ]
    assert tokens[0] != tokens[1]


def test_the_same_page_does_not_have_the_same_length_each_time() -> None:
    lengths = {len(b"".join(through(HttpResponse(LONG)))) for _ in range(20)}
    assert len(lengths) > 3


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG, content_type="application/pdf"),
        HttpResponse(LONG, content_type="image/png"),
        FileResponse(LONG, content_type="text/html"),
        StreamingHttpResponse([LONG], content_type="text/html"),
    ],
    ids=["pdf", "png", "file", "stream"],
)
def test_what_is_no_page_travels_as_it_is(response: HttpResponseBase) -> None:
    assert "Content-Encoding" not in through(response).headers
