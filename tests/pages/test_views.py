"""Pages of words only."""

import pytest

from tests.kernel.outages import away


@pytest.mark.parametrize("path", ["/over", "/privacy", "/toegankelijkheid", "/voor-scholen"])
def test_everyone_reads_it(client, path):
    assert client.get(path).status_code == 200


def test_health_says_ok_when_the_database_answers(client):
    assert client.get("/gezondheid").data == b"ok"


def test_the_five_rtcs_stand_there_with_address_and_telephone(client):
    text = client.text("/over")
    assert all(
        words in text for words in ("RTC Antwerpen", "RTC Limburg", "RTC Oost-Vlaanderen", "RTC Vlaams-Brabant", "RTC West-Vlaanderen")
    )
    assert "089 69 04 91" in text


def test_health_says_503_when_the_database_does_not_answer(client, database):
    with away(database):
        assert client.get("/gezondheid").status_code == 503
