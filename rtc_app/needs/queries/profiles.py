"""The profiles that follow from answers, and what people did with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.accounts.models import Account, Membership, Organisation, OrganisationKind, Role
from rtc_app.catalogue.models import Training, TrainingSession, TrainingTag
from rtc_app.enrolment.models import LIVE, Enrolment, EnrolmentState
from rtc_app.kernel.database import db
from rtc_app.needs.asking import Options
from rtc_app.needs.models import Adjustment, Answer, Question, Reflection, Response, Section, SetAside
from rtc_app.needs.queries.answers import answers_of, is_latest
from rtc_app.needs.rules import SOURCES, AnswerValue, Band, NewsChannel, Profile, Wishes, adjusted, news_channel, profile_from_answers
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept


def trainings_followed(account_id: int) -> frozenset[int]:
    """Trainings in which the person has or had a seat or waits for one: nobody needs those suggested."""
    return trainings_followed_by([account_id]).get(account_id, frozenset())


def trainings_followed_by(account_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """The same for several people; who follows nothing is not in it."""
    query = (
        sa.select(Enrolment.account_id, TrainingSession.training_id)
        .join(Enrolment, Enrolment.training_session_id == TrainingSession.id)
        .where(Enrolment.account_id.in_(account_ids), Enrolment.state.in_(LIVE))
    )
    found: dict[int, set[int]] = {}
    for account_id, training_id in db.session.execute(query):
        found.setdefault(account_id, set()).add(training_id)
    return {account_id: frozenset(ids) for account_id, ids in found.items()}


def profile_from(response: Response) -> Profile:
    """The profile that the answers of one response give, submitted or not."""
    return profile_from_answers(answers_of(response), level_bands())


def trait_labels() -> dict[str, str]:
    """Code → label of all that a profile may hold and no question of its own lists."""
    schemes = ("niveau", "drempel", "motivatie", "thema", "tool")
    providers = sa.select(Organisation.code, Organisation.name).where(Organisation.kind == OrganisationKind.PROVIDER)
    labels = {row[0]: row[1] for row in db.session.execute(providers)}
    return labels | {code: label for scheme in schemes for code, label in reference.choices(scheme)}


def wish_choices(profile: Profile) -> dict[str, Options]:
    """What the form of wishes offers: (code, label) of barriers, motivations, levels and the person's own needs."""
    labels = trait_labels()
    return {
        "barriers": tuple(reference.choices("drempel")),
        "motivations": tuple(reference.choices("motivatie")),
        "levels": tuple(reference.choices("niveau")),
        "needs": tuple((need, labels.get(need, need)) for need in profile.needs),
    }


def profile_of(account_id: int) -> Profile | None:
    """The profile from what the person last submitted, adjusted as the person wants it to count, or None."""
    return profiles_of([account_id]).get(account_id)


def profiles_of(account_ids: Sequence[int], *, purpose: str = "matching") -> dict[int, Profile]:
    """The same for several people, in five queries, made of what may serve the purpose; who submitted nothing is not in it."""
    told = _profiles_by_account(Response.account_id.in_(account_ids), purpose=purpose)
    wishes = {kept.account_id: _wishes(kept) for kept in db.session.scalars(sa.select(Adjustment).where(Adjustment.account_id.in_(told)))}
    positions = _school_positions([account_id for account_id, wish in wishes.items() if wish.max_km is not None])
    aside: dict[int, set[int]] = {}
    for account_id, training_id in db.session.execute(
        sa.select(SetAside.account_id, SetAside.training_id).where(SetAside.account_id.in_(told))
    ):
        aside.setdefault(account_id, set()).add(training_id)
    return {
        account_id: adjusted(profile, wishes.get(account_id, Wishes()), positions.get(account_id), frozenset(aside.get(account_id, ())))
        for account_id, profile in told.items()
    }


def wishes_of(account_id: int) -> Wishes:
    """What the person said about the profile itself."""
    kept = db.session.get(Adjustment, account_id)
    return Wishes() if kept is None else _wishes(kept)


def _wishes(kept: Adjustment) -> Wishes:
    return Wishes(
        switched_off=frozenset(kept.switched_off),
        barriers=None if kept.barriers is None else tuple(kept.barriers),
        motivations=tuple(kept.motivations),
        urgency={need: str(urgency) for need, urgency in kept.urgency.items()},
        levels={need: str(level) for need, level in kept.levels.items()},
        days=tuple(kept.days),
        max_km=kept.max_km,
        less_of=tuple(kept.less_of),
        news=kept.news,
    )


def news_channel_of(account_id: int) -> NewsChannel:
    """How the person hears of new suggestions; not at all without consent to look for them."""
    profile = profile_of(account_id)
    if profile is None or not profile.allows_matching:
        return NewsChannel.NONE
    return wishes_of(account_id).news or news_channel(profile.channels)


def news_since(account_id: int) -> datetime | None:
    """Since when new suggestions have to stand on the person's start page, or None."""
    return db.session.scalar(sa.select(Adjustment.site_since).where(Adjustment.account_id == account_id))


def trainings_set_aside(account_id: int) -> list[SetAside]:
    """What the person does not want suggested, latest first, with each training loaded."""
    query = sa.select(SetAside).where(SetAside.account_id == account_id).options(joinedload(SetAside.training))
    return list(db.session.scalars(query.order_by(SetAside.set_aside_at.desc(), SetAside.training_id)))


