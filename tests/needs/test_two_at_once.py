"""Two windows that save at the very same moment: each change is kept, on both databases (R31)."""

from concurrent.futures import ThreadPoolExecutor

from rtc_app.needs import queries
from tests.factories.accounts import make_teacher
from tests.factories.needs import answer, make_response
from tests.needs.test_autosave import HTMX, SECTION, opened

ROUNDS = 8


def test_changes_to_different_questions_at_once_are_both_kept(app, sign_in):
    teacher = make_teacher()
    make_response(teacher, {"Q1.6": answer("hout")}, submitted=False)
    windows = [sign_in(teacher), sign_in(teacher)]
    for number in range(ROUNDS):
        pages = [opened(window) for window in windows]
        changes = [{"q1_7": str(number)}, {"q1_8": str(number)}]
        with ThreadPoolExecutor(2) as pool:
            sent = [
                pool.submit(window.post, SECTION, data=page | change, headers=HTMX)
                for window, page, change in zip(windows, pages, changes, strict=True)
            ]
        assert [future.result().status_code for future in sent] == [200, 200]
        kept = queries.answers_of(queries.open_response(teacher.id))
        assert (kept["Q1.7"], kept["Q1.8"]) == ({"value": number}, {"value": number})
