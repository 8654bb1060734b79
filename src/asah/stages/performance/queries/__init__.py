"""Questions about performance: predicates of people, figures of units. Rows for engines, pages within a reach."""

from asah.stages.performance.queries.figures import (
    IndicatorRow,
    Reading,
    indicators,
    reading_of,
    readings_of,
    survey_elements,
)
from asah.stages.performance.queries.ratings import (
    PredicateRow,
    RatingRow,
    predicates_of_year,
    ratings_of,
)

__all__ = [
    "IndicatorRow",
    "PredicateRow",
    "RatingRow",
    "Reading",
    "indicators",
    "predicates_of_year",
    "ratings_of",
    "reading_of",
    "readings_of",
    "survey_elements",
]
