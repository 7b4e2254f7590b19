"""What the needs analysis adds to pages of lower domains: why a training fits, and the task that still waits."""

from dataclasses import dataclass

from rtc_app.accounts.models import Account, Role
from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.queries import TrainingCard, TrainingContent
from rtc_app.catalogue.search.finding import Found
from rtc_app.kernel import clock
from rtc_app.kernel.panels import Panel
from rtc_app.needs import portrait, queries
from rtc_app.needs.match_words import Explanation
from rtc_app.needs.suggesting import fit_of, is_matched


@dataclass(frozen=True)
class OpenTask:
    """What the home page says of one's needs: how many questions have an answer, None before the first one."""

    answered: int | None
    total: int


@dataclass(frozen=True)
class Fit:
    """What the page of a training says of the person who reads; no explanation when it is not for this person."""

    explanation: Explanation | None
    slug: str


def fit_panel(training: TrainingContent, person: Account | None) -> Panel | None:
    """Beside a training: why it fits the profile of the person who reads, who allowed that, or the way to why not."""
    profile = queries.profile_of(person.id) if person else None
    if profile is None or not profile.allows_matching:
        return None
    if not is_matched(training.id):
        return None
    return Panel("fit", "needs/_fit.html", Fit(fit_of(profile, training.id, clock.now()), training.slug))


def reach_panel(training: TrainingContent, person: Account | None) -> Panel | None:
    """On the page of a training, for who gives it and for RTC staff: the way to the people it fits."""
    if person is None or not (person.is_rtc_staff or training.provider_id in person.provider_ids):
        return None
    return Panel("actions", "needs/_reach.html", training.slug)


def report_panel(found: Found, _person: Account | None) -> Panel | None:
    """On results that hold nothing: tell the RTCs. Beside results that do: the same, smaller."""
    if found.state.is_empty:
        return None
    place = "results_tools" if found.total else "no_results"
    return Panel(place, "needs/_report.html", Report(found.state.at_page(1).query_string(), is_empty=not found.total))


@dataclass(frozen=True)
class Report:
    """The question as a query string, and whether it found nothing."""

    query: str
    is_empty: bool


@dataclass(frozen=True)
class News:
    """Suggestions that are new since the person last looked; `others` are not named."""

    cards: list[TrainingCard]
    others: int


#: Trainings that the start page names.
_NAMED = 3


def news_panel(_subject: None, person: Account | None) -> Panel | None:
    """On the home page, for who chose to hear there of new suggestions: what is new."""
    since = queries.news_since(person.id) if person else None
    if person is None or since is None:
        return None
    now = clock.now()
    cards = catalogue.cards(queries.suggested_since(person.id, since, now), now)
    return Panel("mine", "needs/_news.html", News(cards[:_NAMED], len(cards[_NAMED:]))) if cards else None


def home_panel(_subject: None, person: Account | None) -> Panel | None:
    """On the home page: the questionnaire that is half filled in, or not begun by somebody who works at a school."""
    if person is None:
        return None
    response = queries.open_response(person.id)
    if response is not None:
        tasks = portrait.tasks(queries.sections_to_ask(response.questionnaire, is_short=response.is_short), queries.answers_of(response))
        return Panel("mine", "needs/_open_task.html", OpenTask(sum(task.done for task in tasks), sum(task.total for task in tasks)))
    teaches = person.organisation_ids(Role.TEACHER, Role.ICT_COORDINATOR)
    if not teaches or queries.latest_response(person.id) is not None:
        return None
    return Panel("mine", "needs/_open_task.html", OpenTask(None, 0))
