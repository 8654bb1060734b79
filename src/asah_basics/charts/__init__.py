"""Pictures as SVG text, drawn on the server: no script, no style attributes, colours from the stylesheet's classes.

Every function takes plain rows and returns a `Chart`: the finding as its title, a wide drawing (at least 480 px),
a phone drawing, a text alternative made from the same numbers, and the table that says the same. Titles are
sentences drafted from the numbers; pass `title=` to write a better one.

Rules kept by all (from the design brief): bars begin at zero, at most four series, labels stand at the marks instead
of in a legend, what is missing is hatched and never zero, intervals are lines and say what they are.
"""

from asah_basics.charts.bars import Bar, funnel, ordered_bars
from asah_basics.charts.bullets import Target, bullets, mini_bullet, part_bar
from asah_basics.charts.chart import Cell, Chart
from asah_basics.charts.distributions import Group, dot_strip, histogram
from asah_basics.charts.dumbbells import Pair, dumbbell
from asah_basics.charts.estimates import Estimate, Period, event_study, forest
from asah_basics.charts.export import csv_text, svg_file
from asah_basics.charts.fairness import Distribution, gini, lorenz
from asah_basics.charts.lines import Mark, Series, frontier, line
from asah_basics.charts.months import Span, month_strip
from asah_basics.charts.ranks import rank_strip
from asah_basics.charts.slopes import slope
from asah_basics.charts.stacks import Rated, Stack, diverging, stacked
from asah_basics.charts.swarms import Swarm, swarm
from asah_basics.charts.waterfalls import Step, waterfall

__all__ = [
    "Bar",
    "Cell",
    "Chart",
    "Distribution",
    "Estimate",
    "Group",
    "Mark",
    "Pair",
    "Period",
    "Rated",
    "Series",
    "Span",
    "Stack",
    "Step",
    "Swarm",
    "Target",
    "bullets",
    "csv_text",
    "diverging",
    "dot_strip",
    "dumbbell",
    "event_study",
    "forest",
    "frontier",
    "funnel",
    "gini",
    "histogram",
    "line",
    "lorenz",
    "mini_bullet",
    "month_strip",
    "ordered_bars",
    "part_bar",
    "rank_strip",
    "slope",
    "stacked",
    "svg_file",
    "swarm",
    "waterfall",
]
