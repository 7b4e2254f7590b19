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


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 5, [1]),
        (1, 40, [1, 2]),
        (1, 200, [1, 2, None, 10]),
        (5, 200, [1, None, 4, 5, 6, None, 10]),
        (3, 200, [1, 2, 3, 4, None, 10]),
        (10, 200, [1, None, 9, 10]),
    ],
)
def test_the_first_the_last_and_the_pages_around_are_shown(number, total, shown):
    assert Page([], number, 20, total).shown == shown
