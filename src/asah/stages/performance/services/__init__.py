"""Deeds of the stage performance: many rows at once. Single rows come by import, which has an undo."""

from asah.stages.performance.services.figures import (
    FIGURE_COLUMNS,
    SURVEY_COLUMNS,
    BadFigure,
    Measured,
    Surveyed,
    record_figures,
    record_surveys,
)
from asah.stages.performance.services.ratings import RATING_COLUMNS, BadRating, Rated, Rater, record_ratings
from asah.stages.performance.services.seeing import look_at_ratings

__all__ = [
    "FIGURE_COLUMNS",
    "RATING_COLUMNS",
    "SURVEY_COLUMNS",
    "BadFigure",
    "BadRating",
    "Measured",
    "Rated",
    "Rater",
    "Surveyed",
    "look_at_ratings",
    "record_figures",
    "record_ratings",
    "record_surveys",
]
