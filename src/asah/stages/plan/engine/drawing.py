"""Ties of the planner's lottery module, and the order of a draw worked into the values of a problem."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from asah.stages.plan.engine.gather import Chance
from asah.stages.plan.rules.drawing import drawn_values
from asah_planner import lottery

__all__ = ["chances_of", "commitment", "draw_seed", "order_of", "tied", "with_draws"]

chances_of = lottery.chances
commitment = lottery.commitment
draw_seed = lottery.draw_seed
order_of = lottery.order_of
tied = lottery.tied


def with_draws(
    chances: dict[int, dict[str, Chance]], draws: Mapping[str, Sequence[int]]
) -> dict[int, dict[str, Chance]]:
    """Chances in which those of equal value stand in the order drawn; `draws`: programme code -> people in order."""
    found = {person: dict(own) for person, own in chances.items()}
    for code, order in draws.items():
        values = {person: found[person][code].value for person in order if code in found.get(person, {})}
        for person, value in drawn_values(values, order).items():
            found[person][code] = replace(found[person][code], value=value)
    return found
