"""Reading the questionnaire, a person's answers, and the profiles that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.accounts.models import Account, Membership, Organisation, OrganisationKind, Role
from rtc_app.catalogue.models import Training, TrainingSession, TrainingTag
from rtc_app.enrolment.models import LIVE, Enrolment, EnrolmentState
from rtc_app.kernel.database import db
from rtc_app.needs.asking import AskedQuestion, AskedSection, Options
from rtc_app.needs.models import (
    Adjustment,
    Answer,
    Campaign,
    CampaignScope,
    Question,
    Questionnaire,
    Response,
    Section,
    SetAside,
    Suggested,
    UnmetNeed,
    campaign_school,
)
from rtc_app.needs.rules import SOURCES, AnswerValue, Band, Profile, Wishes, adjusted, profile_from_answers
from rtc_app.needs.tallying import Vocabulary
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept, ConceptScheme

#: Reports that are counted on a page for everybody; older ones say little of what is missing now.
_MOST_COUNTED = 2_000


def current_questionnaire(on: date) -> Questionnaire:
    """The version in force on a date, with its sections and questions loaded; raises NoResultFound before it is loaded."""
    query = (
        sa.select(Questionnaire)
        .where(Questionnaire.valid_from <= on)
        .order_by(Questionnaire.version.desc())
        .limit(1)
        .options(selectinload(Questionnaire.sections).selectinload(Section.questions))
    )
    return db.session.scalars(query).one()


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


def open_response(account_id: int) -> Response | None:
    """What the person is filling in, with its answers and questions loaded, or None."""
    return db.session.scalar(_with_all(sa.select(Response).where(Response.account_id == account_id, Response.submitted_at.is_(None))))


def latest_response(account_id: int) -> Response | None:
    """What the person last submitted, with its answers and questions loaded, or None."""
    return db.session.scalar(_with_all(sa.select(Response).where(_is_latest(), Response.account_id == account_id)))


def all_responses(account_id: int) -> list[Response]:
    """Every wave of a person, oldest first, with answers and questions loaded."""
    query = sa.select(Response).where(Response.account_id == account_id).order_by(Response.started_at, Response.id)
    return list(db.session.scalars(_with_all(query)))


def response_to_edit(account_id: int) -> Response | None:
    """What the person is filling in, else what was last submitted and can be corrected, else None."""
    return open_response(account_id) or latest_response(account_id)


def answers_of(response: Response) -> dict[str, AnswerValue]:
    """Question code → answer; skipped questions are not in it."""
    return {answer.question_code: answer.value for answer in response.answers}


def sections_to_ask(questionnaire: Questionnaire, *, is_short: bool) -> list[AskedSection]:
    """The sections with their questions and options; the short form leaves out the rest."""
    asked = [
        (section, [question for question in section.questions if question.is_in_short_form or not is_short])
        for section in questionnaire.sections
    ]
    vocabularies = _vocabularies({name for _section, questions in asked for question in questions for name in _schemes(question)})
    return [
        AskedSection(section.code, section.title, tuple(_asked(question, vocabularies) for question in questions))
        for section, questions in asked
        if questions
    ]


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


def profiles_of(account_ids: Sequence[int]) -> dict[int, Profile]:
    """The same for several people, in four queries; who submitted nothing is not in it."""
    told = _profiles_by_account(Response.account_id.in_(account_ids))
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


def people_to_match(after: int, limit: int) -> list[int]:
    """Ids of accounts that submitted something and can sign in, in order, beginning after one."""
    query = (
        sa.select(Account.id)
        .where(Account.id > after, Account.disabled_at.is_(None))
        .where(sa.exists().where(Response.account_id == Account.id, Response.submitted_at.is_not(None)))
        .order_by(Account.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def number_of_people_to_match() -> int:
    """How many these are."""
    query = sa.select(sa.func.count(sa.distinct(Response.account_id))).where(Response.submitted_at.is_not(None))
    return db.session.scalar(query) or 0


def suggested_before(account_ids: Sequence[int]) -> dict[int, set[int]]:
    """Account → ids of the trainings that were ever suggested to it."""
    found: dict[int, set[int]] = {}
    query = sa.select(Suggested.account_id, Suggested.training_id).where(Suggested.account_id.in_(account_ids))
    for account_id, training_id in db.session.execute(query):
        found.setdefault(account_id, set()).add(training_id)
    return found


def people_to_mail(before: datetime, limit: int) -> list[Adjustment]:
    """Those who asked for mail about new suggestions and had none since this moment; locked for one worker."""
    query = (
        sa.select(Adjustment)
        .join(Account, Account.id == Adjustment.account_id)
        .where(Adjustment.mail_since <= before, Account.disabled_at.is_(None), Account.email_verified_at.is_not(None))
        .order_by(Adjustment.mail_since, Adjustment.account_id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Adjustment)
    )
    return list(db.session.scalars(query))


def suggested_since(account_id: int, since: datetime, at: datetime) -> list[int]:
    """Ids of the trainings first suggested to a person after a moment that can still be found, oldest first."""
    query = (
        sa.select(Suggested.training_id)
        .join(Training, Training.id == Suggested.training_id)
        .where(Suggested.account_id == account_id, Suggested.suggested_at > since, Training.findable(at))
    )
    return list(db.session.scalars(query.order_by(Suggested.suggested_at, Suggested.training_id)))


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
        wants_mail=kept.mail_since is not None,
    )


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
    profiles = [profile for profile in _profiles(Response.account_id.in_(members)) if profile.allows_school]
    return sorted(profiles, key=repr)


def flanders_profiles() -> list[Profile]:
    """What everybody needs who lets the answers count for anonymous figures: study areas, needs and level, no more.

    The order says nothing about who answered.
    """
    read = [SOURCES[part] for part in ("study_areas", "needs", "level", "consent")]
    profiles = [profile for profile in _profiles(Answer.question_code.in_(read)) if profile.allows_flanders]
    return sorted(profiles, key=repr)


def level_bands() -> tuple[Band, ...]:
    """Which self-scores count as which level."""
    rows = [(concept.code, cast("list[int]", concept.properties["self_score"])) for concept in reference.concepts("niveau")]
    return tuple(Band(code, low, high) for code, (low, high) in rows)


def counting_vocabulary() -> Vocabulary:
    """What answers need to be counted."""
    frequencies = {concept.code: cast("int", concept.properties["value"]) for concept in reference.concepts("frequentie")}
    return Vocabulary(level_bands(), frequencies, reference.broader_codes("tool"))


def provinces_of(account_id: int) -> frozenset[str]:
    """Codes of the provinces of the schools where somebody works."""
    query = (
        sa.select(Concept.code)
        .join(Organisation, Organisation.province_id == Concept.id)
        .where(Organisation.id.in_(_schools_of(account_id)))
    )
    return frozenset(db.session.scalars(query))


def campaign_for(account_id: int, on: date) -> Campaign | None:
    """The campaign that asks this person on this day, or None; the oldest when there are several."""
    query = (
        sa.select(Campaign)
        .where(~Campaign.is_standing, Campaign.starts_on <= on, Campaign.ends_on >= on, _asks(_schools_of(account_id)))
        .order_by(Campaign.id)
        .limit(1)
    )
    return db.session.scalar(query)


def _asks(school_ids: sa.Select[int]) -> sa.ColumnElement[bool]:
    """Whether a campaign is for somebody of these schools; Flanders is for everybody."""
    provinces = sa.select(Organisation.province_id).where(Organisation.id.in_(school_ids))
    named = sa.select(campaign_school.c.campaign_id).where(campaign_school.c.school_id.in_(school_ids))
    return sa.or_(Campaign.scope == CampaignScope.FLANDERS, Campaign.province_id.in_(provinces), Campaign.id.in_(named))


def _schools_of(account_id: int) -> sa.Select[int]:
    return (
        sa.select(Membership.organisation_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id == account_id, Membership.confirmed_at.is_not(None), Organisation.kind == OrganisationKind.SCHOOL)
    )


def _schemes(question: Question) -> list[str]:
    names = (question.options_scheme, question.properties.get("extra_scheme"), question.properties.get("rows_scheme"))
    return [str(name) for name in names if name]


def _vocabularies(schemes: set[str]) -> dict[str, list[Concept]]:
    query = (
        sa.select(ConceptScheme.code, Concept)
        .join(Concept.scheme)
        .where(ConceptScheme.code.in_(schemes))
        .order_by(Concept.position, Concept.id)
    )
    vocabularies: dict[str, list[Concept]] = {}
    for scheme, concept in db.session.execute(query):
        vocabularies.setdefault(scheme, []).append(concept)
    return vocabularies


def _asked(question: Question, vocabularies: dict[str, list[Concept]]) -> AskedQuestion:
    properties = question.properties
    used_for, kinds = cast("list[str]", properties.get("used_for", [])), cast("list[str]", properties.get("extra_kinds", []))
    extra = [c for c in vocabularies.get(str(properties.get("extra_scheme")), []) if not kinds or c.properties.get("kind") in kinds]
    return AskedQuestion(
        code=question.code,
        type=question.type,
        text=question.text,
        hint=question.hint,
        purpose=question.purpose,
        used_for=tuple(used_for),
        options=_options(question, vocabularies.get(question.options_scheme or "", [])),
        extra_options=tuple((concept.code, concept.label) for concept in extra),
        rows=tuple((concept.code, concept.label) for concept in vocabularies.get(str(properties.get("rows_scheme")), [])),
        properties=properties,
    )


def _options(question: Question, concepts: list[Concept]) -> Options:
    """The options of a question: its own, or those of its scheme; "andere" is a text field and no option."""
    own = cast("list[dict[str, str]]", question.properties.get("own_options", []))
    only = cast("list[str]", question.properties.get("options", []))
    from_scheme = tuple((c.code, c.label) for c in concepts if c.code != "andere" and (not only or c.code in only))
    return tuple((option["code"], option["label"]) for option in own) or from_scheme


def _profiles(which: sa.ColumnElement[bool]) -> list[Profile]:
    return list(_profiles_by_account(which).values())


def _profiles_by_account(which: sa.ColumnElement[bool]) -> dict[int, Profile]:
    query = (
        sa.select(Response.account_id, Answer.question_code, Answer.value)
        .join(Response, Response.id == Answer.response_id)
        .where(which, _is_latest())
        .order_by(Answer.response_id, Answer.id)
    )
    answers: dict[int, dict[str, AnswerValue]] = {}
    for account_id, code, value in db.session.execute(query):
        answers.setdefault(account_id, {})[code] = value
    bands = level_bands() if answers else ()
    return {account_id: profile_from_answers(given, bands) for account_id, given in answers.items()}


def _is_latest() -> sa.ColumnElement[bool]:
    """Whether a response is the last one its person submitted."""
    other = sa.orm.aliased(Response)
    newest = (
        sa.select(other.id)
        .where(other.account_id == Response.account_id, other.submitted_at.is_not(None))
        .order_by(other.submitted_at.desc(), other.id.desc())
        .limit(1)
        .correlate(Response)
        .scalar_subquery()
    )
    return Response.id == newest


def _with_all(query: sa.Select[Response]) -> sa.Select[Response]:
    questions = selectinload(Response.questionnaire).selectinload(Questionnaire.sections).selectinload(Section.questions)
    return query.options(selectinload(Response.answers), questions)


def unmet_need(account_id: int, query: str) -> UnmetNeed | None:
    """What the person reported about this question, or None."""
    return db.session.scalar(sa.select(UnmetNeed).where(UnmetNeed.account_id == account_id, UnmetNeed.query == query))


def reported_by(account_id: int) -> list[UnmetNeed]:
    """What the person reported, latest first."""
    query = sa.select(UnmetNeed).where(UnmetNeed.account_id == account_id)
    return list(db.session.scalars(query.order_by(UnmetNeed.reported_at.desc(), UnmetNeed.id)))


def topics_of_open_needs() -> list[tuple[int, list[list[str]]]]:
    """(account, what was asked) of the latest reports without an answer; only for counting."""
    query = sa.select(UnmetNeed.account_id, UnmetNeed.topics).where(UnmetNeed.answered_at.is_(None))
    rows = db.session.execute(query.order_by(UnmetNeed.reported_at.desc(), UnmetNeed.id).limit(_MOST_COUNTED))
    return [(account_id, topics) for account_id, topics in rows]


def open_needs() -> list[UnmetNeed]:
    """Reports without an answer, latest first, with their accounts; only for counting and answering."""
    query = sa.select(UnmetNeed).where(UnmetNeed.answered_at.is_(None)).options(joinedload(UnmetNeed.account))
    return list(db.session.scalars(query.order_by(UnmetNeed.reported_at.desc(), UnmetNeed.id)))
