"""What a predicate is, what an index of satisfaction is, and what the figures of a unit mean."""

from asah.stages.performance.rules.indicators import INDICATORS, SATISFACTION, Indicator, fault_of_value
from asah.stages.performance.rules.periods import PERIODS, BadPeriod, Span, span_of
from asah.stages.performance.rules.predicates import (
    EXPECTATIONS,
    PREDICATES,
    Predicate,
    UnknownExpectation,
    predicate,
    rate,
)
from asah.stages.performance.rules.satisfaction import (
    BadScores,
    ServiceClass,
    class_of,
    faults_of_scores,
    index_exact,
    index_weighted,
    mean_of,
    sample_size,
)

__all__ = [
    "EXPECTATIONS",
    "INDICATORS",
    "PERIODS",
    "PREDICATES",
    "SATISFACTION",
    "BadPeriod",
    "BadScores",
    "Indicator",
    "Predicate",
    "ServiceClass",
    "Span",
    "UnknownExpectation",
    "class_of",
    "fault_of_value",
    "faults_of_scores",
    "index_exact",
    "index_weighted",
    "mean_of",
    "predicate",
    "rate",
    "sample_size",
    "span_of",
]
