"""Questions about the catalogue. Whoever holds CATALOGUE_READ sees every published programme."""

from asah.stages.catalogue.queries.pages import (
    Card,
    CatalogueList,
    DraftRow,
    DutyRow,
    ProgrammePage,
    VersionChange,
    difference_page,
    draft_rows,
    programme_page,
    programmes_page,
)
from asah.stages.catalogue.queries.sheets import SheetRow, sheet_rows
from asah.stages.catalogue.queries.versions import (
    Effect,
    GainRow,
    VersionRow,
    content_of,
    programmes_in_force,
    programmes_with,
    versions_by_id,
)
from asah.stages.catalogue.rules import METHODS, Job, Method, admits, lifted

__all__ = [
    "METHODS",
    "Card",
    "CatalogueList",
    "DraftRow",
    "DutyRow",
    "Effect",
    "GainRow",
    "Job",
    "Method",
    "ProgrammePage",
    "SheetRow",
    "VersionChange",
    "VersionRow",
    "admits",
    "content_of",
    "difference_page",
    "draft_rows",
    "lifted",
    "programme_page",
    "programmes_in_force",
    "programmes_page",
    "programmes_with",
    "sheet_rows",
    "versions_by_id",
]
