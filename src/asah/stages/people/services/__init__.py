"""Deeds on units, people, superiors and grants."""

from asah.stages.people.services.activation import Code, activate, issue_for_unit, reissue_for_person
from asah.stages.people.services.grants import GrantTaken, end_grant, give_grant
from asah.stages.people.services.leaving import (
    REASONS,
    CannotErase,
    cancel_erasure,
    close_person,
    erase_due,
    request_erasure,
)
from asah.stages.people.services.people import Conflict, edit_contact, move_person
from asah.stages.people.services.sample import (
    NotBare,
    NotRemoved,
    begin_sample,
    found_administrator,
    remove_sample,
    request_sample,
)
from asah.stages.people.services.search import refresh_search
from asah.stages.people.services.sheets import Issued, issue_sheet, request_sheet
from asah.stages.people.services.superiors import (
    BadSuperior,
    appoint_acting,
    correct_superior,
    drop_correction,
    end_acting,
)
from asah.stages.people.services.units import BadUnit, close_unit, create_unit, move_unit, rename_unit, reorganise

__all__ = [
    "REASONS",
    "BadSuperior",
    "BadUnit",
    "CannotErase",
    "Code",
    "Conflict",
    "GrantTaken",
    "Issued",
    "NotBare",
    "NotRemoved",
    "activate",
    "appoint_acting",
    "begin_sample",
    "cancel_erasure",
    "close_person",
    "close_unit",
    "correct_superior",
    "create_unit",
    "drop_correction",
    "edit_contact",
    "end_acting",
    "end_grant",
    "erase_due",
    "found_administrator",
    "give_grant",
    "issue_for_unit",
    "issue_sheet",
    "move_person",
    "move_unit",
    "refresh_search",
    "reissue_for_person",
    "remove_sample",
    "rename_unit",
    "reorganise",
    "request_erasure",
    "request_sample",
    "request_sheet",
]
