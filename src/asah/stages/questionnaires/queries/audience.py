"""Whom a survey would ask, as of a day, and who would be left out for want of a superior."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from asah.stages.agency import queries as agency
from asah.stages.people import queries as people

_LEFT_OUT_STATUS = "trainable"


@dataclass(frozen=True)
class Asked:
    """Somebody who would be invited, with his place of the day."""

    person: int
    unit: int
    opd: int
    path: str


@dataclass(frozen=True)
class Audience:
    """asked: who would be invited; without_superior: people about whom nobody could be asked; away: on leave, studying
    or otherwise not reachable for training, therefore not asked."""

    asked: tuple[Asked, ...]
    without_superior: tuple[int, ...] = ()
    away: int = 0


def audience(
    on: date,
    about: str,
    unit: int | None = None,
    employments: Collection[str] = (),
    job_kinds: Collection[str] = (),
) -> Audience:
    """Everybody in scope (or, about teams, everybody who leads somebody in scope), in the order of ids; six queries.

    about: "diri" or "tim"; unit: root of the subtree, None for all; empty collections do not narrow.
    """
    tree = people.tree(on)
    root = tree.units[unit].path if unit in tree.units else ""
    statuses = agency.rules("kedudukan_hukum", on)
    present = {key for key, row in statuses.items() if row.values.get(_LEFT_OUT_STATUS)}
    workers = people.workforce(on)
    inside = [
        row
        for row in workers
        if row.path.startswith(root)
        and (not employments or row.employment in employments)
        and (not job_kinds or row.job_kind in job_kinds)
    ]
    here = [row for row in inside if row.legal_status in present]
    away = len(inside) - len(here)
    if about != "tim":
        return Audience(tuple(_asked(row) for row in here), (), away)
    above = people.superiors([(row.person, row.unit) for row in here], on)
    bosses = {boss for boss in above.values() if boss is not None}
    # The head of the whole government has nobody above him; that is no fault.
    alone = sorted(person for person, boss in above.items() if boss is None)
    heads = {row.person for row in here if row.is_head and tree.units[row.unit].parent is None}
    asked = tuple(_asked(row) for row in workers if row.person in bosses and row.legal_status in present)
    return Audience(asked, tuple(one for one in alone if one not in heads), away)


def _asked(row: people.WorkforceRow) -> Asked:
    return Asked(row.person, row.unit, row.opd or row.unit, row.path)
