"""Letting the example people do, through the same services as real people, what there is to see in a demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from rtc_app.accounts import hashing
from rtc_app.accounts.models import Account, Membership, Organisation, OrganisationKind, Role
from rtc_app.campaigns import service as campaigns
from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.enrolment import service as enrolment
from rtc_app.interchange.demo.files import DemoEnrolments, DemoFile, DemoSchool, DemoTrajectory, demo_file
from rtc_app.interchange.relative_dates import monday
from rtc_app.kernel.clock import to_wall_time
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.outbox import OutboxMail
from rtc_app.needs import service as needs
from rtc_app.needs.models import CampaignScope
from rtc_app.quality import queries as quality_queries
from rtc_app.quality import service as quality
from rtc_app.quality.models import Assessment
from rtc_app.quality.rules import Opinion, Verdict
from rtc_app.reference import queries as reference
from rtc_app.trajectories import service as trajectories

_DAY = timedelta(days=1)


def is_loaded() -> bool:
    """Whether there are example people."""
    return db.session.scalar(sa.select(Account.id).where(Account.is_demo).limit(1)) is not None


def load(*, at: datetime) -> bool:
    """Load everybody, in the transaction of the caller; returns False when they were there already.

    Needs the starter catalogue. The mails that all this causes are thrown away: nobody would read them.
    """
    if is_loaded():
        return False
    last_mail = db.session.scalar(sa.select(sa.func.max(OutboxMail.id))) or 0
    _Loader(demo_file(), at).load()
    db.session.execute(sa.delete(OutboxMail).where(OutboxMail.id > last_mail))
    return True


@dataclass
class _Loader:
    content: DemoFile
    at: datetime
    people: dict[str, Account] = field(default_factory=dict)

    def load(self) -> None:
        schools = {school.code: self._school(school) for school in self.content.schools}
        self._accounts()
        for school in self.content.schools:
            self._staff(school, schools[school.code])
        for person in self.content.participants:
            self._person(person.email, person.name)
        flush()
        self._ask()
        for school in self.content.schools:
            self._answers(school)
        self._answer_elsewhere()
        for entry in self.content.enrolments:
            self._enrol(entry)
        self._assess()
        for trajectory in self.content.trajectories:
            self._plan(trajectory, schools[trajectory.school])
        for organisation in schools.values():
            trajectories.publish_mirror(school=organisation, at=self.at)
        campaigns.publish_due_reports(at=self.at)

    def _school(self, entry: DemoSchool) -> Organisation:
        values = entry.model_dump(exclude={"staff", "province"})
        school = Organisation(
            kind=OrganisationKind.SCHOOL, is_example=True, province=reference.concept("provincie", entry.province), **values
        )
        db.session.add(school)
        return school

    def _person(self, email: str, name: str) -> Account:
        """An account without a password: nobody can sign in with it, so it is no public one."""
        if email not in self.people:
            created_at = self.at - 60 * _DAY
            account = Account(email=email, name=name, password_hash="", created_at=created_at, email_verified_at=created_at)
            self.people[email] = account
            db.session.add(account)
        return self.people[email]

    def _accounts(self) -> None:
        flush()
        for entry in self.content.accounts:
            account = self._person(entry.email, entry.name)
            if entry.job:
                account.password_hash, account.is_demo = hashing.hash_password(self.content.password), True
            organisation = db.session.scalars(sa.select(Organisation).where(Organisation.code == entry.organisation)).one()
            self._join(account, organisation, entry.role, is_confirmed=entry.is_confirmed)

    def _staff(self, entry: DemoSchool, school: Organisation) -> None:
        for person in entry.staff:
            self._join(self._person(person.email, person.name), school, Role.TEACHER, is_confirmed=True)

    def _join(self, account: Account, organisation: Organisation, role: Role, *, is_confirmed: bool) -> None:
        if any(m.organisation is organisation and m.role is role for m in account.memberships):
            return
        since = self.at - 50 * _DAY
        account.memberships.append(
            Membership(organisation=organisation, role=role, created_at=since, confirmed_at=since if is_confirmed else None)
        )

    def _ask(self) -> None:
        """A campaign that everybody's answers below fall into, and that is over by now."""
        begin = self.at - 36 * _DAY
        campaigns.open_campaign(
            title="Wat heb jij nodig om met ICT les te geven?",
            purpose="Met je antwoorden kiezen de RTC’s welke opleidingen ze dit schooljaar nog inrichten.",
            scope=CampaignScope.FLANDERS,
            province=None,
            schools=[],
            starts_on=to_wall_time(begin).date(),
            ends_on=to_wall_time(self.at - 2 * _DAY).date(),
            reminder_after_days=10,
            at=begin,
        )

    def _answer_elsewhere(self) -> None:
        """The participants from other schools tell what one of the staff tells, for figures about Flanders only."""
        staff = [person for school in self.content.schools for person in school.staff]
        for number, person in enumerate(self.content.participants):
            answers = staff[number % len(staff)].answers | {"Q5.2": ["flanders"]}
            self._answer(self.people[person.email], answers, self.at - timedelta(days=20, hours=number))

    def _answers(self, school: DemoSchool) -> None:
        for number, person in enumerate(school.staff):
            at = self.at - timedelta(days=30 - number, hours=number)
            self._answer(self.people[person.email], person.answers, at)

    def _answer(self, account: Account, answers: Mapping[str, object], at: datetime) -> None:
        response = needs.start(account=account, is_short=False, at=at)
        needs.save_answers(response=response, answers={code: {"value": value} for code, value in answers.items()}, at=at)
        needs.submit(response=response, at=at + timedelta(minutes=9))

    def _enrol(self, entry: DemoEnrolments) -> None:
        """One after the other, before the deadline; who came is noted the evening of the last day."""
        session = _session(entry.session)
        first = min(self.at, session.deadline_at) - timedelta(hours=len(entry.people) + 1)
        made = {}
        for number, email in enumerate(entry.people):
            made[email] = enrolment.ask_seat(
                session=session,
                account=self.people[email],
                question=entry.questions.get(email, ""),
                idempotency_key=f"demo-{entry.session}-{number}",
                at=first + timedelta(hours=number),
            )
        if entry.came:
            provider = next(a for a in self.people.values() if a.is_provider)
            for email, seat in made.items():
                enrolment.note_attendance(enrolment=seat, came=email in entry.came, actor=provider, at=session.ends_at + timedelta(hours=1))

    def _assess(self) -> None:
        provider = next(a for a in self.people.values() if a.is_provider)
        waiting = self.content.assessments.submitted
        for number, code in enumerate(waiting):
            quality.submit(training=_training(code), actor=provider, at=self.at - (len(waiting) - number) * 2 * _DAY)
        for entry in self.content.assessments.handed_over:
            assessment = quality.submit(training=_training(entry.training), actor=provider, at=self.at - 12 * _DAY)
            self._hand_over(assessment, self.people[entry.assessor])
        for review in self.content.assessments.in_review:
            assessor = self.people[review.assessor]
            assessment = quality.submit(training=_training(review.training), actor=provider, at=self.at - 9 * _DAY)
            quality.start_assessment(assessment=assessment, actor=assessor, at=self.at - 3 * _DAY)
            for judgement in review.judgements:
                quality.judge(
                    assessment=assessment,
                    criterion=judgement.criterion,
                    verdict=judgement.verdict,
                    reason=judgement.reason,
                    actor=assessor,
                    at=self.at - 2 * _DAY,
                )

    def _hand_over(self, assessment: Assessment, assessor: Account) -> None:
        met = {rule.code: Opinion(Verdict.MET) for rule in quality_queries.applicable_rules(assessment) if not rule.same_as}
        quality.save_round(assessment=assessment, note=quality.Note(met), actor=assessor, at=self.at - 2 * _DAY)
        quality.propose(assessment=assessment, actor=assessor, at=self.at - _DAY)

    def _plan(self, entry: DemoTrajectory, school: Organisation) -> None:
        starts_on = monday(to_wall_time(self.at).date()) + timedelta(weeks=1)
        words = trajectories.TrajectoryWords(
            title=entry.title,
            goal=entry.goal,
            pedagogical_project=entry.pedagogical_project,
            consulted=entry.consulted,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(weeks=entry.weeks),
            budget=entry.budget * 100,
        )
        trajectory = trajectories.create_trajectory(school_id=school.id, words=words, actor=self.people[entry.author], at=self.at)
        for item in entry.steps:
            step = trajectories.add_step(trajectory=trajectory, training=_training(item.training), at=self.at)
            session = _session(item.session) if item.session else None
            trajectories.change_step(step=step, session=session, participants=item.participants, reason=item.reason, at=self.at)


def _training(code: str) -> Training:
    return db.session.scalars(sa.select(Training).where(Training.code == code)).one()


def _session(code: str) -> TrainingSession:
    return db.session.scalars(sa.select(TrainingSession).where(TrainingSession.code == code)).one()
