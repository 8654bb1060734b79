"""Return on investment as an interval, and only of an isolated effect.

Source: Phillips and Phillips (2016), Handbook of Training Evaluation and Measurement Methods: the effect of the
programme is isolated first, then valued, then set against full cost. A finding below grade B has no isolated effect,
so it has no return either.
"""

from __future__ import annotations

from dataclasses import dataclass

from asah_evaluator.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Return:
    """Net benefit over cost: ``value`` with its interval ``low`` to ``high``, as shares of cost (0.25 is 25 %);
    ``breakeven`` the effect, in the outcome's unit, at which benefit equals cost."""

    value: float
    low: float
    high: float
    breakeven: float


def return_on_investment(finding: Evidence, *, value_rupiah: float, cost_rupiah: float, persons: int) -> Return:
    """What the programme gave back.

    Parameters: ``value_rupiah`` of one unit of the outcome per person, over the time the effect is counted;
    ``cost_rupiah`` of everything the programme took; ``persons`` trained. Raises ``ValueError`` when the finding is
    not an effect (grade A or B) or amounts are not positive.
    """
    if not finding.judgement.may_say_effect:
        raise ValueError(
            f"a finding of grade {finding.judgement.grade} isolates no effect; there is no return to state"
        )
    if value_rupiah <= 0 or cost_rupiah <= 0 or persons < 1:
        raise ValueError("value, cost and persons must be positive")
    sign = 1.0 if finding.wording.higher_is_better else -1.0
    each = value_rupiah * persons / cost_rupiah
    ends = sorted(sign * end * each - 1 for end in (finding.estimate.low, finding.estimate.high))
    return Return(sign * finding.estimate.value * each - 1, ends[0], ends[1], cost_rupiah / (value_rupiah * persons))
