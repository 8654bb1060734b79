"""The evaluator beside what an analyst would pick instead: published figures, speed, coverage, traps, many programmes.

Rivals run in the same process on the same data: csdid, pyfixest and linearmodels for figures, csdid and pyfixest for
speed, the uncorrected habit for claims. ``--docs`` writes the table into docs/reference/evaluator-figures.md.
"""

import argparse
import contextlib
import io
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from asah_evaluator.frames import Panel
from asah_evaluator.methods.aggregate import aggregate
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.portfolio import assess_portfolio
from bench._evaluator_page import write_page
from bench._evaluator_published import published_rows
from bench._evaluator_trials import coverage_rows, honesty_rows, many_rows
from bench._table import closing, print_table

PERIODS = 12
Row = tuple[str, str, str, str]


def columns(units: int, seed: int = 0) -> dict[str, Any]:
    """A balanced long panel of ``units`` x 12 with four cohorts and never-treated units."""
    rng = np.random.default_rng(seed)
    outcome = rng.normal(size=(units, PERIODS)) + rng.normal(size=(units, 1))
    return {
        "unit": np.repeat(np.arange(units), PERIODS),
        "time": np.tile(np.arange(1, PERIODS + 1), units),
        "cohort": np.repeat(rng.choice([0, 4, 6, 8, 10], units), PERIODS),
        "y": outcome.ravel(),
    }


def ours(data: dict[str, Any]) -> tuple[float, float]:
    """Overall effect and standard error, from long columns."""
    found = aggregate(group_time_effects(Panel.from_columns(data["unit"], data["time"], data["cohort"], data["y"])))
    return found.value, found.se


def csdid(data: dict[str, Any]) -> tuple[float, float]:
    """The same by csdid in its faster mode, analytic errors."""
    import pandas as pd
    from csdid.att_gt import ATTgt

    frame = pd.DataFrame(data)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = ATTgt(yname="y", tname="time", idname="unit", gname="cohort", data=frame).fit(bstrap=False)
        result = fitted.aggte(typec="simple", bstrap=False, cband=False).atte
    return float(result["overall_att"]), float(np.ravel(result["overall_se"])[0])


def pyfixest(data: dict[str, Any]) -> tuple[float, float]:
    """Effects by cohort and period by pyfixest's saturated event study, averaged over event times 0, 1, ..."""
    import pandas as pd
    import pyfixest as package

    frame = pd.DataFrame(data)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = package.event_study(
            frame, yname="y", idname="unit", tname="time", gname="cohort", estimator="saturated"
        )
        table = fitted.aggregate(weighting="shares")
    after = table[[float(e) >= 0 for e in table.index]]
    return float(after["Estimate"].mean()), float("nan")


def seconds(work: Callable[[dict[str, Any]], Any], data: dict[str, Any], times: int = 1) -> float:
    """Shortest time of ``times`` runs."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work(data)
        spent.append(time.perf_counter() - start)
    return min(spent)


def speed_rows(units: int) -> tuple[list[Row], float, float]:
    """Time against the rivals; also our time and csdid's."""
    data = columns(units)
    for work in (ours, csdid, pyfixest):  # libraries are loaded before the clock starts, for all alike
        work(columns(300))
    own, other = seconds(ours, data, 3), seconds(csdid, data)
    gap = max(abs(a - b) for a, b in zip(ours(data), csdid(data), strict=True))
    label = f"{units:,} x {PERIODS}"
    rows = [
        (f"Callaway-Sant'Anna, {label}", f"{own:.3f} s", f"csdid {other:.2f} s", f"{other / own:.0f}x, gap {gap:.0e}")
    ]
    third = seconds(pyfixest, data)
    rows.append((f"event study, {label}", f"{own:.3f} s", f"pyfixest {third:.2f} s", f"{third / own:.0f}x"))
    return rows, own, other


