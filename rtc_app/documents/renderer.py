"""The one place where a page becomes a PDF; it reads nothing but the stylesheets and fonts that come with the project."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app

from config import ROOT

ASSETS = ROOT / "static"
#: Kind of asset a document may use → its media type.
ASSET_TYPES = {".css": "text/css", ".woff2": "font/woff2"}


class RefusedAddressError(ValueError):
    """A document asked for something that is not one of our own stylesheets or fonts."""


def html_of(template: str, **values: object) -> str:
    """The document as HTML. It knows no visitor and no request, so the worker can make it as well."""
    return current_app.jinja_env.get_template(template).render(**values)


def pdf_from(html: str) -> bytes:
    """The document as tagged PDF (PDF/UA-1), with addresses relative to static/.

    Nothing on the network and no other file is ever read, whatever the text in the document says (R27).
    """
    from weasyprint import HTML  # noqa: PLC0415 - heavy

    document: bytes = HTML(string=html, base_url=f"{ASSETS.as_uri()}/", url_fetcher=_asset_fetcher()).write_pdf(pdf_variant="pdf/ua-1")
    return document


def asset_path(url: str) -> Path:
    """The file of one of our own stylesheets or fonts; any other address raises RefusedAddressError."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        raise RefusedAddressError(url)
    path = Path(unquote(parts.path)).resolve()
    if not path.is_relative_to(ASSETS.resolve()) or path.suffix not in ASSET_TYPES:
        raise RefusedAddressError(url)
    return path


def _asset_fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - heavy

    class AssetFetcher(URLFetcher):
        """Serves our own assets; WeasyPrint leaves out what is refused."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002 - its signature is given
            path = asset_path(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": ASSET_TYPES[path.suffix]})

    return AssetFetcher()
