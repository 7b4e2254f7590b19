"""What answers say about a person: the profile, what each part of it came from, and who may use it."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

#: The answer to one question as it is stored: {"value": …} and sometimes {"other": text}.
AnswerValue = Mapping[str, object]

#: Part of the profile → the question it came from (PRO-12: nothing is inferred silently).
SOURCES: dict[str, str] = {
    "study_areas": "Q1.6",
    "onderwijsvormen": "Q1.4",
    "functions": "Q1.5",
    "level": "Q1.8",
    "activities": "Q2.1",
    "statements": "Q2.3",
    "barriers": "Q2.3",
    "needs": "Q3.1",
    "formats": "Q4.1",
    "reasons": "Q4.2",
    "aftercare": "Q4.3",
    "channels": "Q5.1",
    "consent": "Q5.2",
}

#: Statement that somebody ticked → the barriers (drempels) it tells of. A statement left open tells of none.
BARRIERS_OF_STATEMENT: dict[str, tuple[str, ...]] = {
    "Q2.3.03": ("infrastructuur",),
    "Q2.3.04": ("budget", "infrastructuur"),
    "Q2.3.10": ("vaardigheden",),
    "Q2.3.11": ("tijd",),
}
#: Statements that tell of help and agreements at school, and those that tell of one's own skills and view of ICT.
SUPPORT_STATEMENTS = frozenset({"Q2.3.01", "Q2.3.02", "Q2.3.05", "Q2.3.06"})
ATTITUDE_STATEMENTS = frozenset(f"Q2.3.{number:02}" for number in (7, 8, 9, 10, 12, 13, 14, 15))
#: A format that is at the same time a wish for after the training.
FORMAT_AFTERCARE = {"opleider-nadien": "contactpersoon"}


class NewsChannel(enum.StrEnum):
    """How somebody hears of new suggestions: the ways that this site has (FUP-05)."""

    MAIL = "mail"
    SITE = "site"
    NONE = "none"


NEWS_LABELS = {
    NewsChannel.MAIL: "Mail me hoogstens één keer per week",
    NewsChannel.SITE: "Toon het op mijn startpagina",
    NewsChannel.NONE: "Meld me niets",
}
#: Channel of the questionnaire → way of this site. The others are the RTCs' own, and only counted; `geen` is none at all.
_NEWS_OF_CHANNEL = {"geen": NewsChannel.NONE, "email": NewsChannel.MAIL, "website": NewsChannel.SITE}


def news_channel(channels: Iterable[str]) -> NewsChannel:
    """The one way that answers best to the channels somebody chose; none unless it was asked for."""
    chosen = frozenset(channels)
    return next((way for channel, way in _NEWS_OF_CHANNEL.items() if channel in chosen), NewsChannel.NONE)


#: How much a need presses, and the days of a week, in the words of the site.
URGENCY_LABELS = {"kan-wachten": "kan wachten", "gewoon": "gewoon", "dringend": "dringend"}
DAY_LABELS = {
    "ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag", "za": "zaterdag", "zo": "zondag",
}  # fmt: skip


@dataclass(frozen=True)
class Band:
    """Self-scores from `low` to `high`, both included, that count as one level (PRO-06)."""

    level: str
    low: int
    high: int


@dataclass(frozen=True)
class Profile:
    """What one person told, in concept codes and in the order of the questionnaire.

    An empty tuple says that nothing is known or nothing was ticked; only for statements that difference matters, so
    `statements` is None when the question was skipped.
    """

    study_areas: tuple[str, ...] = ()
    #: Codes of themes and tools together; no code is used by both schemes.
    needs: tuple[str, ...] = ()
    #: beginner, gevorderde, expert or None.
    level: str | None = None
    formats: tuple[str, ...] = ()
    #: At most three, the reasons that decide (PRO-04).
    reasons: tuple[str, ...] = ()
    aftercare: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    onderwijsvormen: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    statements: tuple[str, ...] | None = None
    #: How the person wants to hear of trainings to come.
    channels: tuple[str, ...] = ()
    #: Activity → how often.
    activities: Mapping[str, str] = field(default_factory=dict)
    #: Need → kan-wachten, gewoon or dringend; a need that is not in it is gewoon.
    urgency: Mapping[str, str] = field(default_factory=dict)
    #: Need → level, where it differs from the level overall: one is an expert in one tool and a beginner in another.
    levels: Mapping[str, str] = field(default_factory=dict)
    motivations: tuple[str, ...] = ()
    #: Days on which a session fits: ma, di, wo, do, vr, za, zo.
    days: tuple[str, ...] = ()
    #: Where the person starts from, as (latitude, longitude), and how far a session may be.
    position: tuple[float, float] | None = None
    max_km: int | None = None
    #: Themes, tools and providers the person wants to see less of.
    less_of: tuple[str, ...] = ()
    #: Ids of trainings the person does not want suggested: known already, or not interesting.
    set_aside: frozenset[int] = frozenset()
    allows_matching: bool = False
    allows_school: bool = False
    allows_flanders: bool = False

    @property
    def purposes(self) -> frozenset[str]:
        """What the person lets the answers serve."""
        allowed = {"matching": self.allows_matching, "school": self.allows_school, "flanders": self.allows_flanders}
        return frozenset(purpose for purpose, is_allowed in allowed.items() if is_allowed)

    @property
    def can_be_matched(self) -> bool:
        """Whether there is anything to look for a training with."""
        return bool(self.study_areas or self.needs)


def profile_from_answers(answers: Mapping[str, AnswerValue], bands: tuple[Band, ...]) -> Profile:
    """The profile that follows from answers by question code; questions that were skipped are not in `answers`."""
    formats = _codes(answers, "formats")
    statements = _codes(answers, "statements")
    consent = _codes(answers, "consent")
    return Profile(
        study_areas=_codes(answers, "study_areas"),
        needs=_codes(answers, "needs"),
        level=level_of(_value(answers, "level"), bands),
        formats=formats,
        reasons=_codes(answers, "reasons"),
        aftercare=_merged(_codes(answers, "aftercare"), [FORMAT_AFTERCARE[f] for f in formats if f in FORMAT_AFTERCARE]),
        barriers=barriers_of(statements),
        onderwijsvormen=_codes(answers, "onderwijsvormen"),
        functions=_codes(answers, "functions"),
        statements=statements if SOURCES["statements"] in answers else None,
        channels=_codes(answers, "channels"),
        activities=_pairs(answers, "activities"),
        allows_matching="matching" in consent,
        allows_school="school" in consent,
        allows_flanders="flanders" in consent,
    )


def level_of(score: object, bands: tuple[Band, ...]) -> str | None:
    """The level whose band holds a self-score from 0 to 10; None without a score. A self-score proves nothing (PRO-06)."""
    if not isinstance(score, int):
        return None
    return next((band.level for band in bands if band.low <= score <= band.high), None)


def barriers_of(statements: tuple[str, ...]) -> tuple[str, ...]:
    """The barriers that the ticked statements tell of, each once."""
    return _merged((), [barrier for code in statements for barrier in BARRIERS_OF_STATEMENT.get(code, ())])


def _merged(first: tuple[str, ...], more: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *more)))


def _value(answers: Mapping[str, AnswerValue], part: str) -> object:
    answer = answers.get(SOURCES[part])
    return None if answer is None else answer.get("value")


def _codes(answers: Mapping[str, AnswerValue], part: str) -> tuple[str, ...]:
    value = _value(answers, part)
    return tuple(str(code) for code in value) if isinstance(value, list) else ()


def _pairs(answers: Mapping[str, AnswerValue], part: str) -> dict[str, str]:
    value = _value(answers, part)
    return {str(key): str(choice) for key, choice in value.items()} if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Wishes:
    """What a person said about the profile itself, beside the answers (PRO-12)."""

    #: Parts of the profile, as in SOURCES, that must not count.
    switched_off: frozenset[str] = frozenset()
    #: In the place of what the statements tell; None follows the statements.
    barriers: tuple[str, ...] | None = None
    motivations: tuple[str, ...] = ()
    urgency: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    days: tuple[str, ...] = ()
    max_km: int | None = None
    less_of: tuple[str, ...] = ()
    #: How new suggestions are told; None follows the questionnaire.
    news: NewsChannel | None = None


def adjusted(
    profile: Profile, wishes: Wishes, position: tuple[float, float] | None = None, set_aside: frozenset[int] = frozenset()
) -> Profile:
    """The profile as its owner wants it to count; `position` is where distance is measured from."""
    kept = replace(
        profile,
        barriers=profile.barriers if wishes.barriers is None else wishes.barriers,
        motivations=wishes.motivations,
        urgency={need: urgency for need, urgency in wishes.urgency.items() if need in profile.needs},
        levels={need: level for need, level in wishes.levels.items() if need in profile.needs},
        days=wishes.days,
        position=position,
        max_km=wishes.max_km,
        less_of=wishes.less_of,
        set_aside=set_aside,
    )
    return replace(kept, **{part: _UNKNOWN[part] for part in wishes.switched_off if part in _UNKNOWN})


#: Part of the profile → its value when nothing is known.
_UNKNOWN: dict[str, Any] = {
    part.name: part.default if part.default is not MISSING else {} for part in fields(Profile) if part.name != "consent"
}


def next_level(followed: Iterable[Sequence[str]], ladder: tuple[str, ...]) -> str | None:
    """The level to go on with after trainings, each given by its levels: one above the lowest level of the best; None without any."""
    lowest = [min(ladder.index(level) for level in levels) for levels in followed if levels]
    return ladder[min(max(lowest) + 1, len(ladder) - 1)] if lowest else None


#: Fewer people than this are not counted out: "minder dan 5" (VOI-01).
LEAST_SHOWN = 5


def band_of(people: int) -> str:
    """A number of people that cannot be followed from day to day: 12 → "10–14"."""
    if people < LEAST_SHOWN:
        return f"minder dan {LEAST_SHOWN}"
    low = people // LEAST_SHOWN * LEAST_SHOWN
    return f"{low}–{low + LEAST_SHOWN - 1}"
