"""Questions about questionnaires: surveys and their response, one's own sheet, a team's grid, levels as evidence."""

from asah.stages.questionnaires.queries.answering import (
    AskedCompetency,
    Contested,
    OwnSurvey,
    Sheet,
    own_surveys,
    sheet_of,
)
from asah.stages.questionnaires.queries.audience import Audience, audience
from asah.stages.questionnaires.queries.export import SurveyFile, answer_words, export_of
from asah.stages.questionnaires.queries.instruments import (
    InstrumentRow,
    VersionRow,
    instrument_by_uid,
    instruments,
    newest_versions,
)
from asah.stages.questionnaires.queries.levels import (
    OfficeResponse,
    SurveyLevel,
    ThemeRow,
    View,
    open_themes,
    response_rates,
    survey_levels,
    views_of,
)
from asah.stages.questionnaires.queries.results import QuestionResult, least_shown, open_answers, results
from asah.stages.questionnaires.queries.surveys import (
    Response,
    SurveyRow,
    UnitResponse,
    is_running,
    response_by_unit,
    responses,
    silent_people,
    survey_seen,
    surveys_of_year,
    waits_for_mixing,
)
from asah.stages.questionnaires.queries.team import Cell, Member, TeamSheet, team_sheet

__all__ = [
    "AskedCompetency",
    "Audience",
    "Cell",
    "Contested",
    "InstrumentRow",
    "Member",
    "OfficeResponse",
    "OwnSurvey",
    "QuestionResult",
    "Response",
    "Sheet",
    "SurveyFile",
    "SurveyLevel",
    "SurveyRow",
    "TeamSheet",
    "ThemeRow",
    "UnitResponse",
    "VersionRow",
    "View",
    "answer_words",
    "audience",
    "export_of",
    "instrument_by_uid",
    "instruments",
    "is_running",
    "least_shown",
    "newest_versions",
    "open_answers",
    "open_themes",
    "own_surveys",
    "response_by_unit",
    "response_rates",
    "responses",
    "results",
    "sheet_of",
    "silent_people",
    "survey_levels",
    "survey_seen",
    "surveys_of_year",
    "team_sheet",
    "views_of",
    "waits_for_mixing",
]
