"""What may be uploaded as evidence: told by its content, never by its name (QA-08)."""

import io
import re
import zipfile
from pathlib import PurePosixPath

from rtc_app.kernel.errors import RuleViolation

MAX_BYTES = 5 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_UNPACKED = 60 * 1024 * 1024
#: Files of one training, or of one provider's own file.
MAX_FILES = 30

#: Media type → the ending a downloaded file gets.
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_HEADS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
#: Folder inside the archive → what such a document is.
_OFFICE = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xl": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Things in a PDF that do something by themselves; names may be written with #xx.
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def media_type_of(content: bytes) -> str:
    """The media type that the content shows to have.

    Raises RuleViolation (field `file`) for what is empty, too large, of another kind, or could do harm when it is opened.
    """
    if not content:
        raise _refusal("Dit bestand is leeg. Kies een ander.")
    if len(content) > MAX_BYTES:
        raise _refusal("Dit bestand is groter dan 5 MB. Maak het kleiner, of zet een link in je antwoord.")
    for head, media_type in _HEADS:
        if content.startswith(head):
            if media_type == "application/pdf" and _is_active_pdf(content):
                raise _refusal("Deze pdf bevat scripts of bijlagen. Bewaar ze opnieuw als gewone pdf.")
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    raise _refusal("Dit soort bestand nemen we niet aan. Kies een pdf, een foto (jpg of png) of een Word-, PowerPoint- of Excel-bestand.")


def _is_active_pdf(content: bytes) -> bool:
    plain = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)
    return bool(_ACTIVE.search(plain))


def _office_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _refusal("Dit bestand is beschadigd. Bewaar het opnieuw en probeer nog eens.") from None
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refusal("Dit bestand bevat macro's. Bewaar het zonder macro's of als pdf.")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _refusal("Dit bestand is uitgepakt veel te groot. Bewaar het als pdf.")
    folders = {name.split("/")[0] for name in names} if "[Content_Types].xml" in names else set()
    found = [media_type for folder, media_type in _OFFICE.items() if folder in folders]
    if not found:
        raise _refusal("Een zip nemen we niet aan. Kies het bestand zelf.")
    return found[0]


def safe_name(filename: str, media_type: str) -> str:
    """A name to download it by: no path, no control or quoting characters, and the ending of what it really is."""
    bare = PurePosixPath(filename.replace("\\", "/")).name
    stem = bare.rsplit(".", 1)[0] if "." in bare else bare
    kept = re.sub(r"[^\w \-().]", "_", stem).strip(" ._") or "bewijs"
    return kept[:80].rstrip(" ._") + ENDINGS[media_type]


def _refusal(message: str) -> RuleViolation:
    return RuleViolation(message, "file")
