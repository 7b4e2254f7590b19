"""What a person does with the questionnaire, and with the profile that follows from it."""

from rtc_app.needs.service.adjusting import adjust, keep_level, set_aside, switch, take_back, want_less, want_less_no_more
from rtc_app.needs.service.answering import forget_answers, load_questionnaire, save_answers, start, submit

__all__ = [
    "adjust",
    "forget_answers",
    "keep_level",
    "load_questionnaire",
    "save_answers",
    "set_aside",
    "start",
    "submit",
    "switch",
    "take_back",
    "want_less",
    "want_less_no_more",
]
