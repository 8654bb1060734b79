"""Questions about performance: predicates of people, figures of units. Rows for engines, pages within a reach."""

from asah.stages.performance.queries.figures import (
    IndicatorRow,
    Reading,
    indicators,
    reading_of,
    readings_of,
    survey_elements,
)
from asah.stages.performance.queries.overview import (
    Counts,
    Overview,
    Standing,
    UnitPage,
    has_figures,
    least_shown,
    overview,
    rated_years,
    unit_page,
)
from asah.stages.performance.queries.ratings import (
    PredicateRow,
    RatingRow,
    predicates_of_year,
    ratings_of,
)

__all__ = [
    "Counts",
    "IndicatorRow",
    "Overview",
    "PredicateRow",
    "RatingRow",
    "Reading",
    "Standing",
    "UnitPage",
    "has_figures",
    "indicators",
    "least_shown",
    "overview",
    "predicates_of_year",
    "rated_years",
    "ratings_of",
    "reading_of",
    "readings_of",
    "survey_elements",
    "unit_page",
]
