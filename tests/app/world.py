"""One of everything, with the people around it: what the sweeps over all routes point at."""

from dataclasses import dataclass

import sqlalchemy as sa

from rtc_app.accounts.models import Role, SignIn
from rtc_app.accounts.service import start_sign_in
from rtc_app.catalogue.months import SchoolYear
from rtc_app.interchange.models import CatalogueImport
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import db
from rtc_app.quality.models import Criterion, RepairAction
from tests.factories import accounts, campaigns, catalogue, enrolment, materials, needs, saved, trajectories
from tests.factories import quality as rounds
from tests.factories.accounts import save


@dataclass
class World:
    """`people` by column of the access table; `things` by the name a URL argument begins with; `hidden` replaces some of them."""

    people: dict
    things: dict
    hidden: dict

    def address(self, app, rule, *, hidden=False):
        """The URL of a rule with these things filled in."""
        things = self.things | (self.hidden if hidden else {})
        arguments = {name: FIXED.get(name) or value_of(things, name) for name in rule.arguments}
        with app.test_request_context("/"):
            return app.url_map.bind("localhost").build(rule.endpoint, arguments)


#: Arguments that name no row.
FIXED = {
    "token": "unknown",
    "filename": "favicon.svg",
    "part_code": "inhoud",
    "criterion_code": "KK1.1",
    "framework_version": 1,
    "section_code": "wie-ben-je",
    "part": 1,
    "kind_path": "studiegebieden",
    "topic_code": "hout",
    "rtc_code": "rtc-limburg",
    "month": f"{clock.today():%Y-%m}",
    "day": 1,
    "school_year": str(SchoolYear.of(clock.today())),
}


def value_of(things, argument):
    """`training_session_id` → the id of the training session."""
    name = max((name for name in things if argument.startswith(f"{name}_")), key=len, default=None)
    assert name, f"tests/app/world.py makes nothing for <{argument}>"
    return getattr(things[name], argument.removeprefix(f"{name}_"))


def make_world():
    """The teacher has a seat with the provider, works at the school of coordinator and leader, and shares nothing with the stranger."""
    school, provider = accounts.make_school(), accounts.make_provider()
    people = {
        "anonymous": None,
        "teacher": accounts.make_teacher(school),
        "coordinator": accounts.make_coordinator(school),
        "leader": accounts.make_leader(school),
        "provider": accounts.make_provider_member(provider),
        "assessor": accounts.make_assessor(),
        "administrator": accounts.make_administrator(),
        "stranger": make_stranger(),
    }
    assessment = rounds.make_round(provider=provider)
    training = rounds.make_accepted(provider=provider)
    session = catalogue.make_session(training)
    path = catalogue.make_path(training)
    trajectory = trajectories.make_trajectory(school, training)
    things = {
        "account": people["teacher"],
        "membership": people["teacher"].memberships[0],
        "sign_in": make_sign_in(people["teacher"]),
        "provider": provider,
        "training": training,
        "training_session": session,
        "path": path,
        "learning_path": path,
        "trainer": training.trainers[0],
        "location": catalogue.make_location(provider_id=provider.id),
        "assessment": assessment,
        "framework": rounds.make_draft_framework(),
        "repair_action": make_repair_action(assessment),
        "second_assessment": rounds.make_second(assessment),
        "evidence": rounds.make_evidence(provider, training),
        "declaration": rounds.make_declaration(provider),
        "enrolment": enrolment.make_enrolment(session, people["teacher"]),
        "saved_search": saved.make_saved_search(people["teacher"]),
        "search_synonym": catalogue.some_synonym(),
        "interview": needs.make_interview(people["teacher"], people["assessor"]),
        "shared_material": materials.make_material(),
        "unmet_need": needs.make_unmet_need(people["teacher"]),
        "school_trajectory": trajectory,
        "trajectory_step": trajectory.steps[0],
        "catalogue_import": make_import(people["provider"]),
        "campaign": campaigns.make_campaign(),
        "outbox_mail": save(outbox.enqueue(recipient="x@example.org", subject="Dag", body="Dag.", at=clock.now())),
    }
    undecided = assessment.training
    return World(people, things, {"training": undecided, "training_session": catalogue.make_session(undecided)})


def make_import(account):
    kept = CatalogueImport(
        account=account, uploaded_at=clock.now(), file_name="aanbod.xlsx", file_hash="", content={}, preview={}, fingerprint=""
    )
    return save(kept)


def make_stranger():
    """Teacher, coordinator and provider, but everywhere else."""
    stranger = accounts.make_teacher()
    for role, organisation in ((Role.ICT_COORDINATOR, accounts.make_school()), (Role.PROVIDER, accounts.make_provider())):
        stranger.memberships.append(accounts.membership(role, organisation))
    return save(stranger)


def make_sign_in(account):
    start_sign_in(account=account, user_agent="tests", at=clock.now(), hours=1)
    db.session.commit()
    return db.session.scalars(sa.select(SignIn).where(SignIn.account_id == account.id)).one()


def make_repair_action(assessment):
    criterion = db.session.scalars(sa.select(Criterion).limit(1)).one()
    return save(RepairAction(assessment=assessment, criterion=criterion, action="Vul aan.", owner="verstrekker", due_on=clock.today()))
