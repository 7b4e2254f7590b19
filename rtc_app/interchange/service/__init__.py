"""What people do with files of their offer: read one in, carry it out, take it back."""

from rtc_app.interchange.service.applying import Applied, apply_import, show_anew
from rtc_app.interchange.service.reading_in import forget_expired, keep_import, look_ahead, look_into
from rtc_app.interchange.service.undoing import undo_import

__all__ = ["Applied", "apply_import", "forget_expired", "keep_import", "look_ahead", "look_into", "show_anew", "undo_import"]
