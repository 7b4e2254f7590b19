"""Answers to the needs analysis for tests. Each function says only what matters and commits."""

from rtc_app.catalogue.search import facets
from rtc_app.catalogue.search.state import parse
from rtc_app.kernel import clock
from rtc_app.needs import service
from tests.factories.accounts import save

ALL_PURPOSES = ["matching", "school", "flanders"]


def answer(*codes, other=None):
    """The stored shape of a multiple answer."""
    return {"value": list(codes)} | ({"other": other} if other else {})


def make_response(account, answers=None, *, consent=ALL_PURPOSES, is_short=False, at=None, submitted=True):
    """What a person answered, question code → stored answer; with every consent unless told."""
    at = at or clock.now()
    given = {"Q1.6": answer("bouw")} if answers is None else answers
    response = service.start(account=account, is_short=is_short, at=at)
    service.save_answers(response=response, answers={"Q5.2": answer(*consent), **given}, at=at)
    if submitted:
        service.submit(response=response, at=at)
    return save(response)


def make_unmet_need(account, *, pairs=(("q", "lasrobot"), ("studiegebied", "hout")), note=""):
    """A need for which the person found no training."""
    state = parse(pairs, facets.CODES)
    return save(service.report_need(account=account, state=state, note=note, at=clock.now()))


def make_interview(teacher, interviewer, answers=None):
    """An interview that began; question code → what was said."""
    agreed = service.agree(account=teacher, at=clock.now())
    interview = service.begin(code=agreed.code, interviewer=interviewer, at=clock.now())
    said = {code: {"value": words} for code, words in (answers or {}).items()}
    service.save_answers(response=interview, answers=said, at=clock.now())
    return save(interview)
