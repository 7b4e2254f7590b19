"""What enrolments add to pages of lower domains: one's next session and place in a queue, one's way through a leertraject."""

from dataclasses import dataclass

from rtc_app.accounts.models import Account
from rtc_app.catalogue.queries import PathFacts
from rtc_app.enrolment import queries
from rtc_app.enrolment.rules import EnrolmentState
from rtc_app.kernel import clock
from rtc_app.kernel.panels import Panel


@dataclass(frozen=True)
class StepProgress:
    """A step of a leertraject with where one stands in it, in words; None when nowhere yet."""

    position: int
    title: str
    kind: str | None
    words: str | None


@dataclass(frozen=True)
class PathProgress:
    """One's own way through a leertraject; `following` is the first step one is not in yet, None after the last."""

    steps: tuple[StepProgress, ...]
    followed: int
    following: StepProgress | None


#: State → how it shows: kind of tag and words.
_STEP_WORDS = {
    EnrolmentState.ATTENDED: ("ok", "Gevolgd"),
    EnrolmentState.CONFIRMED: ("info", "Ingeschreven"),
    EnrolmentState.WAITING: ("wait", "Op de wachtlijst"),
}


def path_panel(facts: PathFacts, person: Account | None) -> Panel | None:
    """How far the person who reads a leertraject is in it; nothing for who has not begun."""
    if person is None:
        return None
    states = queries.states_in_trainings(person.id, [step.training_id for step in facts.steps])
    if not states:
        return None
    steps = tuple(StepProgress(step.position, step.title, *_step_words(states.get(step.training_id))) for step in facts.steps)
    followed = sum(state is EnrolmentState.ATTENDED for state in states.values())
    return Panel(
        "progress", "enrolment/_path.html", PathProgress(steps, followed, next((step for step in steps if step.words is None), None))
    )


def _step_words(state: EnrolmentState | None) -> tuple[str | None, str | None]:
    return _STEP_WORDS[state] if state is not None else (None, None)


def home_panel(_subject: None, person: Account | None) -> Panel | None:
    """The next session and the places in a queue of the person who reads the home page; nothing for who has none."""
    if person is None:
        return None
    mine = queries.own_enrolments(person.id, clock.now())
    if not mine.upcoming and not mine.waiting:
        return None
    return Panel("mine", "enrolment/_mine.html", mine)
