"""Published figures beside ours and those of other packages, computed in one go."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import numpy as np
import pandas as pd

from asah_evaluator.agreement import METRICS, fleiss_kappa, krippendorff_alpha
from asah_evaluator.assess.compared import Compared, assess_compared
from asah_evaluator.frames import Panel
from asah_evaluator.many import benjamini_hochberg, bonferroni
from asah_evaluator.methods.aggregate import aggregate
from asah_evaluator.methods.bacon import bacon
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.methods.entropy import entropy_balancing
from asah_evaluator.methods.etwfe import etwfe
from asah_evaluator.methods.lottery import late
from asah_evaluator.methods.regression import difference, regression
from asah_evaluator.methods.sun_abraham import sun_abraham
from asah_evaluator.psychometrics import cronbach_alpha, fit_2pl
from asah_evaluator.sample import Sample
from asah_evaluator.simulate import Draw, simulate_draw
from tests.engines.evaluator.causal_data import COVARIATES, experiment, observational, read_mpdta
from tests.engines.evaluator.reference import attitude, lsat6, typed

Row = tuple[str, str, str, str]
CONTROL_SETS = ("cps_controls", "cps_controls2", "cps_controls3", "psid_controls", "psid_controls2", "psid_controls3")
EXPERIMENTAL = 1794.34
ATT = (-0.0105, -0.0704, -0.1373, -0.1008, 0.0065, -0.0028, -0.0046, -0.0412, 0.0305, -0.0027, -0.0311, -0.0261)
"""README of the R package did: ATT(g,t) of cohorts 2004, 2006, 2007 in 2004..2007."""


def published_rows() -> list[Row]:
    """(quantity, ours, other package, published)."""
    rows = [*roll_out_rows(), *training_rows(), *survey_rows()]
    return [(quantity, ours, other, printed) for quantity, ours, printed, other in rows]


def roll_out_rows() -> list[Row]:
    """County employment: effects by cohort and period, their averages, other estimators."""
    data = read_mpdta()
    panel = Panel.from_columns(data["unit"], data["year"], data["cohort"], data["lemp"])
    found = group_time_effects(panel)
    theirs = by_csdid(data)
    right = sum(round(float(ours), 4) == printed for ours, printed in zip(found.att, ATT, strict=True))
    gap = max(float(np.abs(found.att - theirs["att"]).max()), float(np.abs(found.se - theirs["se"]).max()))
    rows = [("mpdta, 12 effects ATT(g,t)", f"{right} of 12 at every digit", "12 values", f"csdid, gap {gap:.0e}")]
    printed = {"simple": "-0.0400 (0.012)", "dynamic": "-0.0772 (0.0200)", "group": "-0.0310 (0.0124)"}
    for kind, said in printed.items():
        ours = aggregate(found, kind)
        other = f"csdid {theirs[kind][0]:.4f} ({theirs[kind][1]:.4f})"
        rows.append((f"mpdta, {kind} average", f"{ours.value:.4f} ({ours.se:.4f})", said, other))
    more = Panel.from_columns(
        data["unit"], data["year"], data["cohort"], data["lemp"], covariates={"lpop": data["lpop"]}
    )
    rows.append(("mpdta, ETWFE with lpop", f"{aggregate(etwfe(more)).value:.4f}", "-0.0506", ""))
    return [*rows, *_by_pyfixest(data, panel)]


def by_csdid(data: Any) -> dict[str, Any]:
    """Effects and analytic standard errors by csdid."""
    from csdid.att_gt import ATTgt

    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = ATTgt(yname="lemp", tname="year", idname="unit", gname="cohort", data=data).fit(bstrap=False)
        found: dict[str, Any] = {key: np.array(fitted.results[key]) for key in ("att", "se")}
        for kind in ("simple", "dynamic", "group"):
            result = fitted.aggte(typec=kind, bstrap=False, cband=False).atte
            found[kind] = (float(result["overall_att"]), float(np.ravel(result["overall_se"])[0]))
    return found


def _by_pyfixest(data: Any, panel: Panel) -> list[Row]:
    """Sun-Abraham and the two-way coefficient beside pyfixest."""
    import pyfixest

    data = data.assign(on=((data["cohort"] > 0) & (data["year"] >= data["cohort"])).astype(float))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        study = pyfixest.event_study(
            data, yname="lemp", idname="unit", tname="year", gname="cohort", estimator="saturated"
        ).aggregate(weighting="shares")
        two_way = float(pyfixest.feols("lemp ~ on | unit + year", data).coef().iloc[0])
    ours = {float(row.label): row.value for row in aggregate(sun_abraham(panel), "dynamic").rows}
    gap = max(abs(ours[float(time)] - line["Estimate"]) for time, line in study.iterrows())
    own = bacon(panel).value
    return [
        ("mpdta, Sun-Abraham by event time", f"{len(study)} effects", "", f"pyfixest, gap {gap:.0e}"),
        ("mpdta, two-way coefficient", f"{own:.5f}", "", f"pyfixest {two_way:.5f}, gap {abs(own - two_way):.0e}"),
    ]


def men(data: Any, *, unemployed: bool = False, placebo: bool = False) -> Sample:
    """The men of the job-training study; ``unemployed`` adds marks of zero earnings."""
    known = {name: data[name] for name in COVARIATES}
    if unemployed:
        known |= {"u74": (data["re74"] == 0) * 1.0, "u75": (data["re75"] == 0) * 1.0}
    earlier = data["re75"] if placebo else None
    return Sample.from_columns(data["treat"], data["re78"], covariates=known, placebo=earlier, placebo_name="re75")


def training_rows() -> list[Row]:
    """LaLonde's question: what the lottery says, what other men say, and what the gates make of it."""
    rows = []
    for name, file, printed in (
        ("NSW, LaLonde's sample, lottery", "lalonde_nsw.csv", "886 (472 to 488)"),
        ("NSW, Dehejia-Wahba, lottery", "lalonde_nsw_dw.csv", "1,794 (633 to 671)"),
    ):
        data = experiment(file)
        found = difference(Sample.from_columns(data["treat"], data["re78"]))
        rows.append((name, f"{found.value:,.0f} ({found.se:.0f})", printed, ""))
    printed_of = {"cps_controls": ("-8,498", "1,066", "1,406"), "psid_controls": ("-15,205", "4", "2,420")}
    for controls, printed_three in printed_of.items():
        sample = men(observational(controls), unemployed=True)
        for maker, printed in zip((difference, regression, entropy_balancing), printed_three, strict=True):
            name = maker.__name__.replace("_", " ")
            label = f"NSW beside {controls.split('_')[0].upper()}, {name}"
            rows.append((label, f"{maker(sample).value:,.0f}", printed, ""))
    findings = [assess_compared(men(observational(c), placebo=True), Compared("entropy")) for c in CONTROL_SETS]
    covered = sum(f.estimate.low <= EXPERIMENTAL <= f.estimate.high for f in findings)
    refused = sum(f.judgement.grade == "D" for f in findings)
    failed = sum(abs(f.facts.placebo) > 1.96 for f in findings)
    rows.append(("control sets whose interval covers 1,794", f"{covered} of 6", "at least 5 of 6", ""))
    rows.append(("control sets with a failed placebo / worded as a difference", f"{failed} / {refused}", "equal", ""))
    return [*rows, _two_stage_row()]


