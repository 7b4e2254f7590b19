"""What providers and assessors do: submit, judge, decide; and decisions that were made elsewhere."""

from rtc_app.quality.service.deciding import decide, solve_action
from rtc_app.quality.service.framework import load_framework
from rtc_app.quality.service.importing import ChecklistOpinion, Refusal, record_imported
from rtc_app.quality.service.judging import Note, judge, judge_point, save_round, start_assessment, take_new_content
from rtc_app.quality.service.submitting import submit

__all__ = [
    "ChecklistOpinion",
    "Note",
    "Refusal",
    "decide",
    "judge",
    "judge_point",
    "load_framework",
    "record_imported",
    "save_round",
    "solve_action",
    "start_assessment",
    "submit",
    "take_new_content",
]
