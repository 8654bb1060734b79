"""Many programmes and many looks without false claims.

``corrections`` Holm for decisions, Benjamini-Hochberg for dashboards; ``league`` shrunken estimates of many programmes
with intervals of rank; ``looks`` intervals that keep 5 % although one looks every quarter.
"""

from asah_evaluator.many.corrections import Decisions, benjamini_hochberg, bonferroni, holm
from asah_evaluator.many.league import League, LeagueRow, league_table
from asah_evaluator.many.looks import Look, critical_values, open_ended_interval, sequential_intervals

__all__ = [
    "Decisions",
    "League",
    "LeagueRow",
    "Look",
    "benjamini_hochberg",
    "bonferroni",
    "critical_values",
    "holm",
    "league_table",
    "open_ended_interval",
    "sequential_intervals",
]
