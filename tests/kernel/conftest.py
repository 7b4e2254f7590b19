"""What the tests of the kernel share."""

import pytest


@pytest.fixture
def empty_sqlite(tmp_path):
    """The address of an SQLite database without tables."""
    return f"sqlite:///{tmp_path / 'empty.sqlite'}"
