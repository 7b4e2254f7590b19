"""The renderer reads our own stylesheets and fonts and nothing else, whatever a document says."""

import io
import logging
import socket

import pypdf
import pytest

from rtc_app.documents import renderer

HOSTILE = """<!doctype html><html lang="nl-BE"><head><title>t</title>
<link rel="stylesheet" href="http://elders.example/x.css"><style>@import url("file:///etc/passwd"); p { background: url(https://elders.example/x.png) }</style></head>
<body><p>tekst</p><img alt="a" src="file:///etc/passwd"><img alt="b" src="http://127.0.0.1:9/x.png"><img alt="c" src="../config.py">
<object data="file:///etc/hostname"></object><a rel="attachment" href="file:///etc/passwd">bijlage</a>
<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd" width="9" height="9"/></svg></body></html>"""


def test_our_stylesheets_and_fonts_are_served():
    assert renderer.asset_path(f"{renderer.ASSETS.as_uri()}/css/document.css").name == "document.css"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://elders.example/x.css",
        "https://elders.example/x.css",
        "data:text/css,p{}",
        "ftp://elders.example/x.css",
        f"{renderer.ASSETS.as_uri()}/../config.py",
        f"{renderer.ASSETS.as_uri()}/%2e%2e/pyproject.toml",
        f"{renderer.ASSETS.as_uri()}/js/app.js",
        "file://elders.example/x.css",
        "",
    ],
)
def test_every_other_address_is_refused(url):
    with pytest.raises(renderer.RefusedAddressError):
        renderer.asset_path(url)


def test_a_hostile_document_reads_no_file_and_reaches_no_network(monkeypatch, caplog):
    served = []
    monkeypatch.setattr(renderer, "asset_path", lambda url, real=renderer.asset_path: served.append(real(url)) or served[-1])
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("reached the network"))
    with caplog.at_level(logging.CRITICAL, logger="weasyprint"):
        pdf = pypdf.PdfReader(io.BytesIO(renderer.pdf_from(HOSTILE)))
    assert served == []
    assert not pdf.attachments
    assert "root:" not in pdf.pages[0].extract_text()
