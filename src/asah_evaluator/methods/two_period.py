"""Difference-in-differences of two groups in two periods: outcome regression, weighting, doubly robust.

Sources: Sant'Anna and Zhao (2020), Journal of Econometrics 219 (doubly robust); Abadie (2005), Review of Economic
Studies 72 (weighting, normalised); Heckman, Ichimura and Todd (1997), Review of Economic Studies 64 (outcome
regression). Each function returns the effect on the treated and its influence function (observations,), whose mean
of squares over n is the sampling variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asah_evaluator.estimate import BoolArray, FloatArray

METHODS = ("dr", "reg", "ipw")
TRIM = 0.995
"""Controls whose propensity reaches this are left out."""
OVERLAP = 0.999
"""A treated share of one that a covariate predicts: no comparison exists."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Fitted values for all observations and the influence (observations, k) of the coefficients behind them."""

    fitted: FloatArray
    influence: FloatArray


def outcome_model(y: FloatArray, x: FloatArray, w: FloatArray, where: BoolArray) -> Fit:
    """Weighted least squares of ``y`` on ``x`` among ``where``, predicted for all.

    Raises ``ValueError`` when the covariates do not vary enough there.
    """
    own = np.where(where, w, 0.0)
    gram = (x * own[:, None]).T @ x / len(y)
    if where.sum() < x.shape[1] or _is_singular(gram):
        raise ValueError("the covariates do not vary enough among the controls (collinear or too few)")
    beta = np.linalg.lstsq(x[where] * np.sqrt(w[where])[:, None], y[where] * np.sqrt(w[where]), rcond=None)[0]
    fitted = x @ beta
    scores = (own * (y - fitted))[:, None] * x
    return Fit(fitted, scores @ np.linalg.inv(gram))


def propensity_model(treated: FloatArray, x: FloatArray, w: FloatArray) -> Fit:
    """Weighted logit of treatment on ``x`` by Newton's method.

    Raises ``ValueError`` when treatment is predicted perfectly or the covariates are collinear.
    """
    beta: FloatArray = np.zeros(x.shape[1])
    share = np.average(treated, weights=w)
    if x.shape[1] and np.all(x[:, 0] == 1):
        beta[0] = np.log(share / (1 - share))
    height = _log_likelihood(x @ beta, treated, w)
    for _ in range(100):
        fitted = _logistic(x @ beta)
        bread = (x * (w * fitted * (1 - fitted))[:, None]).T @ x
        if _is_singular(bread):
            raise ValueError("the covariates predict treatment perfectly or are collinear; nothing is comparable")
        step = np.linalg.solve(bread, x.T @ (w * (treated - fitted)))
        trial = _log_likelihood(x @ (beta + step), treated, w)
        while trial < height - 1e-9 * abs(height) and np.abs(step).max() > 1e-10:
            step = step / 2
            trial = _log_likelihood(x @ (beta + step), treated, w)
        beta, height = beta + step, trial
        if np.abs(step).max() < 1e-12 * max(1.0, np.abs(beta).max()):
            break
    fitted = _logistic(x @ beta)
    if fitted.max() >= OVERLAP:
        raise ValueError(f"the covariates predict treatment (highest probability {fitted.max():.3f}); no overlap")
    fitted = np.minimum(fitted, 1 - 1e-6)
    bread = (x * (w * fitted * (1 - fitted))[:, None]).T @ x / len(w)
    return Fit(fitted, (w * (treated - fitted))[:, None] * x @ np.linalg.inv(bread))


def _logistic(index: FloatArray) -> FloatArray:
    """1 / (1 + exp(-index)) without overflow."""
    result: FloatArray = 0.5 * (1 + np.tanh(0.5 * index))
    return result


def _log_likelihood(index: FloatArray, treated: FloatArray, w: FloatArray) -> float:
    """Weighted log-likelihood of a logit with linear index ``index``."""
    return float((w * (treated * index - np.logaddexp(0.0, index))).sum())


def _is_singular(gram: FloatArray) -> bool:
    """Whether a cross-product matrix is singular to working precision."""
    condition = np.linalg.cond(gram, 1)
    return bool(not np.isfinite(condition) or 1 / condition < np.finfo(np.float64).eps)