@dataclass(frozen=True)
class Followed:
    """A training that the person took part in to the end."""

    title: str
    slug: str
    on: datetime
    #: Codes of its tools and themes, and of its levels.
    topics: tuple[str, ...]
    levels: tuple[str, ...]


def followed_by(account_id: int) -> list[Followed]:
    """What the person attended, latest first, with what it was about."""
    query = (
        sa.select(Training, TrainingSession.starts_at)
        .join(TrainingSession, TrainingSession.training_id == Training.id)
        .join(Enrolment, Enrolment.training_session_id == TrainingSession.id)
        .where(Enrolment.account_id == account_id, Enrolment.state == EnrolmentState.ATTENDED)
        .options(selectinload(Training.tags).joinedload(TrainingTag.concept).joinedload(Concept.scheme))
        .order_by(TrainingSession.starts_at.desc(), Training.id)
    )
    return [_followed(training, on) for training, on in db.session.execute(query)]


def _followed(training: Training, on: datetime) -> Followed:
    codes: dict[str, list[str]] = {}
    for tag in training.tags:
        codes.setdefault(tag.concept.scheme.code, []).append(tag.concept.code)
    topics = (*codes.get("tool", ()), *codes.get("thema", ()))
    return Followed(training.title, training.slug, on, topics, tuple(codes.get("niveau", ())))


def _school_positions(account_ids: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Account → where the first of the person's schools stands that we know the place of."""
    query = (
        sa.select(Membership.account_id, Organisation.latitude, Organisation.longitude)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Membership.account_id.in_(account_ids),
            Organisation.kind == OrganisationKind.SCHOOL,
        )
        .order_by(Membership.id.desc())
    )
    rows = db.session.execute(query).all() if account_ids else []
    return {row[0]: (row[1], row[2]) for row in rows if row[1] is not None and row[2] is not None}


def team_profiles(school_id: int) -> list[Profile]:
    """Profiles of the confirmed teachers and ICT coordinators of a school who let their answers count for it.

    The order says nothing about who answered.
    """
    members = (
        sa.select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == school_id,
            Membership.role.in_((Role.TEACHER, Role.ICT_COORDINATOR)),
            Membership.confirmed_at.is_not(None),
            Account.disabled_at.is_(None),
        )
    )
    profiles = _profiles_by_account(Response.account_id.in_(members), purpose="school").values()
    return sorted((profile for profile in profiles if profile.allows_school), key=repr)


#: What the RTCs read of everybody, no more.
FLANDERS_PARTS = ("study_areas", "needs", "level")


def flanders_profiles() -> list[Profile]:
    """What everybody needs who lets the answers count for anonymous figures: study areas, needs and level, no more.

    The order says nothing about who answered.
    """
    read = [SOURCES[part] for part in (*FLANDERS_PARTS, "consent")]
    profiles = _profiles_by_account(Answer.question_code.in_(read), purpose="flanders").values()
    return sorted((profile for profile in profiles if profile.allows_flanders), key=repr)


def profiles_for_figures() -> list[Profile]:
    """Everybody who lets the answers count for anonymous figures, as matching sees them; the order says nothing about who."""
    ids = list(db.session.scalars(sa.select(Response.account_id).where(Response.submitted_at.is_not(None)).distinct()))
    return sorted((profile for profile in profiles_of(ids, purpose="flanders").values() if profile.allows_flanders), key=repr)


def level_bands() -> tuple[Band, ...]:
    """Which self-scores count as which level."""
    rows = [(concept.code, cast("list[int]", concept.properties["self_score"])) for concept in reference.concepts("niveau")]
    return tuple(Band(code, low, high) for code, (low, high) in rows)


def _profiles_by_account(which: sa.ColumnElement[bool], *, purpose: str) -> dict[int, Profile]:
    """Profiles from the latest answers to the questions that say they serve the purpose, and to that of consent."""
    query = (
        sa.select(Response.account_id, Response.questionnaire_id, Answer.question_code, Answer.value)
        .join(Response, Response.id == Answer.response_id)
        .where(which, is_latest())
        .order_by(Answer.response_id, Answer.id)
    )
    serving = _serving(purpose)
    answers: dict[int, dict[str, AnswerValue]] = {}
    for account_id, version, code, value in db.session.execute(query):
        if (version, code) in serving:
            answers.setdefault(account_id, {})[code] = value
    bands = level_bands() if answers else ()
    return {account_id: profile_from_answers(given, bands) for account_id, given in answers.items()}


def _serving(purpose: str) -> set[tuple[int, str]]:
    """(questionnaire, question) of the answers that may serve a purpose, as the version said in which they were given."""
    query = sa.select(Section.questionnaire_id, Question.code, Question.properties).join(Question.section)
    return {
        (version, code)
        for version, code, properties in db.session.execute(query)
        if code == SOURCES["consent"] or purpose in cast("list[str]", properties.get("used_for", []))
    }


def reflections_of(account_id: int) -> list[Reflection]:
    """The person's looks at their own digital competence, latest first."""
    query = sa.select(Reflection).where(Reflection.account_id == account_id)
    return list(db.session.scalars(query.order_by(Reflection.reflected_at.desc(), Reflection.id.desc())))
