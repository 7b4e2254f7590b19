"""Everything an assessor needs on one screen to judge a training."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.models import LearningPath, LearningPathStep, ProviderProfile, Training
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, ChecklistPoint, Criterion, CriterionGroup, Judgement
from rtc_app.quality.queries.checklist import checklist_of
from rtc_app.quality.queries.rounds import applicable_rules, criteria_of, framework_with, latest_assessment, load_content
from rtc_app.quality.rules import NOT_JUDGED

Content = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Item:
    """One criterion to judge: what it judges, what was judged so far and in the round before, and what it also answers."""

    criterion: Criterion
    content: Content
    judgement: Judgement | None
    previous: Judgement | None
    also_answers: list[Criterion]


@dataclass(frozen=True)
class Workspace:
    """A round on one screen: criteria by group, and the checklist points that a person judges."""

    assessment: Assessment
    training: Training
    groups: list[tuple[CriterionGroup, list[Item]]]
    points: list[ChecklistPoint]
    #: What the data already say of a point.
    hints: dict[str, str]

    @property
    def items(self) -> list[Item]:
        """Every criterion in order."""
        return [item for _, items in self.groups for item in items]

    @property
    def judged(self) -> int:
        """How many criteria have a verdict."""
        return sum(item.judgement is not None for item in self.items)


def workspace(assessment: Assessment) -> Workspace:
    """The round with its content, in a fixed number of queries."""
    training = load_content(assessment.training_id)
    framework = framework_with(assessment.framework_id)
    rules = {rule.code: rule for rule in applicable_rules(assessment)}
    judged = {judgement.criterion_id: judgement for judgement in assessment.judgements}
    before = latest_assessment(training.id)
    previous = {judgement.criterion.code: judgement for judgement in before.judgements} if before else {}
    content = _content(training)
    twins: dict[str, list[Criterion]] = {}
    for criterion in criteria_of(framework):
        if criterion.same_as:
            twins.setdefault(criterion.same_as, []).append(criterion)
    groups = [
        (
            group,
            [
                Item(c, content.get(c.code, []), judged.get(c.id), previous.get(c.code), twins.get(c.code, []))
                for c in group.criteria
                if c.code in rules and not c.same_as
            ],
        )
        for group in framework.groups
    ]
    points = [point for point in framework.checklist if point.mode != "computed"]
    known = catalogue.content_of(training.slug, clock.now())
    hints = {result.code: result.reason for result in checklist_of(known, None) if result.reason != NOT_JUDGED}
    return Workspace(assessment, training, [(group, items) for group, items in groups if items], points, hints)


#: Criterion → the facts of the training that it judges.
_SHOWN = {
    "KK1.1": ("audience", "grades", "onderwijsvorm", "finaliteit"),
    "KK1.2a": ("outcomes",),
    "KK1.2b": ("prior_ict", "prior_application", "niveau"),
    "KK1.2c": ("required_materials",),
    "KK1.3": ("places",),
    "KK1.4a": ("platform", "declaration"),
    "KK1.4b": ("platform_manual",),
    "KK1.5a": ("materials_participants", "licence"),
    "KK1.5b": ("materials_rtc",),
    "KK2.1": ("eindterm", "digcompedu", "vision"),
    "KK2.2a": ("studiegebied", "programme"),
    "KK2.2b": ("examples",),
    "KK3.1": ("thema", "tool", "partner", "software_after"),
    "KK4.1": ("paths",),
    "KK5.3": ("self_study",),
    "KK5.4": ("nazorg", "contact"),
    "KK6.1a": ("teaching",),
    "KK6.1b": ("subject",),
    "KK6.2": ("quality_care",),
}

_TEXTS = {
    "audience": "Voor wie",
    "prior_ict": "Voorkennis ICT",
    "prior_application": "Voorkennis toepassing",
    "platform": "Platform",
    "platform_manual": "Handleiding",
    "materials_participants": "Materiaal deelnemers",
    "materials_rtc": "Materiaal RTC",
    "vision": "Waarom deze toepassing",
    "programme": "Programma",
    "partner": "Partner",
    "software_after": "Software nadien",
    "self_study": "Zelfstudie",
}

_SCHEMES = {
    "onderwijsvorm": "Onderwijsvormen",
    "finaliteit": "Finaliteiten",
    "niveau": "Niveaus",
    "eindterm": "Eindtermen",
    "digcompedu": "DigCompEdu",
    "studiegebied": "Studiegebieden",
    "thema": "Thema's",
    "tool": "Toepassingen",
    "nazorg": "Nazorg",
}


def _content(training: Training) -> dict[str, Content]:
    """Criterion code → (label, sentences) of what it judges; an empty list of sentences means that nothing was said."""
    facts = _facts(training)
    return {code: [facts[name] for name in names] for code, names in _SHOWN.items()}


def _facts(training: Training) -> dict[str, tuple[str, list[str]]]:
    profile = db.session.get(ProviderProfile, training.provider_id)
    facts = {name: (label, _paragraphs(getattr(training, name))) for name, label in _TEXTS.items()}
    facts |= {scheme: (label, _tagged(training, scheme)) for scheme, label in _SCHEMES.items()}
    facts |= {name: (label, make(training)) for name, (label, make) in _MADE.items()}
    facts["paths"] = ("Leertrajecten", _path_titles(training.id))
    facts["quality_care"] = ("Kwaliteitszorg", _paragraphs(profile.quality_care if profile else None))
    facts["declaration"] = ("Accounts en gegevens", _paragraphs(profile.declaration if profile else None))
    return facts


def _paragraphs(text: str | None) -> list[str]:
    return [part for part in (text or "").split("\n") if part.strip()]


def _tagged(training: Training, scheme: str) -> list[str]:
    found = [tag for tag in training.tags if tag.concept.scheme.code == scheme]
    with_code = scheme in ("eindterm", "digcompedu")
    return [f"{tag.concept.code} {tag.meaning or tag.concept.label}" if with_code else tag.concept.label for tag in found]


def _places(training: Training) -> list[str]:
    places = {s.location.id: s.location for s in training.sessions if s.location and s.cancelled_at is None}
    return [f"{place.name}, {place.city}. {place.access or ''}".strip() for place in places.values()]


#: Facts that need a word of their own: label, and how they are read.
_MADE: Mapping[str, tuple[str, Callable[[Training], list[str]]]] = {
    "grades": ("Graden", lambda t: [f"graad {grade}" for grade in t.grades]),
    "outcomes": ("Doelstellingen", lambda t: list(t.outcomes)),
    "examples": ("Voorbeelden", lambda t: list(t.examples)),
    "required_materials": (
        "Mee te brengen",
        lambda t: [f"{item['name']}{' (te ontlenen)' if item['can_borrow'] else ''}" for item in t.required_materials],
    ),
    "places": ("Plaatsen", _places),
    "licence": ("Licentie", lambda t: [t.material_licence.value] if t.material_licence else []),
    "contact": ("Contact", lambda t: [f"{t.contact_name}, {t.contact_email}"] if t.contact_name else []),
    "teaching": ("Als lesgever", lambda t: [f"{trainer.name}: {trainer.teaching_background or '–'}" for trainer in t.trainers]),
    "subject": ("In het vak", lambda t: [f"{trainer.name}: {trainer.subject_background or '–'}" for trainer in t.trainers]),
}


def _path_titles(training_id: int) -> list[str]:
    query = sa.select(LearningPath.title).join(LearningPathStep).where(LearningPathStep.training_id == training_id)
    return list(db.session.scalars(query.order_by(LearningPath.title)))
