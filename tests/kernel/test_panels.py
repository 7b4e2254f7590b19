"""What a higher domain adds to the page of a lower one."""

from rtc_app.kernel.panels import Panel, init_app, panels_for


def greeting(subject, person):
    return Panel("aside", "x.html", (subject, person))


def silence(_subject, _person):
    return None


def test_makers_with_something_to_say_are_shown_in_order(make_workshop, empty_sqlite):
    workshop = make_workshop(empty_sqlite)
    init_app(workshop, {"training": (greeting, silence, greeting)})
    with workshop.app_context():
        assert panels_for("training", "subject", "person") == [Panel("aside", "x.html", ("subject", "person"))] * 2


def test_a_page_that_nobody_adds_to_has_none(make_workshop, empty_sqlite):
    workshop = make_workshop(empty_sqlite)
    init_app(workshop, {})
    with workshop.app_context():
        assert panels_for("training", None, None) == []
