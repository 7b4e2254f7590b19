"""What a person does with the questionnaire, and with the profile that follows from it."""

from rtc_app.needs.service.adjusting import adjust, keep_level, set_aside, stop_news, switch, take_back, want_less, want_less_no_more
from rtc_app.needs.service.answering import forget_answers, load_questionnaire, save_answers, save_page, start, submit
from rtc_app.needs.service.interviewing import CODE_LASTS, agree, begin, finish, forget_interview
from rtc_app.needs.service.noting import lacks, note_lacks
from rtc_app.needs.service.reflecting import reflect
from rtc_app.needs.service.reporting import WORDS, answer_needs, report_need, take_report_back
from rtc_app.needs.service.telling import STOP_KEYS, keep_suggestions, mail_new_suggestions, mark_news_seen, new_suggestions

__all__ = [
    "CODE_LASTS",
    "STOP_KEYS",
    "WORDS",
    "adjust",
    "agree",
    "answer_needs",
    "begin",
    "finish",
    "forget_answers",
    "forget_interview",
    "keep_level",
    "keep_suggestions",
    "lacks",
    "load_questionnaire",
    "mail_new_suggestions",
    "mark_news_seen",
    "new_suggestions",
    "note_lacks",
    "reflect",
    "report_need",
    "save_answers",
    "save_page",
    "set_aside",
    "start",
    "stop_news",
    "submit",
    "switch",
    "take_back",
    "take_report_back",
    "want_less",
    "want_less_no_more",
]
