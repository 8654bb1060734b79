"""What needs say about a seat: its value, who waits since when, who studies, who was asked for.

The value of a seat is in points (1 point = 1 level of gap times the importance of service): the share of the gap that
the programme is expected to close, of the whole weight of the need. Where needs were never computed, a level of gap is
a point.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from asah.stages.needs import queries as needs
from asah.stages.records import queries as records


@dataclass(frozen=True)
class Wants:
    """Needs of everybody, read once. idle: person -> years without any training; studies: person -> closed months."""

    needs: Mapping[int, Mapping[int, needs.NeedFact]]
    idle: Mapping[int, int]
    studies: Mapping[int, frozenset[int]]
    asked: frozenset[int]


def wants_of(year: int, most_idle: int) -> Wants:
    """Read needs, waiting years (at most `most_idle`) and study assignments for a plan year."""
    found: dict[int, dict[int, needs.NeedFact]] = {}
    for fact in needs.need_facts():
        found.setdefault(fact.person, {})[fact.competency] = fact
    studies: dict[int, frozenset[int]] = {}
    for study in needs.study_in_year(year):
        if study.frees:
            studies[study.person] = studies.get(study.person, frozenset()) | frozenset(study.months)
    return Wants(
        needs=found,
        idle={person: min(years, most_idle) for person, years in records.idle_years(year).items()},
        studies=studies,
        asked=frozenset(row.person for row in needs.open_proposals(year)),
    )


def worth(need: needs.NeedFact | None, closed: float, gap: float) -> float:
    """Points of closing `closed` levels of a measured gap of `gap` levels."""
    return closed if need is None or gap <= 0 else float(need.weight) * min(1.0, closed / gap)


def unmeasured_worth(need: needs.NeedFact, share: float, lift: float) -> float:
    """Points of a programme for a need that nobody has measured: accepted proposals, interviews, surveys, findings.

    share: part of the promised lift to expect; lift: levels promised. A whole level answers the need.
    """
    return float(need.weight) * min(1.0, share * lift)
