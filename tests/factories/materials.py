"""Shared material for tests."""

from rtc_app.kernel import clock
from rtc_app.materials.models import SharedMaterial
from rtc_app.materials.rules import MaterialKind, Terms
from tests.factories.accounts import save


def make_material(*, is_published=True, **values):
    now = clock.now()
    fields = {
        "title": "Lasfiches",
        "kind": MaterialKind.LESSON,
        "summary": "Tien fiches om naden te beoordelen.",
        "url": "https://voorbeeld.be/fiches",
        "source": "Proefschool",
        "terms": Terms.CC_BY,
        "proposed_at": now,
        "published_at": now if is_published else None,
    }
    return save(SharedMaterial(**(fields | values)))