def _two_stage_row() -> Row:
    """A lottery that not everybody obeys, beside linearmodels."""
    from linearmodels.iv import IV2SLS

    sample, taken = simulate_draw(Draw(persons=600, effect=0.5, takers=0.7, crashers=0.1), 3)
    frame = pd.DataFrame({"y": sample.outcome, "d": taken, "z": sample.treated, "one": 1.0})
    theirs = float(IV2SLS(frame["y"], frame[["one"]], frame[["d"]], frame[["z"]]).fit().params["d"])
    ours = late(sample, taken).value
    return "lottery, effect of the seat (simulated)", f"{ours:.6f}", "", f"linearmodels, gap {abs(ours - theirs):.0e}"


def survey_rows() -> list[Row]:
    """Reliability, test model, agreement, corrections."""
    model = fit_2pl(lsat6())
    slopes = " ".join(f"{item.slope:.2f}" for item in model.items)
    rows = [
        ("attitude, alpha", f"{cronbach_alpha(attitude()).estimate:.4f}", "0.84", ""),
        ("LSAT6, alpha", f"{cronbach_alpha(lsat6()).estimate:.4f}", "0.295", ""),
        ("LSAT6, 2PL log-likelihood", f"{model.log_likelihood:.4f}", "-2466.65", ""),
        ("LSAT6, 2PL slopes", slopes, "0.83 0.72 0.89 0.69 0.66", ""),
    ]
    ratings = typed("krippendorff_4x12.csv", index_col=0)
    for metric, printed in zip(METRICS, ("0.743", "0.815", "0.849", "0.797"), strict=True):
        alpha = krippendorff_alpha(ratings, metric=metric).estimate
        rows.append((f"Krippendorff's alpha, {metric}", f"{alpha:.4f}", printed, ""))
    p = typed("bh1995_pvalues.csv")["p"]
    return [
        *rows,
        ("Fleiss' kappa", f"{fleiss_kappa(typed('fleiss_10x5.csv')).estimate:.4f}", "0.210", ""),
        ("15 p-values, Benjamini-Hochberg / Bonferroni", f"{benjamini_hochberg(p).count} / {bonferroni(p).count}",
         "4 / 3", ""),
    ]  # fmt: skip
