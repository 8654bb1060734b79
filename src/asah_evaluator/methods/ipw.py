"""Inverse-probability weighting for the effect on the treated, with normalised weights.

Sources: Hirano, Imbens and Ridder (2003), Econometrica 71(4); Hajek normalisation as in Busso, DiNardo and McCrary
(2014), Review of Economics and Statistics 96(5); the logit's estimation is part of the standard error.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import Estimate
from asah_evaluator.methods.entropy import scaled_covariates
from asah_evaluator.methods.two_period import panel_effect, propensity_model
from asah_evaluator.methods.weighting import weighted_difference
from asah_evaluator.sample import Sample


def ipw(sample: Sample, level: float = 0.95) -> Estimate:
    """Effect on the treated with the untreated weighted by their odds of treatment.

    Raises ``ValueError`` when the covariates predict treatment, so that nobody is comparable.
    """
    seen = sample.observed()
    if not seen.names:
        raise ValueError("covariates: propensity weighting needs at least one covariate")
    own = np.ones(len(seen.outcome)) if seen.weights is None else seen.weights / seen.weights.mean()
    x = np.column_stack([np.ones(len(own)), scaled_covariates(seen, own)[0]])
    value, psi = panel_effect(seen.outcome, seen.treated, x, own, "ipw")
    propensity = propensity_model(seen.treated, x, own).fitted
    on = seen.treated == 1
    weights = np.where(on, own, own * propensity / (1 - propensity))
    weights[on] /= weights[on].sum()
    weights[~on] /= weights[~on].sum()
    return weighted_difference(seen, weights, psi / len(own), "propensity weighting", level, value)
