"""The data files of this domain: one YAML file per concept scheme, the RTCs, and the benchmarks."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from rtc_app.reference.models import Origin

FOLDER = Path(__file__).parent / "data"
#: The parser in C where there is one: these files are read at every start of the site.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SchemeHead(_Strict):
    code: str
    label: str
    source: str | None = None
    note: str | None = None


class ConceptEntry(_Strict):
    """One concept. `broader` is "scheme/code"; `equivalent` are codes in the same scheme."""

    code: str
    label: str
    origin: Origin = Origin.SEED
    source: str | None = None
    note: str | None = None
    verified: bool = True
    broader: str | None = None
    equivalent: tuple[str, ...] = ()
    alternative: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    properties: dict[str, object] = {}


class SchemeFile(_Strict):
    scheme: SchemeHead
    concepts: tuple[ConceptEntry, ...]


class BenchmarkEntry(_Strict):
    id: str
    measure: str
    population: str
    n: int | None = None
    year: int | str | None = None
    value: float | str | None = None
    unit: str
    source: str
    compares_with: str | None = None
    certain: bool
    note: str | None = None
    inverse: bool = False
    confidence: str | None = None
    verified_in: str | None = None


class RtcEntry(_Strict):
    id: str
    name: str
    province: str
    building: str
    street: str
    postcode: str
    city: str
    phone: str
    website: str
    also_serves: tuple[str, ...] = ()
    also_serves_source: str | None = None


def scheme_files() -> list[SchemeFile]:
    """Every scheme, in the order of the file names; raises pydantic.ValidationError on a broken file."""
    paths = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.startswith("_"))
    return [SchemeFile.model_validate(_read(path)) for path in paths]


def benchmarks() -> list[BenchmarkEntry]:
    """The figures of earlier surveys."""
    return [BenchmarkEntry.model_validate(entry) for entry in _read(FOLDER / "_benchmarks.yaml")["points"]]


def rtcs() -> list[RtcEntry]:
    """The five RTCs."""
    return [RtcEntry.model_validate(entry) for entry in _read(FOLDER / "_rtcs.yaml")["rtcs"]]


def _read(path: Path) -> dict[str, list[object]]:
    content: dict[str, list[object]] = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - it is the safe one
    return content
