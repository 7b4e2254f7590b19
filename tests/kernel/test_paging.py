"""One page of a longer list."""

import pytest

from rtc_app.kernel.paging import Page


@pytest.mark.parametrize(
    ("number", "total", "pages", "first", "last"),
    [(1, 0, 1, 0, 0), (1, 1, 1, 1, 1), (1, 20, 1, 1, 20), (1, 21, 2, 1, 20), (2, 21, 2, 21, 21), (3, 60, 3, 41, 60)],
)
def test_it_says_what_of_how_much_it_shows(number, total, pages, first, last):
    page = Page([], number, 20, total)
    assert (page.pages, page.first_item, page.last_item) == (pages, first, last)
