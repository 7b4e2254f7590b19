"""What people keep, for tests. Each function says only what matters and commits."""

from rtc_app.catalogue.search import facets
from rtc_app.catalogue.search.state import parse
from rtc_app.kernel import clock
from rtc_app.saved import service
from rtc_app.saved.rules import Rhythm
from tests.factories.accounts import save


def make_saved_search(account, *, pairs=(("q", "revit"),), name="Revit", rhythm=Rhythm.DAILY, at=None):
    """A question that a person keeps."""
    state = parse(pairs, facets.CODES)
    return save(service.keep_search(account=account, name=name, state=state, rhythm=rhythm, at=at or clock.now()))
