"""An administrator makes the next version of the kwaliteitskader: heavier in one place, looked at, planned for later."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from rtc_app.kernel import clock
from tests.journeys.people import ADMINISTRATOR, follow, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def test_a_new_version_is_drafted_looked_at_and_planned_while_the_old_one_stays_in_force(visitor, site, accessible):
    visitor.set_viewport_size({"width": 390, "height": 844})
    sign_in(visitor, site, ADMINISTRATOR)
    visitor.goto(f"{site.url}/rtc")
    press(visitor, "Bekijk de versies")
    accessible(visitor)
    press(visitor, "Begin een ontwerp")
    follow(visitor, visitor.get_by_role("link", name="Wijzig KK5.4"))
    visitor.get_by_label("breekpunt: de opleiding voldoet niet").check()
    accessible(visitor)
    press(visitor, "Bewaar in het ontwerp")
    assert "KK5.4: gewicht" in words(visitor)
    accessible(visitor)
    press(visitor, "Bekijk de gevolgen")
    assert "blijven gelijk" in words(visitor)
    accessible(visitor)
    visitor.go_back()
    press(visitor, "Publiceer")
    accessible(visitor)
    visitor.locator("#valid_from").fill(str(clock.today() + timedelta(days=200)))
    press(visitor, "Publiceer versie 2")
    expect(visitor.get_by_role("row", name="Versie 2")).to_contain_text("gepland")
    visitor.goto(f"{site.url}/kwaliteitskader/versies/2")
    assert "Deze versie geldt nog niet" in words(visitor)
    accessible(visitor)
