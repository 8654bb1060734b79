"""What a programme changed, how sure we are, and what we cannot know.

A plain library: arrays or frames in, small frozen objects out. It imports no web framework and no database, and
nothing heavy until it is asked for: names listed in ``_HOMES`` are loaded on first use, so that
``import asah_evaluator`` costs a few milliseconds.

    >>> import asah_evaluator as ev
    >>> ev.Design  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Public name -> module that defines it. One line per name; nothing is imported here.
_HOMES: dict[str, str] = {
    "Compared": "asah_evaluator.assess.compared",
    "Design": "asah_evaluator.design",
    "Estimate": "asah_evaluator.estimate",
    "Evidence": "asah_evaluator.evidence",
    "Facts": "asah_evaluator.grade",
    "Judgement": "asah_evaluator.grade",
    "Panel": "asah_evaluator.frames",
    "Plan": "asah_evaluator.power",
    "Power": "asah_evaluator.power",
    "Row": "asah_evaluator.estimate",
    "Rows": "asah_evaluator.frames",
    "Sample": "asah_evaluator.sample",
    "Staggered": "asah_evaluator.assess.staggered",
    "Verdict": "asah_evaluator.verdict",
    "Wording": "asah_evaluator.verdict",
    "aggregate": "asah_evaluator.methods.aggregate",
    "assess_change": "asah_evaluator.assess.others",
    "assess_compared": "asah_evaluator.assess.compared",
    "assess_cutoff": "asah_evaluator.assess.others",
    "assess_drawn": "asah_evaluator.assess.drawn",
    "assess_portfolio": "asah_evaluator.portfolio",
    "assess_staggered": "asah_evaluator.assess.staggered",
    "assess_synthetic": "asah_evaluator.assess.others",
    "bacon": "asah_evaluator.methods.bacon",
    "before_after": "asah_evaluator.methods.before_after",
    "decide": "asah_evaluator.verdict",
    "decide_together": "asah_evaluator.portfolio",
    "difference": "asah_evaluator.methods.regression",
    "discontinuity": "asah_evaluator.methods.rdd",
    "efficient": "asah_evaluator.methods.efficient",
    "entropy_balancing": "asah_evaluator.methods.entropy",
    "etwfe": "asah_evaluator.methods.etwfe",
    "evaluate": "asah_evaluator.assess.designed",
    "group_time_effects": "asah_evaluator.methods.callaway_santanna",
    "honest": "asah_evaluator.methods.honest",
    "imputation": "asah_evaluator.methods.imputation",
    "intention_to_treat": "asah_evaluator.methods.lottery",
    "ipw": "asah_evaluator.methods.ipw",
    "judge": "asah_evaluator.grade",
    "late": "asah_evaluator.methods.lottery",
    "lee_bounds": "asah_evaluator.methods.lee",
    "LEVELS": "asah_evaluator.levels",
    "ordinal_difference": "asah_evaluator.methods.ordinal",
    "power_of": "asah_evaluator.power",
    "regression": "asah_evaluator.methods.regression",
    "return_on_investment": "asah_evaluator.roi",
    "sun_abraham": "asah_evaluator.methods.sun_abraham",
    "synthetic_did": "asah_evaluator.methods.synthetic_did",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'asah_evaluator' has no attribute {name!r}; it has {', '.join(sorted(_HOMES))}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Names offered to completion, loaded or not."""
    return sorted({*globals(), *_HOMES})
