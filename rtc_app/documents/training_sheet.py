"""The training sheet: what a school hangs up or hands out about one training (QA-16)."""

from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.catalogue.rules import PageState
from rtc_app.documents import queries
from rtc_app.kernel import clock


@dataclass(frozen=True)
class SheetSession:
    """One run: its meetings as (start, end) in wall time, where, and until when one enrols."""

    meetings: tuple[tuple[datetime, datetime], ...]
    place: str
    deadline: datetime


@dataclass(frozen=True)
class TrainingSheet:
    """Everything the sheet says. `facts` are (term, words); `prices` (post, euro cents); `goals` (code, label, meaning)."""

    title: str
    summary: str
    outcomes: tuple[str, ...]
    programme: tuple[str, ...]
    facts: tuple[tuple[str, str | tuple[str, ...]], ...]
    prices: tuple[tuple[str, int], ...]
    price_total: int
    price_note: str
    materials: tuple[str, ...]
    goals: tuple[tuple[str, str, str], ...]
    sessions: tuple[SheetSession, ...]
    address: str
    made_on: date
    is_example: bool


def sheet_of(training: Training, address: str, at: datetime) -> TrainingSheet:
    """The sheet of a training at an instant; `address` is where its page stands."""
    training = queries.training_for_sheet(training.id)
    sessions = queries.upcoming_sessions(training.id, at) if training.is_findable(at) else []
    posts = (
        ("Opleiding", training.price_training),
        ("Software", training.price_software),
        ("Toestellen en materiaal", training.price_equipment),
    )
    return TrainingSheet(
        title=training.title,
        summary=training.summary,
        outcomes=tuple(training.outcomes),
        programme=tuple(part for part in training.programme.split("\n\n") if part.strip()),
        facts=_status(training, at) + _facts(training),
        prices=posts,
        price_total=sum(cents for _, cents in posts),
        price_note=training.price_note,
        materials=tuple(_material(entry) for entry in training.required_materials),
        goals=tuple(
            (tag.concept.code, tag.concept.label, tag.meaning or "") for tag in training.tags if tag.concept.scheme.code == "eindterm"
        ),
        sessions=tuple(_session(session) for session in sessions),
        address=address,
        made_on=clock.to_wall_time(at).date(),
        is_example=training.is_example,
    )


def _status(training: Training, at: datetime) -> tuple[tuple[str, str], ...]:
    """A sheet of what cannot be followed says so first."""
    words = {
        PageState.ONLINE: "",
        PageState.WITHDRAWN: "Deze opleiding wordt niet meer gegeven.",
        PageState.LAPSED: "Deze opleiding staat niet meer in het aanbod.",
        PageState.HIDDEN: "Deze opleiding staat nog niet in het aanbod.",
    }[training.acceptance.state(at)]
    return (("Let op", words),) if words else ()


def _facts(training: Training) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    facts: tuple[tuple[str, str | tuple[str, ...]], ...] = (
        ("Voor wie", training.audience),
        ("Studiegebied", _labels(training, "studiegebied")),
        ("Niveau", _labels(training, "niveau")),
        ("Thema", _labels(training, "thema")),
        ("Toepassing of toestel", _labels(training, "tool")),
        ("Leervorm", _labels(training, "leervorm")),
        ("Voorkennis ICT", training.prior_ict),
        ("Voorkennis toepassing", training.prior_application),
        ("Software achteraf", training.software_after),
        ("Je krijgt mee", training.materials_participants),
        ("Licentie van het materiaal", training.material_licence.value if training.material_licence else ""),
        ("Nazorg", _labels(training, "nazorg")),
        ("Attest", training.certificate),
        ("Lesgever", ", ".join(trainer.name for trainer in training.trainers)),
        ("Verstrekker", training.provider.name),
        ("Georganiseerd door", training.rtc.name),
        ("Vragen", " · ".join(part for part in (training.contact_name, training.contact_email) if part)),
    )
    return tuple((term, value) for term, value in facts if value)


def _labels(training: Training, scheme: str) -> str:
    concepts = sorted((tag.concept for tag in training.tags if tag.concept.scheme.code == scheme), key=lambda c: (c.position, c.id))
    return ", ".join(concept.label for concept in concepts)


def _material(entry: dict[str, object]) -> str:
    return f"{entry.get('name', '')} (te ontlenen)" if entry.get("can_borrow") else str(entry.get("name", ""))


def _session(session: TrainingSession) -> SheetSession:
    return SheetSession(
        meetings=tuple((meeting.starts, meeting.ends) for meeting in session.meetings),
        place=f"{session.location.name}, {session.location.street}, {session.location.postcode} {session.location.city}"
        if session.location
        else "online",
        deadline=session.deadline_at,
    )