def _odds(propensity: Fit, treated: FloatArray, w: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Weights of treated and of controls (odds), controls above :data:`TRIM` left out."""
    kept = np.where((treated == 0) & (propensity.fitted >= TRIM), 0.0, w)
    return kept * treated, kept * propensity.fitted * (1 - treated) / (1 - propensity.fitted)


def panel_effect(
    change: FloatArray, treated: FloatArray, x: FloatArray, w: FloatArray, method: str
) -> tuple[float, FloatArray]:
    """Effect from changes of the same units.

    Parameters: ``change`` (n,) outcome after minus before; ``treated`` (n,) 0 or 1; ``x`` (n, k) with a column of
    ones; ``w`` (n,) weights with mean one; ``method`` one of :data:`METHODS`.
    """
    model = outcome_model(change, x, w, treated == 0) if method != "ipw" else None
    rest: FloatArray = change - model.fitted if model else change
    if method == "reg":
        return _residual_part(rest, w * treated, x, model, None)
    propensity = propensity_model(treated, x, w)
    on_treated, on_controls = _odds(propensity, treated, w)
    first, psi_first = _residual_part(rest, on_treated, x, model, None)
    second, psi_second = _residual_part(rest, on_controls, x, model, propensity)
    return first - second, psi_first - psi_second


def _residual_part(
    rest: FloatArray, weight: FloatArray, x: FloatArray, model: Fit | None, propensity: Fit | None
) -> tuple[float, FloatArray]:
    """Weighted mean of ``rest`` with the influence of the estimated outcome model and propensity."""
    mass = weight.mean()
    value = float((weight * rest).mean() / mass)
    psi = weight * (rest - value)
    if propensity is not None:
        psi = psi + propensity.influence @ (x * (weight * (rest - value))[:, None]).mean(axis=0)
    if model is not None:
        psi = psi - model.influence @ (x * weight[:, None]).mean(axis=0)
    return value, psi / mass


def rows_effect(
    y: FloatArray, after: FloatArray, treated: FloatArray, x: FloatArray, w: FloatArray, method: str
) -> tuple[float, FloatArray]:
    """Effect from repeated cross-sections (or a panel with holes, stacked).

    Parameters as in :func:`panel_effect`, with ``y`` (n,) outcomes and ``after`` (n,) 0 or 1. The doubly robust form
    is the locally efficient one (Sant'Anna and Zhao, equation 3.4).
    """
    before = 1 - after
    if method == "reg":
        return _rows_regression(y, after, treated, x, w)
    propensity = propensity_model(treated, x, w)
    on_treated, on_controls = _odds(propensity, treated, w)
    if method == "ipw":
        return _four_means(y, after, on_treated, on_controls, x, propensity, None)
    controls = [outcome_model(y, x, w, (treated == 0) & (after == side)) for side in (0, 1)]
    own = [outcome_model(y, x, w, (treated == 1) & (after == side)) for side in (0, 1)]
    rest = y - np.where(after == 1, controls[1].fitted, controls[0].fitted)
    value, psi = _four_means(rest, after, on_treated, on_controls, x, propensity, controls)
    for side, sign, when in ((1, 1.0, after), (0, -1.0, before)):
        gap = own[side].fitted - controls[side].fitted
        more, psi_more = _efficiency_part(gap, on_treated, on_treated * when, x, own[side], controls[side])
        value, psi = value + sign * more, psi + sign * psi_more
    return value, psi


def _four_means(
    rest: FloatArray,
    after: FloatArray,
    on_treated: FloatArray,
    on_controls: FloatArray,
    x: FloatArray,
    propensity: Fit,
    models: list[Fit] | None,
) -> tuple[float, FloatArray]:
    """(treated after - before) - (controls after - before) of weighted means."""
    value, psi = 0.0, np.zeros(len(rest))
    for weight, fit, sign in ((on_treated, None, 1.0), (on_controls, propensity, -1.0)):
        for side, turn in ((1, 1.0), (0, -1.0)):
            model = models[side] if models else None
            part, psi_part = _residual_part(rest, weight * (after == side), x, model, fit)
            value, psi = value + sign * turn * part, psi + sign * turn * psi_part
    return value, psi


def _efficiency_part(
    gap: FloatArray, everyone: FloatArray, there: FloatArray, x: FloatArray, own: Fit, control: Fit
) -> tuple[float, FloatArray]:
    """Mean gap among all treated minus that among those seen in the period: zero in truth, less noisy in sample."""
    all_mass, own_mass = everyone.mean(), there.mean()
    all_mean, own_mean = (everyone * gap).mean() / all_mass, (there * gap).mean() / own_mass
    psi = everyone * (gap - all_mean) / all_mass - there * (gap - own_mean) / own_mass
    moment = (x * (everyone / all_mass - there / own_mass)[:, None]).mean(axis=0)
    return float(all_mean - own_mean), psi + (own.influence - control.influence) @ moment


def _rows_regression(
    y: FloatArray, after: FloatArray, treated: FloatArray, x: FloatArray, w: FloatArray
) -> tuple[float, FloatArray]:
    """Outcome regression for repeated cross-sections: controls' fitted change averaged over all treated."""
    models = [outcome_model(y, x, w, (treated == 0) & (after == side)) for side in (0, 1)]
    on_treated = w * treated
    late, psi_late = _residual_part(y, on_treated * after, x, None, None)
    early, psi_early = _residual_part(y, on_treated * (1 - after), x, None, None)
    trend = models[1].fitted - models[0].fitted
    both, psi_both = _residual_part(trend, on_treated, x, None, None)
    moment = (x * on_treated[:, None]).mean(axis=0) / on_treated.mean()
    psi_both = psi_both + (models[1].influence - models[0].influence) @ moment
    return late - early - both, psi_late - psi_early - psi_both
