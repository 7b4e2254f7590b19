"""An interview, from the agreement of the teacher to what both keep of it (PRO-02)."""

import secrets
from datetime import datetime, timedelta

from rtc_app.accounts.models import Account
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.needs import queries
from rtc_app.needs.models import Interview, QuestionnaireKind

#: How long the code of an agreement can be used.
CODE_LASTS = timedelta(days=14)
#: Without letters that are taken for a digit or for each other.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def agree(*, account: Account, at: datetime) -> Interview:
    """Keep that a teacher agrees to an interview; a code that was not used yet is replaced by a new one."""
    waiting = next((interview for interview in queries.interviews_of(account.id) if interview.started_at is None), None)
    interview = waiting or Interview(account=account, answers=[])
    questions = queries.current_questionnaire(clock.to_wall_time(at).date(), QuestionnaireKind.INTERVIEW)
    interview.questionnaire, interview.agreed_at, interview.code = questions, at, _new_code()
    db.session.add(interview)
    flush()
    return interview


def begin(*, code: str, interviewer: Account, at: datetime) -> Interview:
    """Begin the interview to which a teacher agreed; raises RuleViolation for a code that is unknown, too old, or one's own."""
    interview = queries.interview_with_code(code.strip().upper())
    if interview is None or at > interview.agreed_at + CODE_LASTS:
        raise RuleViolation("Deze code kennen we niet, of ze is niet meer geldig. Vraag de leraar om een nieuwe.", "code")
    if interview.account_id == interviewer.id:
        raise RuleViolation("Deze code is van jezelf. Geef ze aan wie jou interviewt.", "code")
    interview.code, interview.interviewer, interview.started_at = None, interviewer, at
    flush()
    return interview


def finish(*, interview: Interview, at: datetime) -> None:
    """From here on the interviewer only reads; doing it twice changes nothing."""
    interview.finished_at = interview.finished_at or at
    flush()


def forget_interview(*, interview: Interview) -> None:
    """The teacher takes back the agreement and every word of it."""
    db.session.delete(interview)
    flush()


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
