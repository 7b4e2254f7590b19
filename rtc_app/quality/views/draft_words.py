"""A draft of the kwaliteitskader in words: what it changes, and what is stored of a criterion."""

from collections.abc import Iterable, Mapping

from rtc_app.quality import queries
from rtc_app.quality.forms import CONDITION_WORDS, FRAMES, SEVERITY_WORDS
from rtc_app.quality.models import Criterion, Framework
from rtc_app.quality.queries import Difference
from rtc_app.quality.rules import Severity
from rtc_app.reference import queries as reference

#: (where, what, before, after): the last two are sentences.
Change = tuple[str, str, list[str], list[str]]

#: What may change, as its form says it.
_NAMES = {
    "title": "Naam",
    "validity_months": "Hoelang een beslissing geldt",
    "thresholds": "Drempels van de checklist",
    "is_active": "Telt mee",
    "is_new": "Nieuw criterium",
    "text": "Tekst",
    "note": "Richtlijn",
    "applies_when": "Geldt",
    "severity": "Gewicht",
    "evidence": "Kan blijken uit",
    "mapping": "Plaats in andere kaders",
}
_THRESHOLDS = {
    "longest_meeting_minutes": "kort is hoogstens {} minuten",
    "practice_percent": "genoeg oefenen is {} %",
    "largest_group": "een kleine groep telt hoogstens {} deelnemers",
    "runs_per_school_year": "flexibel is minstens {} keer in een schooljaar",
}


def differences_of(draft: Framework) -> list[Difference]:
    """What a draft changes to the version it follows."""
    base = queries.newest_published()
    return queries.differences(base, draft) if base else []


def changes_of(draft: Framework) -> list[Change]:
    """What a draft changes, in words."""
    found = differences_of(draft)
    labels = _labels() if any(change.name == "mapping" for change in found) else {}
    return [
        (
            change.code or "Heel het kader",
            _NAMES[change.name],
            _words(change.name, change.before, labels),
            _words(change.name, change.after, labels),
        )
        for change in found
    ]


def rows_of(criterion: Criterion) -> list[tuple[str, list[str]]]:
    """A criterion as it is stored now, for who typed something else meanwhile."""
    labels, names = _labels(), ("is_active", "text", "note", "applies_when", "severity", "evidence", "mapping")
    return [(_NAMES[name], _words(name, getattr(criterion, name), labels)) for name in names]


def _labels() -> dict[str, dict[str, str]]:
    return {key: dict(reference.choices(scheme)) for key, (scheme, _) in FRAMES.items()}


def _words(name: str, value: object, labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    if isinstance(value, Severity):
        return [SEVERITY_WORDS[value]]
    if isinstance(value, bool):
        return ["ja" if value else "nee"]
    if isinstance(value, Mapping):
        return [_THRESHOLDS[key].format(number) for key, number in value.items()] if name == "thresholds" else _places(value, labels)
    if isinstance(value, list):
        return [CONDITION_WORDS.get(str(word), str(word)) for word in value]
    return [f"{value} maanden" if name == "validity_months" else str(value or "niets")]


def _places(mapping: Mapping[str, Iterable[str]], labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [labels[key].get(code, code) for key in FRAMES for code in mapping.get(key, ())]
