"""How groups fare: districts, rank groups, kinds of employment, sexes, OPD. Sex is measured, never planned with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asah.stages.plan.engine.gather import Gathered
from asah.stages.plan.rules.settings import LEGAL_FLOOR_JP, rank_group

if TYPE_CHECKING:
    from asah.stages.plan.engine.answer import PersonFacts

SEXES = {"L": "Laki-laki", "P": "Perempuan"}


@dataclass
class GroupFacts:
    """Totals of a group of people who can be planned; coverage = received / attainable."""

    kind: str
    name: str
    people: int = 0
    trained: int = 0
    at_floor: int = 0
    jp: int = 0
    received: float = 0.0
    attainable: float = 0.0


def groups_of(people: Sequence["PersonFacts"], gathered: Gathered) -> list[GroupFacts]:
    """Groups in the order kind, name."""
    opd = {row.row.person: row.row.opd for row in gathered.people}
    found: dict[tuple[str, str], GroupFacts] = {}
    for row in people:
        if row.barred:
            continue
        office = opd[row.person]
        for kind, name in _memberships(row, gathered.unit_names.get(office, "") if office else ""):
            group = found.setdefault((kind, name), GroupFacts(kind, name))
            group.people += 1
            group.trained += row.jp_planned > 0
            group.at_floor += row.jp_before + row.jp_planned >= LEGAL_FLOOR_JP
            group.jp += row.jp_before + row.jp_planned
            group.received += row.value
            group.attainable += row.attainable
    return [found[key] for key in sorted(found)]


def _memberships(row: "PersonFacts", office: str) -> Iterable[tuple[str, str]]:
    inputs = row.inputs
    yield "golongan", rank_group(inputs["employment"], inputs["rank"])
    yield "status", inputs["employment"]
    yield "kelamin", SEXES.get(inputs["sex"], "Tidak tercatat")
    if row.district:
        yield "distrik", row.district
    if office:
        yield "unit", office
