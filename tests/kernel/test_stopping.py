"""Keys that stop one kind of mail."""

from rtc_app.kernel.stopping import StopKeys

NEWS, INVITATIONS = StopKeys("news"), StopKeys("invitations")


def test_a_key_tells_what_it_is_for(app):
    assert NEWS.id_in(NEWS.key_of(7)) == 7


def test_a_key_of_one_kind_stops_no_other(app):
    assert INVITATIONS.id_in(NEWS.key_of(7)) is None


def test_what_is_no_key_stops_nothing(app):
    assert NEWS.id_in("") is None
    assert NEWS.id_in(NEWS.key_of(7)[:-1]) is None
    assert NEWS.id_in("é") is None