def large_rows(units: int) -> list[Row]:
    """Time and peak memory of a process of its own for each, csdid's beside ours."""
    spent, peaks = {}, {}
    for name in ("ours", "csdid"):
        words = [sys.executable, "-m", "bench.evaluator", "--peak", name, "--units", str(units)]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
        spent[name], peaks[name] = float(said[-2]), float(said[-1])
    ratio, share = spent["csdid"] / spent["ours"], peaks["ours"] / peaks["csdid"]
    label = f"{units:,} x {PERIODS}"
    return [
        (f"Callaway-Sant'Anna, {label}", f"{spent['ours']:.2f} s", f"csdid {spent['csdid']:.1f} s", f"{ratio:.0f}x"),
        (f"peak memory, {label}", f"{peaks['ours']:.0f} MB", f"csdid {peaks['csdid']:.0f} MB", f"{share:.2f} of it"),
    ]


def portfolio_row(programmes: int, units: int) -> Row:
    """Programmes x 4 outcomes on one panel, gates and Holm included."""
    rng = np.random.default_rng(1)
    outcomes = {f"outcome {k}": rng.normal(size=(units, PERIODS)) + rng.normal(size=(units, 1)) for k in range(4)}
    starts = {f"p{k}": rng.choice([np.inf, 5, 7, 9], units, p=[0.7, 0.1, 0.1, 0.1]) for k in range(programmes)}
    times = np.arange(1.0, PERIODS + 1)
    panel = Panel(outcomes["outcome 0"], starts["p0"], times, period_labels=tuple(f"{t:g}" for t in times))
    start, busy = time.perf_counter(), time.process_time()
    rows = assess_portfolio(panel, outcomes, starts)
    spent, busy = time.perf_counter() - start, time.process_time() - busy
    claims = sum(row.may_claim for row in rows)
    return (
        f"{programmes} programmes x 4 outcomes, {units:,} x {PERIODS}",
        f"{spent:.1f} s by the clock, {busy:.1f} s of processors",
        "",
        f"limit 10 s; {claims} false claims",
    )


def peak(name: str, units: int) -> None:
    """Print seconds and peak memory in MB of one estimation, for :func:`large_rows`."""
    work = {"ours": ours, "csdid": csdid}[name]
    work(columns(300))  # libraries are loaded before the clock starts
    print(seconds(work, columns(units), 3 if name == "ours" else 1), _peak_mb())


def _peak_mb() -> float:
    """Peak memory of this process in MB.

    The kernel's VmHWM is asked first: ru_maxrss is inherited from the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return float(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def import_row() -> Row:
    """Time to import the package in a process of its own, the best of three."""
    code = "import time; t = time.perf_counter(); import asah_evaluator; print(time.perf_counter() - t)"
    spent = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    return "import of the package", f"{min(spent):.3f} s", "", "limit 0.3 s"


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark; ``--quick`` takes about a minute."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes and few draws")
    parser.add_argument("--docs", action="store_true", help="write the table into the documentation")
    parser.add_argument("--peak", choices=["ours", "csdid"], help=argparse.SUPPRESS)
    parser.add_argument("--units", type=int, default=1000, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.peak:
        peak(args.peak, args.units)
        return 0
    quick = args.quick
    rows, own, other = speed_rows(5_000 if quick else 50_000)
    if not quick:
        rows += large_rows(1_000_000)
    rows += [portfolio_row(10 if quick else 100, 20_000), import_row()]
    sections = {
        "Published figures": published_rows(),
        "Time and memory": rows,
        "Coverage": coverage_rows(100 if quick else 2000, 7 if quick else 1),
        "Honesty": honesty_rows(20 if quick else 200),
        "Many programmes, many looks": many_rows(10 if quick else 2000, 500 if quick else 5000),
    }
    together = [row for part in sections.values() for row in part]
    print_table("evaluator", ("question", "asah_evaluator", "beside it", "published, ratio or limit"), together)
    if args.docs:
        write_page(sections)
    closing("evaluator", f"{own:.3f} s", f"csdid {other:.2f} s", other / own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
