"""What must be true of every session at every moment."""

import sqlalchemy as sa

from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment import queries
from rtc_app.enrolment.models import SEATED, Enrolment, EnrolmentState, EnrolmentTransition
from rtc_app.kernel.database import db, release
from rtc_app.kernel.outbox import OutboxMail


def assert_sound():
    """Counts equal rows, nobody is in twice, no seat is given twice, and no one was passed over."""
    release()
    assert queries.drifted_sessions() == []
    assert queries.doubly_enrolled() == []
    assert db.session.scalars(sa.select(TrainingSession.id).where(TrainingSession.taken > TrainingSession.capacity)).all() == []
    assert_steps_join()
    assert_queue_order()
    release()


def seated(session):
    """How many rows hold a seat, whatever the session itself counts."""
    release()
    query = sa.select(sa.func.count()).where(Enrolment.training_session_id == session.id, Enrolment.state.in_(SEATED))
    return db.session.scalar(query)


def assert_steps_join():
    """Each enrolment's steps follow each other and end in its state."""
    last = {}
    for step in db.session.scalars(sa.select(EnrolmentTransition).order_by(EnrolmentTransition.id)):
        assert last.get(step.enrolment_id) == step.from_state
        last[step.enrolment_id] = step.to_state
    states = dict(db.session.execute(sa.select(Enrolment.id, Enrolment.state)).all())
    assert last == states


def assert_queue_order():
    """Whoever moved up was, at that moment, the one who waited longest for that session."""
    queues = {}
    query = (
        sa.select(Enrolment.training_session_id, EnrolmentTransition).join(EnrolmentTransition.enrolment).order_by(EnrolmentTransition.id)
    )
    for session_id, step in db.session.execute(query):
        queue = queues.setdefault(session_id, [])
        if step.from_state is EnrolmentState.WAITING:
            if step.to_state is EnrolmentState.CONFIRMED:
                assert queue[0] == step.enrolment_id
            queue.remove(step.enrolment_id)
        elif step.to_state is EnrolmentState.WAITING:
            queue.append(step.enrolment_id)
        elif step.from_state is None:
            assert not queue, "a newcomer went before the queue"


def mails_to(account_ids):
    """How many mails each of these people got, in the order given."""
    from rtc_app.accounts.models import Account

    counts = dict(
        db.session.execute(
            sa.select(Account.id, sa.func.count(OutboxMail.id))
            .outerjoin(OutboxMail, OutboxMail.recipient == Account.email)
            .where(Account.id.in_(account_ids))
            .group_by(Account.id)
        ).all()
    )
    return [counts[account_id] for account_id in account_ids]
