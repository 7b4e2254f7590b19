"""Answers and profile in words, as the pages show them. Reads nothing itself."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rtc_app.access.data_use import DataUse
from rtc_app.needs.answer_types import TYPES
from rtc_app.needs.asking import AskedQuestion, AskedSection
from rtc_app.needs.files import AreaEntry
from rtc_app.needs.models import Interview, Reflection, Response, SetAside
from rtc_app.needs.queries import Followed
from rtc_app.needs.rules import (
    ATTITUDE_STATEMENTS,
    DAY_LABELS,
    NEWS_LABELS,
    SOURCES,
    SUPPORT_STATEMENTS,
    URGENCY_LABELS,
    AnswerValue,
    Profile,
    Wishes,
    next_level,
)


@dataclass(frozen=True)
class Task:
    """A section in the list of what can be filled in."""

    code: str
    title: str
    done: int
    total: int

    @property
    def status(self) -> tuple[str, str]:
        """Kind and words of its state."""
        if self.done == 0:
            return "wait", "Nog niet begonnen"
        if self.done < self.total:
            return "info", f"{self.done} van {self.total} beantwoord"
        return "ok", "Beantwoord"


@dataclass(frozen=True)
class SheetSection:
    """The answers to a section: (question, words); words is None when it was skipped."""

    code: str
    title: str
    lines: tuple[tuple[str, tuple[str, ...] | None], ...]


@dataclass(frozen=True)
class Viewer:
    """Somebody who sees something of some answers, and of which questions."""

    who: str
    how: str
    questions: tuple[str, ...]
    is_allowed: bool


@dataclass(frozen=True)
class Trait:
    """One part of the profile, with the question it came from and the section where that is asked."""

    code: str
    title: str
    words: tuple[str, ...]
    question: str
    section: str
    #: Whether it counts for suggestions.
    counts: bool


@dataclass(frozen=True)
class Addition:
    """A part of the profile that the person added, which no question asks."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class LevelProposal:
    """A level for a need, since the person followed trainings about it (MAT-03: a proposal, and no proof)."""

    need: str
    label: str
    level: str
    title: str


#: What the page of the profile shows, in this order: part of the profile → heading.
TRAITS = {
    "study_areas": "Je studiegebieden",
    "onderwijsvormen": "Je onderwijsvormen",
    "level": "Je niveau",
    "needs": "Wat je wil leren",
    "formats": "Hoe je het liefst leert",
    "reasons": "Wat voor jou de doorslag geeft",
    "aftercare": "Steun na de opleiding",
    "barriers": "Wat je tegenhoudt",
}


#: What it shows besides, which no suggestion rests on: heading → the question, and the statements of it that tell this.
TOLD_ONLY: dict[str, tuple[str, frozenset[str]]] = {
    "Je taken": ("Q1.5", frozenset()),
    "Waarvoor je ICT gebruikt": ("Q2.1", frozenset()),
    "Steun die je krijgt": ("Q2.3", SUPPORT_STATEMENTS),
    "Wat je kan en hoe je naar ICT kijkt": ("Q2.3", ATTITUDE_STATEMENTS),
}


def tasks(sections: Iterable[AskedSection], answers: Mapping[str, AnswerValue]) -> list[Task]:
    """Each section with how far it is."""
    return [Task(section.code, section.title, section.answered(answers), len(section.questions)) for section in sections]


def answer_sheet(sections: Iterable[AskedSection], answers: Mapping[str, AnswerValue]) -> list[SheetSection]:
    """All answers in words."""
    return [
        SheetSection(section.code, section.title, tuple((question.text, _words(question, answers)) for question in section.questions))
        for section in sections
    ]


def _words(question: AskedQuestion, answers: Mapping[str, AnswerValue]) -> tuple[str, ...] | None:
    answer = answers.get(question.code)
    return None if answer is None else tuple(TYPES[question.type].words(question, answer))


