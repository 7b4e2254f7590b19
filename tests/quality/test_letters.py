"""What a provider reads when RTC has decided."""

from datetime import date

import pytest

from rtc_app.quality.letters import decision
from rtc_app.quality.rules import Outcome


def letter(outcome, **values):
    facts = {"title": "PLC", "note": "", "reasons": [], "agreements": [], "until": None, "link": ""} | values
    return decision(outcome=outcome, **facts)


@pytest.mark.parametrize(
    ("outcome", "subject"),
    [(Outcome.ACCEPTED, "PLC: voldoet"), (Outcome.CONDITIONAL, "PLC: voorwaardelijk aanvaard"), (Outcome.REFUSED, "PLC: voldoet nog niet")],
)
def test_the_subject_says_the_outcome(outcome, subject):
    assert letter(outcome)[0] == subject


def test_a_refusal_gives_each_reason_and_the_way_on():
    body = letter(Outcome.REFUSED, reasons=["Er staat geen vak in."], link="http://localhost/x")[1]
    assert "- Er staat geen vak in." in body
    assert "dien ze opnieuw in" in body
    assert "http://localhost/x" in body


def test_a_conditional_acceptance_names_the_agreements_and_the_last_day():
    body = letter(Outcome.CONDITIONAL, agreements=["Open een forum (An, tegen 15/01/2027)"], until=date(2027, 1, 15))[1]
    assert "- Open een forum (An, tegen 15/01/2027)" in body
    assert "vrijdag 15 januari 2027" in body


def test_a_title_with_braces_stays_as_it_is():
    assert letter(Outcome.ACCEPTED, title="PLC {S7}")[0] == "PLC {S7}: voldoet"
