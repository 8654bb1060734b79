"""What a curriculum is, whom it is for, how it is taught, how two versions differ: plain Python over plain values."""

from asah.stages.catalogue.rules.audience import AUDIENCE_KEYS, Job, admits
from asah.stages.catalogue.rules.curriculum import (
    DELIVERIES,
    MEASURES,
    SCOPES,
    CostItem,
    Curriculum,
    CurriculumRefused,
    Gain,
    Lifts,
    faults_of,
    from_plain,
    lesson_hours,
    lifted,
    starting_catalogue,
    to_plain,
)
from asah.stages.catalogue.rules.differences import Difference, differences, in_words
from asah.stages.catalogue.rules.durations import BadDuration, Duration, read_duration
from asah.stages.catalogue.rules.methods import METHODS, Method, Prior, prior_of
from asah.stages.catalogue.rules.sheet import SHEET, SheetColumn, cells_of, curriculum_of, tidy_cell

__all__ = [
    "AUDIENCE_KEYS",
    "DELIVERIES",
    "MEASURES",
    "METHODS",
    "SCOPES",
    "SHEET",
    "BadDuration",
    "CostItem",
    "Curriculum",
    "CurriculumRefused",
    "Difference",
    "Duration",
    "Gain",
    "Job",
    "Lifts",
    "Method",
    "Prior",
    "SheetColumn",
    "admits",
    "cells_of",
    "curriculum_of",
    "differences",
    "faults_of",
    "from_plain",
    "in_words",
    "lesson_hours",
    "lifted",
    "prior_of",
    "read_duration",
    "starting_catalogue",
    "tidy_cell",
    "to_plain",
]
