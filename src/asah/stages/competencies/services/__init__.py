"""Deeds of competence: dictionaries, standards, assessments, and the computing of gaps."""

from asah.stages.competencies.services.assessments import BadAssessment, Seen, record_assessments
from asah.stages.competencies.services.dictionaries import (
    SHIPPED,
    BadCompetency,
    add_competency,
    load_dictionary,
    retire_competency,
)
from asah.stages.competencies.services.exporting import MapFile, export_map, file_map
from asah.stages.competencies.services.gaps import refresh_gaps
from asah.stages.competencies.services.seeing import look_at_people, record_assessment
from asah.stages.competencies.services.standards import (
    BadStandard,
    adopt_default_standards,
    follow_confirmation,
    set_standard,
)

__all__ = [
    "SHIPPED",
    "BadAssessment",
    "BadCompetency",
    "BadStandard",
    "MapFile",
    "Seen",
    "add_competency",
    "adopt_default_standards",
    "export_map",
    "file_map",
    "follow_confirmation",
    "load_dictionary",
    "look_at_people",
    "record_assessment",
    "record_assessments",
    "refresh_gaps",
    "retire_competency",
    "set_standard",
]