def words_of(section: AskedSection, answers: Mapping[str, AnswerValue], codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Question code → its answer in words, for some questions of a section; a skipped one says so."""
    asked = {question.code: question for question in section.questions}
    return {code: _words(asked[code], answers) or ("Overgeslagen",) for code in codes}


def wave(response: Response, sections: Sequence[AskedSection]) -> dict[str, object]:
    """Everything that one wave holds, in words, for a file of the person's own."""
    answers = {answer.question_code: answer.value for answer in response.answers}
    return {
        "begonnen": response.started_at.isoformat(),
        "ingediend": response.submitted_at.isoformat() if response.submitted_at else None,
        "antwoorden": _lines(sections, answers),
    }


def _lines(sections: Iterable[AskedSection], answers: Mapping[str, AnswerValue]) -> list[dict[str, object]]:
    return [{"vraag": text, "antwoord": words} for part in answer_sheet(sections, answers) for text, words in part.lines]


def viewers(uses: Iterable[DataUse], questions: Sequence[AskedQuestion], allowed: Collection[str]) -> list[Viewer]:
    """Who sees something of the answers to these questions; `allowed` are the kinds of use that the person allows by now."""
    read = [(use, tuple(q.text for q in questions if use.reads(q.code, q.used_for))) for use in uses]
    return [Viewer(use.who, use.how, texts, use.kind in allowed) for use, texts in read if texts]


def said(interview: Interview, sections: Iterable[AskedSection]) -> dict[str, object]:
    """An interview in words, for a file of the person's own."""
    answers: dict[str, AnswerValue] = {answer.question_code: answer.value for answer in interview.answers}
    return {
        "akkoord": interview.agreed_at.isoformat(),
        "begonnen": interview.started_at.isoformat() if interview.started_at else None,
        "antwoorden": _lines(sections, answers),
    }


def traits(profile: Profile, wishes: Wishes, sections: Iterable[AskedSection], other_labels: Mapping[str, str]) -> list[Trait]:
    """The profile in words, each part with where it came from and whether it counts (PRO-12).

    `profile` is what was told, before the wishes; `sections` are those of the full questionnaire.
    """
    asked = {question.code: (question, section) for section in sections for question in section.questions}
    made = []
    for part, title in TRAITS.items():
        question, section = asked[SOURCES[part]]
        labels: dict[str, str] = {**question.labels, **other_labels}
        value = wishes.barriers if part == "barriers" and wishes.barriers is not None else getattr(profile, part)
        codes = tuple([value] if value else []) if isinstance(value, str | None) else tuple(value)
        words = tuple(labels.get(code, code) for code in codes)
        made.append(Trait(part, title, words, question.text, section.code, counts=part not in wishes.switched_off))
    return made


def told_only(sections: Iterable[AskedSection], answers: Mapping[str, AnswerValue]) -> list[Trait]:
    """What the person told that counts for no suggestion, in words, with where it came from."""
    asked = {question.code: (question, section) for section in sections for question in section.questions}
    made = []
    for title, (code, statements) in TOLD_ONLY.items():
        question, section = asked[code]
        hidden = {label for option, label in question.options if statements and option not in statements}
        words = tuple(word for word in _words(question, answers) or () if word not in hidden)
        made.append(Trait(code, title, words, question.text, section.code, counts=False))
    return made


def additions(wishes: Wishes, labels: Mapping[str, str]) -> list[Addition]:
    """What the person added to the profile, in words; `labels` are those of needs, levels and motivations."""
    said = [f"{labels.get(need, need)}: {URGENCY_LABELS[urgency]}" for need, urgency in wishes.urgency.items() if urgency != "gewoon"]
    levels = [f"{labels.get(need, need)}: {labels.get(level, level)}" for need, level in wishes.levels.items()]
    return [
        Addition("Hoe dringend", tuple(said)),
        Addition("Niveau per onderwerp", tuple(levels)),
        Addition("Waarvoor je ICT wil gebruiken", tuple(labels.get(code, code) for code in wishes.motivations)),
        Addition("Dagen die je passen", tuple(DAY_LABELS[day] for day in wishes.days)),
        Addition("Hoe ver je wil reizen", (f"hoogstens {wishes.max_km} km van je school",) if wishes.max_km is not None else ()),
    ]


def level_proposals(
    profile: Profile, wishes: Wishes, followed: Sequence[Followed], ladder: tuple[str, ...], labels: Mapping[str, str]
) -> list[LevelProposal]:
    """For each need about which the person followed something: the level to go on with, where that is higher than now."""
    made = []
    for need in profile.needs:
        about = [training for training in followed if need in training.topics]
        level, now = next_level([training.levels for training in about], ladder), wishes.levels.get(need, profile.level)
        if level and (now is None or ladder.index(level) > ladder.index(now)):
            made.append(LevelProposal(need, labels.get(need, need), level, about[0].title))
    return made


def by_question(sections: Iterable[AskedSection], answers: Mapping[str, AnswerValue]) -> dict[str, tuple[str, tuple[str, ...] | None]]:
    """Question code → (its text in this version, the answer in words or None)."""
    return {question.code: (question.text, _words(question, answers)) for section in sections for question in section.questions}


@dataclass(frozen=True)
class Change:
    """One question as it was answered in two waves; None when it was skipped or not asked."""

    text: str
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def changes(waves: Sequence[Mapping[str, tuple[str, tuple[str, ...] | None]]]) -> list[Change]:
    """Two waves side by side, oldest first, in the order and the words of the newest; one wave compares with nothing."""
    if len(waves) < 2:
        return []
    before, after = waves[-2:]
    codes = [*after, *(code for code in before if code not in after)]
    made = [Change((after.get(code) or before[code])[0], before.get(code, ("", None))[1], after.get(code, ("", None))[1]) for code in codes]
    return [change for change in made if change.before or change.after]


def own_words(wishes: Wishes, set_aside: Iterable[SetAside], labels: Mapping[str, str]) -> dict[str, object]:
    """What the person said about the profile itself, in words, for a file of the person's own."""
    return {
        "telt niet mee": [TRAITS[part] for part in TRAITS if part in wishes.switched_off],
        "wat je tegenhoudt": None if wishes.barriers is None else [labels.get(code, code) for code in wishes.barriers],
        **{addition.title.lower(): list(addition.words) for addition in additions(wishes, labels)},
        "nieuws over suggesties": NEWS_LABELS[wishes.news] if wishes.news else None,
        "liever minder van": [labels.get(code, code) for code in wishes.less_of],
        "niet meer tonen": [kept.training.title for kept in set_aside],
    }


def reflection_lines(areas: Sequence[AreaEntry], looks: Sequence[Reflection], names: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Each area with what was chosen in each look, always with the name of the scale, since RTC levels use a word of it too."""
    return [(area.text, [_level_words(look.levels.get(area.code), names) for look in looks]) for area in areas]


def _level_words(level: object, names: Mapping[str, str]) -> str:
    return f"DigCompEdu {level} ({names.get(str(level), '')})" if level else "overgeslagen"
