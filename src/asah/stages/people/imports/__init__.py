"""Spreadsheets of this stage: the roster with SIASN's columns."""

from asah.stages.people.imports.roster import RosterFormat

__all__ = ["RosterFormat"]
