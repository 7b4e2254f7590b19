"""Pages of words only."""

import pytest


@pytest.mark.parametrize("path", ["/over", "/privacy", "/toegankelijkheid"])
def test_everyone_reads_it(client, path):
    assert client.get(path).status_code == 200


def test_health_says_ok_when_the_database_answers(client):
    assert client.get("/gezondheid").data == b"ok"
