"""Pictures of evidence, each as two drawings (wide and phone) with a written alternative and its table.

Drawn by :mod:`asah_basics.charts`; what is added here is honesty: a title never says more than the grade of the
evidence, groups under five persons are not drawn, and what was left out is said under the title.
"""

from asah_evaluator.pictures.effects import Moment, event_study_picture
from asah_evaluator.pictures.forest import Effect, forest_picture
from asah_evaluator.pictures.people import before_after_picture
from asah_evaluator.pictures.power import power_picture
from asah_evaluator.pictures.reaction import Question, reaction_picture, response_picture

__all__ = [
    "Effect",
    "Moment",
    "Question",
    "before_after_picture",
    "event_study_picture",
    "forest_picture",
    "power_picture",
    "reaction_picture",
    "response_picture",
]
