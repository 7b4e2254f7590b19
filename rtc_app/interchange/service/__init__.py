"""What people do with files of their offer: read one in, carry it out, take it back."""

from rtc_app.interchange.service.applying import Applied, apply_import, show_anew, want_import
from rtc_app.interchange.service.reading_in import look_ahead, look_into
from rtc_app.interchange.service.undoing import undo_import
from rtc_app.interchange.service.waiting import forget_expired, keep_upload, work_on_waiting

__all__ = [
    "Applied",
    "apply_import",
    "forget_expired",
    "keep_upload",
    "look_ahead",
    "look_into",
    "show_anew",
    "undo_import",
    "want_import",
    "work_on_waiting",
]
