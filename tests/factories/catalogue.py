"""The offer for tests: complete trainings, sessions, places and trainers. Each function says only what matters and commits."""

import itertools
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from rtc_app.catalogue import service
from rtc_app.catalogue.models import (
    LearningPath,
    LearningPathStep,
    Licence,
    Location,
    Meeting,
    MeetingKind,
    SearchSynonym,
    Trainer,
    Training,
    TrainingSession,
    TrainingTag,
)
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.reference import queries as reference
from tests.factories.accounts import make_provider, save, some_rtc

_numbers = itertools.count(1)

#: Every scheme a training carries tags of; `tags={"niveau": ["expert"]}` replaces the tags of that scheme only.
TAGS = {
    "studiegebied": ["mechanica-elektriciteit"],
    "niveau": ["beginner", "gevorderde"],
    "thema": ["automatiseren"],
    "tool": ["siemens-logo"],
    "eindterm": ["6.25"],
    "digcompedu": ["3.1"],
    "onderwijsvorm": ["tso", "bso"],
    "finaliteit": ["dubbel", "arbeidsmarkt"],
    "leervorm": ["fysiek"],
    "nazorg": ["terugkommoment", "contactpersoon"],
}

FIELDS = {
    "summary": "Je bouwt met een LOGO! een pompsturing en een trapverlichting. Daarna geef je er zelf een praktijkles over.",
    "outcomes": ["Je tekent een functieblokschema met een houdrelais.", "Je test een programma in de simulator en op het toestel."],
    "programme": "Je vertrekt van een klassiek schema.\n\nJe bedraadt en meet in duo.",
    "vision": "Wie een fout op het scherm ziet oplichten, begrijpt sneller waarom de lamp niet brandt.",
    "examples": ["Trapverlichting met vier drukknoppen.", "Regenput met twee vlotters."],
    "audience": "Leraren elektriciteit in de derde graad.",
    "grades": [2, 3],
    "differentiation": "Wie al met LOGO! werkte, krijgt een analoge lichtmeting erbij.",
    "prior_ict": "Je installeert zelf een programma.",
    "prior_application": "Je leest een eenvoudig relaisschema.",
    "software_after": "De demoversie blijft gratis.",
    "materials_participants": "Bundel met opdrachten.",
    "materials_rtc": "Dezelfde bundel en het draaiboek.",
    "material_licence": Licence.CC_BY_SA,
    "contact_name": "Anke Voorbeeld",
    "contact_email": "anke@example.org",
    "price_training": 4500,
    "min_participants": 6,
    "max_participants": 12,
    "practice_minutes": 120,
    "certificate": "Attest van deelname.",
    "is_example": True,
}


def make_training(*, findable=True, provider=None, rtc=None, tags=None, trainers=None, **values):
    """A complete training; `findable=False` leaves it undecided. Without `trainers` it gets one of its provider."""
    n = next(_numbers)
    now = clock.now()
    provider = provider or make_provider()
    training = Training(
        **(
            {"code": f"opleiding-{n}", "slug": f"opleiding-{n}", "title": f"Opleiding {n}", "created_at": now, "updated_at": now}
            | FIELDS
            | {"provider": provider, "rtc": rtc or some_rtc()}
            | values
        )
    )
    training.trainers = [make_trainer(provider=provider)] if trainers is None else list(trainers)
    db.session.add(training)
    tag(training, **(TAGS | (tags or {})))
    db.session.flush()
    service.training_changed(training=training, at=now)
    if findable:
        start = now - timedelta(days=30)
        service.accept(
            training=training, content_hash=training.content_hash, start=start, until=start + timedelta(days=730), is_conditional=False
        )
    return save(training)


def make_draft(**values):
    """A training of which only the title is known."""
    empty = dict.fromkeys(
        ("summary", "programme", "vision", "audience", "prior_ict", "prior_application", "contact_name", "contact_email"), ""
    )
    empty |= {"outcomes": [], "examples": [], "grades": [], "materials_participants": "", "materials_rtc": "", "material_licence": None}
    return make_training(**({"findable": False, "tags": {scheme: [] for scheme in TAGS}, "trainers": []} | empty | values))


def tag(training, **codes):
    """Give a training concepts: tag(training, studiegebied=["bouw"])."""
    for scheme, wanted in codes.items():
        concepts = reference.concepts_by_code(scheme)
        training.tags.extend(TrainingTag(concept=concepts[code]) for code in wanted)


def make_session(training=None, *, days=30, hours=3, at="13.30", meetings=None, **values):
    """A run of one meeting `days` from today; or of `meetings`, each (days, "13.30", hours) or (days, "13.30", hours, kind)."""
    n = next(_numbers)
    training = training or make_training()
    moments = [_meeting(*meeting) for meeting in meetings or [(days, at, hours)]]
    if "location" not in values and any(tag.concept.code in ("fysiek", "hybride") for tag in training.tags):
        values["location"] = make_location()
    starts, ends = clock.to_utc(moments[0].starts), clock.to_utc(moments[-1].ends)
    session = TrainingSession(
        **(
            {"code": f"sessie-{n}", "training": training, "capacity": 12, "starts_at": starts, "ends_at": ends}
            | {"deadline_at": starts - timedelta(days=2), "meetings": moments}
            | values
        )
    )
    db.session.add(session)
    service.offer_changed(training)
    return save(session)


def _meeting(days, at, hours, kind=MeetingKind.REGULAR):
    hour, minute = at.split(".")
    starts = datetime.combine(clock.today() + timedelta(days=days), time(int(hour), int(minute)))
    return Meeting(starts=starts, ends=starts + timedelta(hours=hours), kind=kind)


def make_location(**values):
    n = next(_numbers)
    defaults = {
        "code": f"plaats-{n}",
        "name": f"Plaats {n}",
        "street": "Voorbeeldstraat 1",
        "postcode": "3600",
        "city": "Genk",
        "province": reference.concept("provincie", "limburg"),
        "latitude": 50.965,
        "longitude": 5.5,
        "access": "Tien minuten stappen van het station.",
        "has_public_transport": True,
        "is_example": True,
    }
    return save(Location(**(defaults | values)))


def make_trainer(provider=None, **values):
    n = next(_numbers)
    defaults = {
        "code": f"lesgever-{n}",
        "provider": provider or make_provider(),
        "name": f"Lesgever {n} Voorbeeld",
        "subject_background": "Tien jaar bordenbouw.",
        "teaching_background": "Diploma leraar secundair onderwijs.",
        "is_example": True,
    }
    return save(Trainer(**(defaults | values)))


def make_path(*trainings, **values):
    """A leertraject of these trainings, in order."""
    n = next(_numbers)
    defaults = {"code": f"traject-{n}", "rtc": some_rtc(), "title": f"Leertraject {n}", "summary": "Van eerste stap tot eigen les."}
    path = LearningPath(**(defaults | values))
    path.steps = [LearningPathStep(training=training, position=position) for position, training in enumerate(trainings, 1)]
    return save(path)


def some_synonym():
    """A row of the starter synonyms."""
    return db.session.scalars(sa.select(SearchSynonym).order_by(SearchSynonym.id).limit(1)).one()
