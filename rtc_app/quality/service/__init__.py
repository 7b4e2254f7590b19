"""What providers and assessors do: submit, ask and answer, judge, decide; and decisions that were made elsewhere."""

from rtc_app.quality.service.again import appeal, reassess
from rtc_app.quality.service.asking import answer_questions, ask, send_questions
from rtc_app.quality.service.deciding import decide, propose, send_back, solve_action
from rtc_app.quality.service.drafting import (
    Choices,
    CriterionWords,
    EditedMeanwhile,
    add_criterion,
    discard_draft,
    draft_framework,
    edit_choices,
    edit_criterion,
    publish_framework,
    remove_criterion,
)
from rtc_app.quality.service.framework import load_framework
from rtc_app.quality.service.importing import ChecklistOpinion, Refusal, record_imported
from rtc_app.quality.service.judging import (
    ChangedMeanwhile,
    Note,
    judge,
    judge_point,
    judge_points_seen,
    judge_seen,
    save_round,
    start_assessment,
    take_new_content,
)
from rtc_app.quality.service.provider_file import (
    Declared,
    Upload,
    add_evidence,
    confirm_file,
    declare,
    remove_evidence,
    withdraw_declaration,
)
from rtc_app.quality.service.queueing import distribute
from rtc_app.quality.service.second import draw_sample, finish_second, judge_second, return_second, take_second
from rtc_app.quality.service.submitting import submit

__all__ = [
    "ChangedMeanwhile",
    "ChecklistOpinion",
    "Choices",
    "CriterionWords",
    "Declared",
    "EditedMeanwhile",
    "Note",
    "Refusal",
    "Upload",
    "add_criterion",
    "add_evidence",
    "answer_questions",
    "appeal",
    "ask",
    "confirm_file",
    "decide",
    "declare",
    "discard_draft",
    "distribute",
    "draft_framework",
    "draw_sample",
    "edit_choices",
    "edit_criterion",
    "finish_second",
    "judge",
    "judge_point",
    "judge_points_seen",
    "judge_second",
    "judge_seen",
    "load_framework",
    "propose",
    "publish_framework",
    "reassess",
    "record_imported",
    "remove_criterion",
    "remove_evidence",
    "return_second",
    "save_round",
    "send_back",
    "send_questions",
    "solve_action",
    "start_assessment",
    "submit",
    "take_new_content",
    "take_second",
    "withdraw_declaration",
]
