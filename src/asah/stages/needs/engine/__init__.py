"""The plug: what other stages and this one know about people, turned into one ranked need each."""

from asah.stages.needs.engine.refresh import planning_year, rebuild, weights_on

__all__ = ["planning_year", "rebuild", "weights_on"]
