"""Answers to the needs analysis for tests. Each function says only what matters and commits."""

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
