"""The content of a training on which a judgement rests, in a form that small repairs of the text do not change (QA-12)."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from rtc_app.catalogue.models import Training

#: Fields of a training on which criteria judge. A change in any of these asks for a new decision; the kwaliteitskader says of
#: each which criteria it touches. What is not here (contact, size of the group, practice time …) changes freely.
JUDGED_FIELDS = (
    "title",
    "summary",
    "outcomes",
    "programme",
    "vision",
    "examples",
    "audience",
    "grades",
    "prior_ict",
    "prior_application",
    "required_materials",
    "software_after",
    "platform",
    "platform_manual",
    "materials_participants",
    "materials_rtc",
    "material_licence",
    "self_study",
    "price_training",
    "price_software",
    "price_equipment",
    "partner",
)

#: Schemes of which the tags are judged in the same way.
JUDGED_SCHEMES = (
    "studiegebied",
    "niveau",
    "onderwijsvorm",
    "finaliteit",
    "thema",
    "tool",
    "eindterm",
    "digcompedu",
    "leervorm",
    "nazorg",
)

Content = Mapping[str, Sequence[str]]

#: Marks that a reader does not read; between figures they mean something and stay.
_MARKS = re.compile(r"(?<!\d)[.,;:!?'\"‘’“”«»()\[\]…–—-]|[.,;:!?'\"‘’“”«»()\[\]…–—-](?!\d)")


def plain(value: object) -> str:
    """A value as words: capitals, punctuation and white space are no content, so a repair of those changes nothing."""
    text = unicodedata.normalize("NFC", str(value)).casefold()
    return " ".join(_MARKS.sub(" ", text).split())


def judged_content(training: Training) -> dict[str, list[str]]:
    """Field, scheme, `trainers` and `provider` → its plain words; two trainings with equal content deserve equal judgements."""
    return judged(
        {name: getattr(training, name) for name in JUDGED_FIELDS},
        tags=[(tag.concept.scheme.code, tag.concept.code, tag.meaning or "") for tag in training.tags],
        trainers=[trainer.code for trainer in training.trainers],
        provider=str(training.provider_id or training.provider.id),
    )


def judged(
    values: Mapping[str, object], *, tags: Iterable[tuple[str, str, str]], trainers: Iterable[str], provider: str
) -> dict[str, list[str]]:
    """The same of plain values; `tags` are scheme, code and meaning, `trainers` codes, `provider` an id."""
    content = {name: _words(values[name]) for name in JUDGED_FIELDS}
    content |= {scheme: [] for scheme in JUDGED_SCHEMES}
    for scheme, code, meaning in tags:
        if scheme in content:
            content[scheme].append(f"{code} {plain(meaning)}".strip())
    content["trainers"] = list(trainers)
    content["provider"] = [provider]
    for name in (*JUDGED_SCHEMES, "trainers"):
        content[name].sort()
    return content


def _words(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        words = "" if value is None else plain(value)
        return [words] if words else []
    parts = (f"{part['name']} {part['can_borrow']}" if isinstance(part, dict) else part for part in value)
    return [words for words in map(plain, parts) if words]


def hash_of(content: Content) -> str:
    """One hash of all of it."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=list).encode()).hexdigest()
