"""What a criterion judges: the fields that the framework names, as an assessor reads them and as a fingerprint (QA-12)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from rtc_app.catalogue.content import JUDGED_FIELDS, JUDGED_SCHEMES, hash_of, judged_content, plain
from rtc_app.catalogue.models import LearningPath, LearningPathStep, ProviderProfile, Training
from rtc_app.kernel.database import db
from rtc_app.quality.models import Criterion, Declaration

#: (label, sentences) of one field; no sentences means that nothing was said.
Shown = tuple[str, list[str]]

#: Fields that live in the file of the provider, reused by all its trainings (QA-05).
FILE_FIELDS = ("quality_care", "declaration", "teaching", "subject")


@dataclass(frozen=True)
class JudgedContent:
    """Everything criteria judge of one training: in words to read, and in the plain form of which fingerprints are made."""

    shown: Mapping[str, Shown]
    plain: Mapping[str, Sequence[str]]

    def of(self, criterion: Criterion) -> list[Shown]:
        """What an assessor reads beside a criterion: what it judges, then what helps to judge it."""
        return [self.shown[name] for name in (*criterion.judges, *criterion.shows)]

    def fingerprint(self, criterion: Criterion) -> str:
        """A hash of exactly what the criterion judges; equal fingerprints deserve equal judgements."""
        return hash_of({name: self.plain[name] for name in criterion.judges})


def content_of(training: Training) -> JudgedContent:
    """The content of a training and of the file of its provider, as both stand now."""
    profile = db.session.get(ProviderProfile, training.provider_id)
    shown = {name: (label, read(training)) for name, (label, read) in FIELDS.items()}
    shown["paths"] = ("Leertrajecten", _path_titles(training.id))
    shown["quality_care"] = ("Kwaliteitszorg", _paragraphs(profile.quality_care if profile else None))
    shown["declaration"] = ("Accounts en gegevens", [*_paragraphs(profile.declaration if profile else None), *_declared(training)])
    file = {name: [plain(sentence) for sentence in shown[name][1]] for name in FILE_FIELDS}
    return JudgedContent(shown, {**judged_content(training), **file})


def judgeable() -> list[tuple[str, str]]:
    """(field, label) of everything a criterion may judge, in the order of a page."""
    names = [*JUDGED_FIELDS, *JUDGED_SCHEMES, "trainers", "provider", *FILE_FIELDS]
    return [(name, label_of(name)) for name in (*FIELDS, *_OTHER_LABELS) if name in names]


def label_of(name: str) -> str:
    """The word for a field, as it stands beside what was filled in."""
    return FIELDS[name][0] if name in FIELDS else _OTHER_LABELS[name]


def _paragraphs(text: str | None) -> list[str]:
    return [part for part in (text or "").split("\n") if part.strip()]


def _text(label: str, name: str) -> tuple[str, Callable[[Training], list[str]]]:
    return label, lambda training: _paragraphs(getattr(training, name))


def _price(label: str, name: str) -> tuple[str, Callable[[Training], list[str]]]:
    def read(training: Training) -> list[str]:
        euros, cents = divmod(getattr(training, name), 100)
        return [f"€ {euros},{cents:02d}"]

    return label, read


def _tags(label: str, scheme: str, *, with_code: bool = False) -> tuple[str, Callable[[Training], list[str]]]:
    def read(training: Training) -> list[str]:
        found = [tag for tag in training.tags if tag.concept.scheme.code == scheme]
        return [f"{tag.concept.code} {tag.meaning or tag.concept.label}" if with_code else tag.concept.label for tag in found]

    return label, read


def _materials(training: Training) -> list[str]:
    return [f"{item['name']}{' (te ontlenen)' if item['can_borrow'] else ''}" for item in training.required_materials]


def _places(training: Training) -> list[str]:
    places = {s.location.id: s.location for s in training.sessions if s.location and s.cancelled_at is None}
    return [f"{place.name}, {place.city}. {place.access or ''}".strip() for place in places.values()]


def _declared(training: Training) -> list[str]:
    query = sa.select(Declaration).where(Declaration.provider_id == training.provider_id)
    return [declaration.in_words() for declaration in db.session.scalars(query.order_by(Declaration.application, Declaration.id))]


def _path_titles(training_id: int) -> list[str]:
    query = sa.select(LearningPath.title).join(LearningPathStep).where(LearningPathStep.training_id == training_id)
    return list(db.session.scalars(query.order_by(LearningPath.title)))


_OTHER_LABELS = {"paths": "Leertrajecten", "quality_care": "Kwaliteitszorg", "declaration": "Accounts en gegevens"}

#: Field → its label, and how it is read from a training.
FIELDS: Mapping[str, tuple[str, Callable[[Training], list[str]]]] = {
    "title": _text("Titel", "title"),
    "summary": _text("Samenvatting", "summary"),
    "outcomes": ("Doelstellingen", lambda t: list(t.outcomes)),
    "programme": _text("Programma", "programme"),
    "vision": _text("Waarom deze toepassing", "vision"),
    "examples": ("Voorbeelden", lambda t: list(t.examples)),
    "audience": _text("Voor wie", "audience"),
    "grades": ("Graden", lambda t: [f"graad {grade}" for grade in t.grades]),
    "differentiation": _text("Verschillende niveaus", "differentiation"),
    "prior_ict": _text("Voorkennis ICT", "prior_ict"),
    "prior_application": _text("Voorkennis toepassing", "prior_application"),
    "required_materials": ("Mee te brengen", _materials),
    "software_after": _text("Software nadien", "software_after"),
    "platform": _text("Platform", "platform"),
    "platform_manual": _text("Handleiding", "platform_manual"),
    "materials_participants": _text("Materiaal deelnemers", "materials_participants"),
    "materials_rtc": _text("Materiaal RTC", "materials_rtc"),
    "material_licence": ("Licentie", lambda t: [t.material_licence.value] if t.material_licence else []),
    "self_study": _text("Zelfstudie", "self_study"),
    "price_training": _price("Prijs opleiding", "price_training"),
    "price_software": _price("Prijs software", "price_software"),
    "price_equipment": _price("Prijs materiaal", "price_equipment"),
    "partner": _text("Partner", "partner"),
    "studiegebied": _tags("Studiegebieden", "studiegebied"),
    "niveau": _tags("Niveaus", "niveau"),
    "onderwijsvorm": _tags("Onderwijsvormen", "onderwijsvorm"),
    "finaliteit": _tags("Finaliteiten", "finaliteit"),
    "thema": _tags("Thema's", "thema"),
    "tool": _tags("Toepassingen", "tool"),
    "eindterm": _tags("Eindtermen", "eindterm", with_code=True),
    "digcompedu": _tags("DigCompEdu", "digcompedu", with_code=True),
    "leervorm": _tags("Hoe je ze volgt", "leervorm"),
    "nazorg": _tags("Nazorg", "nazorg"),
    "trainers": ("Lesgevers", lambda t: [trainer.name for trainer in t.trainers]),
    "provider": ("Verstrekker", lambda t: [t.provider.name]),
    "teaching": ("Als lesgever", lambda t: [f"{trainer.name}: {trainer.teaching_background or '–'}" for trainer in t.trainers]),
    "subject": ("In het vak", lambda t: [f"{trainer.name}: {trainer.subject_background or '–'}" for trainer in t.trainers]),
    "places": ("Plaatsen", _places),
    "contact": ("Contact", lambda t: [f"{t.contact_name}, {t.contact_email}"] if t.contact_name else []),
}
