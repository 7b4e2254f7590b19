"""A profile as a file, so that any case can be matched from outside: its shape, and the profile that it says."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rtc_app.needs.rules import Band, Profile, level_of

#: Part of the file → the vocabularies that its words may come from.
SCHEMES = {
    "study_areas": ("studiegebied",),
    "onderwijsvormen": ("onderwijsvorm",),
    "functions": ("functie",),
    "needs": ("thema", "tool"),
    "formats": ("vormvoorkeur", "leervorm"),
    "reasons": ("keuzereden",),
    "aftercare": ("nazorg",),
    "barriers": ("drempel",),
    "motivations": ("motivatie",),
    "less_of": ("thema", "tool"),
}


class NeedEntry(BaseModel):
    """Something the person wants to learn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    urgency: Literal["kan-wachten", "gewoon", "dringend"] = "gewoon"
    #: Where it differs from the level overall.
    level: Literal["beginner", "gevorderde", "expert"] | None = None


class ProfileFile(BaseModel):
    """`rtc-profile` version 1. Everything but the format may be left out; what is left out is unknown and neutral.

    Words are codes of the vocabularies, or their labels. `level` is one of the three levels or a self-score from 0 to 10.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["rtc-profile"]
    version: Literal[1] = 1
    name: str = ""
    study_areas: tuple[str, ...] = ()
    onderwijsvormen: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    level: Literal["beginner", "gevorderde", "expert"] | Annotated[int, Field(ge=0, le=10)] | None = None
    needs: tuple[NeedEntry | str, ...] = ()
    formats: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    aftercare: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    motivations: tuple[str, ...] = ()
    days: tuple[Literal["ma", "di", "wo", "do", "vr", "za", "zo"], ...] = ()
    #: Latitude and longitude in degrees.
    position: tuple[float, float] | None = None
    max_km: int | None = Field(default=None, ge=0)
    #: Themes, tools and codes of providers.
    less_of: tuple[str, ...] = ()
    #: Codes of trainings that must not be suggested.
    set_aside: tuple[str, ...] = ()


#: Vocabulary, word → code, or None when the vocabulary has no such word.
Lookup = Callable[[str, str], str | None]


def profile_from_file(content: ProfileFile, find: Lookup, ids: Mapping[str, int], bands: tuple[Band, ...]) -> tuple[Profile, list[str]]:
    """The profile, and the words that no vocabulary knows; those stay out, since nothing can be matched with them.

    A word of `less_of` that is no theme and no tool is the code of a provider.
    `ids` gives the id of a training by its code; `bands` the level of a self-score.
    """
    unknown: list[str] = []

    def codes(part: str, words: Iterable[str]) -> tuple[str, ...]:
        found = {word: _code(find, part, word) for word in words}
        unknown.extend(f"{part}: {word}" for word, code in found.items() if code is None)
        return tuple(dict.fromkeys(code for code in found.values() if code))

    entries = [need if isinstance(need, NeedEntry) else NeedEntry(code=need) for need in content.needs]
    needs = {entry: code for entry in entries for code in codes("needs", [entry.code])}
    profile = Profile(
        study_areas=codes("study_areas", content.study_areas),
        onderwijsvormen=codes("onderwijsvormen", content.onderwijsvormen),
        functions=codes("functions", content.functions),
        level=content.level if isinstance(content.level, str) else level_of(content.level, bands),
        needs=tuple(dict.fromkeys(needs.values())),
        urgency={code: entry.urgency for entry, code in needs.items()},
        levels={code: entry.level for entry, code in needs.items() if entry.level},
        formats=codes("formats", content.formats),
        reasons=codes("reasons", content.reasons),
        aftercare=codes("aftercare", content.aftercare),
        barriers=codes("barriers", content.barriers),
        motivations=codes("motivations", content.motivations),
        days=tuple(content.days),
        position=content.position,
        max_km=content.max_km,
        less_of=tuple(_code(find, "less_of", word) or word for word in content.less_of),
        set_aside=frozenset(ids[code] for code in content.set_aside if code in ids),
        allows_matching=True,
    )
    return profile, [*unknown, *(f"set_aside: {code}" for code in content.set_aside if code not in ids)]


def _code(find: Lookup, part: str, word: str) -> str | None:
    return next((code for scheme in SCHEMES[part] if (code := find(scheme, word))), None)
