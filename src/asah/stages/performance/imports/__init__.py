"""Three spreadsheets: predicates of people, surveys of satisfaction, other figures of units."""

from asah.stages.performance.imports.figures import FigureFormat
from asah.stages.performance.imports.ratings import RatingFormat
from asah.stages.performance.imports.surveys import SurveyFormat

__all__ = ["FigureFormat", "RatingFormat", "SurveyFormat"]
