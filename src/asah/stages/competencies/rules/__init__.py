"""Competence by definition: keys of posts, levels held, gaps, match and its classes, intervals of a mean."""

from asah.stages.competencies.rules.gaps import (
    NAMED_FROM,
    SHADES,
    Mean,
    gap,
    held_level,
    mean_of,
    overlaps,
    shade,
)
from asah.stages.competencies.rules.match import Match, MatchClass, class_key, classify, match_percent, rounded
from asah.stages.competencies.rules.posts import EVERYBODY, job_keys, level_key, standard_of

__all__ = [
    "EVERYBODY",
    "NAMED_FROM",
    "SHADES",
    "Match",
    "MatchClass",
    "Mean",
    "class_key",
    "classify",
    "gap",
    "held_level",
    "job_keys",
    "level_key",
    "match_percent",
    "mean_of",
    "overlaps",
    "rounded",
    "shade",
    "standard_of",
]
