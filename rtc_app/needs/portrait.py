"""Answers and profile in words, as the pages show them. Reads nothing itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rtc_app.needs.answer_types import TYPES
from rtc_app.needs.asking import AskedQuestion, AskedSection
from rtc_app.needs.models import Response
from rtc_app.needs.rules import AUDIENCES, SOURCES, AnswerValue, Profile


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
    """Somebody who sees something of the answers, and of how many questions."""

    purpose: str
    who: str
    how: str
    questions: int
    is_allowed: bool


@dataclass(frozen=True)
class Trait:
    """One part of the profile, with the question it came from and the section where that is asked."""

    title: str
    words: tuple[str, ...]
    question: str
    section: str


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


def wave(response: Response, sections: Sequence[AskedSection]) -> dict[str, object]:
    """Everything that one wave holds, in words, for a file of the person's own."""
    answers = {answer.question_code: answer.value for answer in response.answers}
    return {
        "begonnen": response.started_at.isoformat(),
        "ingediend": response.submitted_at.isoformat() if response.submitted_at else None,
        "antwoorden": [{"vraag": text, "antwoord": words} for part in answer_sheet(sections, answers) for text, words in part.lines],
    }


def viewers(sections: Sequence[AskedSection], profile: Profile | None) -> list[Viewer]:
    """Who sees something of the answers, counted over the questions themselves, so that the list follows the data."""
    questions = [question for section in sections for question in section.questions]
    return [
        Viewer(
            purpose=audience.purpose,
            who=audience.who,
            how=audience.how,
            questions=sum(audience.purpose in question.used_for for question in questions),
            is_allowed=profile is not None and profile.allows(audience.purpose),
        )
        for audience in AUDIENCES
    ]


def traits(profile: Profile, sections: Iterable[AskedSection], other_labels: Mapping[str, str]) -> list[Trait]:
    """The profile in words, each part with where it came from (PRO-12). `sections` are those of the full questionnaire."""
    asked = {question.code: (question, section) for section in sections for question in section.questions}
    made = []
    for part, title in TRAITS.items():
        question, section = asked[SOURCES[part]]
        labels = {**question.labels, **other_labels}
        value = getattr(profile, part)
        codes = ((value,) if value else ()) if part == "level" else value
        made.append(Trait(title, tuple(labels.get(code, code) for code in codes), question.text, section.code))
    return made
