"""Deeds of questionnaires: instruments, surveys and their invitations, answers, what comes of them."""

from asah.stages.questionnaires.services.answers import (
    AlreadyGiven,
    finish_survey,
    give_answer,
    give_unnamed,
    settle_answer,
)
from asah.stages.questionnaires.services.instruments import (
    BadInstrument,
    EditedMeanwhile,
    adopt_starting_instruments,
    create_instrument,
    publish_instrument,
    save_draft,
)
from asah.stages.questionnaires.services.mixing import mix_finished_days
from asah.stages.questionnaires.services.outcomes import export_survey, file_survey, keep_themes
from asah.stages.questionnaires.services.paper import PaperAnswer, PaperUnnamed, record_answers
from asah.stages.questionnaires.services.surveys import (
    BadSurvey,
    NotNow,
    close_survey,
    extend_survey,
    open_survey,
    prepare_survey,
    remind,
    withdraw_survey,
)

__all__ = [
    "AlreadyGiven",
    "BadInstrument",
    "BadSurvey",
    "EditedMeanwhile",
    "NotNow",
    "PaperAnswer",
    "PaperUnnamed",
    "adopt_starting_instruments",
    "close_survey",
    "create_instrument",
    "export_survey",
    "extend_survey",
    "file_survey",
    "finish_survey",
    "give_answer",
    "give_unnamed",
    "keep_themes",
    "mix_finished_days",
    "open_survey",
    "prepare_survey",
    "publish_instrument",
    "record_answers",
    "remind",
    "save_draft",
    "settle_answer",
    "withdraw_survey",
]
