"""The words of the mails."""

import pytest

from rtc_app.accounts import letters

LINK = "https://school.example/nieuw-wachtwoord/abc"
LETTERS = [
    letters.verify_email(link=LINK),
    letters.already_registered(sign_in_link=LINK, reset_link=LINK),
    letters.reset_password(name="Mieke", link=LINK),
    letters.password_changed(name="Mieke", reset_link=LINK),
    letters.invitation(name="Mieke", organisation="RTC Limburg vzw", link=LINK),
]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter[0])
def test_every_letter_has_a_subject_of_one_line_and_a_link_on_a_line_of_its_own(letter):
    subject, body = letter
    assert "\n" not in subject
    assert LINK in body.split("\n")
