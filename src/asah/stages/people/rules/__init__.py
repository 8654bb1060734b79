"""What is true of people, posts and units by definition or regulation; the figures stand in dated tables."""

from asah.stages.people.rules.employment import (
    CPNS,
    EMPLOYMENTS,
    PNS,
    PPPK,
    PPPK_PART_TIME,
    contradicts,
    employment_of,
)
from asah.stages.people.rules.posts import (
    FUNCTIONAL,
    JOB_KINDS,
    LEVELS,
    PELAKSANA,
    STRUCTURAL,
    functional_level_of,
    is_head_title,
    job_kind_of,
    rank_id_of,
    rank_order,
    rank_text,
    without_level,
)
from asah.stages.people.rules.retirement import pension_key, retires_on
from asah.stages.people.rules.trainable import Trainable, trainable
from asah.stages.people.rules.units import Cycle, kind_of_unit, path_of, refuse_cycle, ring, unit_key

__all__ = [
    "CPNS",
    "EMPLOYMENTS",
    "FUNCTIONAL",
    "JOB_KINDS",
    "LEVELS",
    "PELAKSANA",
    "PNS",
    "PPPK",
    "PPPK_PART_TIME",
    "STRUCTURAL",
    "Cycle",
    "Trainable",
    "contradicts",
    "employment_of",
    "functional_level_of",
    "is_head_title",
    "job_kind_of",
    "kind_of_unit",
    "path_of",
    "pension_key",
    "rank_id_of",
    "rank_order",
    "rank_text",
    "refuse_cycle",
    "retires_on",
    "ring",
    "trainable",
    "unit_key",
    "without_level",
]
