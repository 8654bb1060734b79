"""The question, frozen before results are read.

A :class:`Design` says what is asked, of which columns, compared with whom, in which window, and which change would be
worth having. Its digest names it. A design file that carries its own digest under ``frozen`` is confirmatory; any
change to it, or none frozen at all, makes the finding exploratory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from asah_basics.canonical import digest
from asah_evaluator.verdict import Wording

Kind = Literal["lottery", "random_order", "staggered", "matched", "difference", "cutoff", "synthetic", "before_after"]
NEEDS: dict[str, tuple[str, ...]] = {
    "lottery": ("outcome", "offer", "taken"),
    "random_order": ("outcome", "unit", "time", "cohort"),
    "staggered": ("outcome", "unit", "time", "cohort"),
    "synthetic": ("outcome", "unit", "time", "cohort"),
    "matched": ("outcome", "treated"),
    "difference": ("outcome", "treated"),
    "cutoff": ("outcome", "score"),
    "before_after": ("outcome", "before"),
}
"""Columns each kind of design must name."""
OPTIONAL_COLUMNS = ("weights", "cluster", "strata", "probability", "placebo")
METHODS: dict[str, tuple[str, ...]] = {
    "random_order": ("efficient", "cs", "imputation", "etwfe", "sunab"),
    "staggered": ("cs", "imputation", "etwfe", "sunab"),
    "matched": ("entropy", "ipw", "regression"),
}
"""Methods each kind may choose; the first is the default."""


@dataclass(frozen=True, slots=True)
class Design:
    """One question.

    Parameters
    ----------
    question: in words, as the head of agency asked it.
    kind: one of :data:`NEEDS`.
    columns: role -> column of the data file; the roles of :data:`NEEDS` and :data:`OPTIONAL_COLUMNS`.
    outcome_name, outcome_unit, outcome_name_en: the outcome in words.
    smallest_worth: smallest change worth having, in the outcome's unit, not negative.
    higher_is_better: whether a rise is the gain.
    comparison, comparison_en: whom the treated are compared with.
    covariates: columns known before treatment.
    method: one of :data:`METHODS` of the kind; empty for the default.
    controls, aggregate, anticipation: as in the verb ``did``.
    window: (first, last) time that counts, both included; ``None`` for all of the file.
    counted: whether a unit is a person or an office.
    confidence: level of the interval over all looks together.
    looks: how many times results will be read, and which reading this is, from 1.
    cutoff, treated_below: for a cut-off in the planner's score.
    plan: what the planner passes on (seed, applicants, strata, draw probabilities); kept for the record.
    """

    question: str
    kind: Kind
    columns: Mapping[str, str]
    outcome_name: str = "hasil"
    outcome_name_en: str = ""
    outcome_unit: str = ""
    smallest_worth: float = 0.0
    higher_is_better: bool = True
    comparison: str = ""
    comparison_en: str = ""
    covariates: tuple[str, ...] = ()
    method: str = ""
    controls: str = ""
    aggregate: str = "simple"
    anticipation: float = 0.0
    window: tuple[float | str, float | str] | None = None
    counted: str = ""
    confidence: float = 0.95
    looks: tuple[int, int] = (1, 1)
    cutoff: float | None = None
    treated_below: bool = False
    plan: Mapping[str, Any] = field(default_factory=dict)
    frozen_on: str = ""
    frozen_digest: str = ""

    def __post_init__(self) -> None:
        """Check the design against itself. Raises ``ValueError`` that says what is allowed."""
        if not self.question.strip():
            raise ValueError("question: must not be empty")
        if self.kind not in NEEDS:
            raise ValueError(f"kind must be one of {', '.join(NEEDS)}; got {self.kind!r}")
        missing = [role for role in NEEDS[self.kind] if not self.columns.get(role)]
        if missing:
            raise ValueError(f"columns: a design of kind {self.kind} must name {', '.join(missing)}")
        unknown = set(self.columns) - {*NEEDS[self.kind], *OPTIONAL_COLUMNS}
        if unknown:
            raise ValueError(f"columns: {', '.join(sorted(unknown))} have no role in a design of kind {self.kind}")
        if self.method and self.method not in METHODS.get(self.kind, ()):
            raise ValueError(f"method: kind {self.kind} allows {', '.join(METHODS.get(self.kind, ('none',)))}")
        if self.smallest_worth < 0:
            raise ValueError(f"smallest_worth must not be negative, got {self.smallest_worth}")
        if self.kind == "cutoff" and self.cutoff is None:
            raise ValueError("cutoff: a design of kind cutoff needs the score at which people were chosen")
        if not 0.5 <= self.confidence < 1:
            raise ValueError(f"confidence must lie between 0.5 and 1, got {self.confidence}")
        if not 1 <= self.looks[1] <= self.looks[0]:
            raise ValueError(
                f"looks: this look must lie between 1 and the {self.looks[0]} planned, got {self.looks[1]}"
            )
        if self.window is not None and not _in_order(*self.window):
            raise ValueError(f"window: the end {self.window[1]!r} lies before the start {self.window[0]!r}")

    @classmethod
    def from_dict(cls, named: Mapping[str, Any]) -> Design:
        """A design from JSON values; ``frozen`` holds ``on`` and ``digest``. Raises ``ValueError`` on unknown keys."""
        values = dict(named)
        frozen = values.pop("frozen", None) or {}
        allowed = {one.name for one in fields(cls)} - {"frozen_on", "frozen_digest"}
        unknown = set(values) - allowed
        if unknown:
            raise ValueError(f"design: unknown {', '.join(sorted(unknown))}; there are {', '.join(sorted(allowed))}")
        for key in ("question", "kind", "columns"):
            if key not in values:
                raise ValueError(f"design: {key} is missing")
        for key in ("covariates", "looks", "window"):
            if values.get(key) is not None:
                values[key] = tuple(values[key])
        return cls(**values, frozen_on=str(frozen.get("on", "")), frozen_digest=str(frozen.get("digest", "")))

    @classmethod
    def read(cls, path: str | Path) -> Design:
        """A design from a JSON file. Raises ``ValueError`` when it is not one."""
        try:
            named = json.loads(Path(path).read_text(encoding="utf-8"))
        except json.JSONDecodeError as problem:
            raise ValueError(f"{path}: not JSON ({problem})") from problem
        if not isinstance(named, dict):
            raise ValueError(f"{path}: a design is an object with question, kind and columns")
        return cls.from_dict(named)

    def as_dict(self) -> dict[str, Any]:
        """JSON values without the freezing; this is what the digest names. Which look it is does not belong to it."""
        named = {key: value for key, value in asdict(self).items() if not key.startswith("frozen")}
        named["covariates"], named["looks"] = list(self.covariates), [self.looks[0], 1]
        named["window"] = None if self.window is None else list(self.window)
        return named

    @property
    def digest(self) -> str:
        """SHA-256 of the design, 64 hexadecimal digits.

        Only what departs from the defaults counts, so that a later version with further fields still knows the design.
        """
        plain = Design(self.question, self.kind, self.columns, cutoff=self.cutoff).as_dict()
        asked = ("question", "kind", "columns", "cutoff")
        return digest({key: value for key, value in self.as_dict().items() if key in asked or value != plain[key]})

    @property
    def is_frozen(self) -> bool:
        """Whether the design carries its own digest, unchanged since it was frozen."""
        return bool(self.frozen_digest) and self.frozen_digest == self.digest

    def freeze(self, on: str) -> dict[str, Any]:
        """The design as JSON values with its digest; ``on`` is the day of freezing, YYYY-MM-DD."""
        return self.as_dict() | {"looks": list(self.looks), "frozen": {"on": on, "digest": self.digest}}

    @property
    def level(self) -> float:
        """Level of this look's interval: the error is shared out over the planned looks (Bonferroni)."""
        return 1 - (1 - self.confidence) / self.looks[0]

    @property
    def chosen_method(self) -> str:
        """The method named, or the default of the kind."""
        return self.method or METHODS.get(self.kind, ("",))[0]

    def wording(self, otherwise: tuple[str, str]) -> Wording:
        """The wording of findings; ``otherwise`` names the comparison when the design does not."""
        said = (self.comparison or otherwise[0], self.comparison_en or self.comparison or otherwise[1])
        return Wording(
            self.outcome_name,
            self.outcome_unit,
            self.outcome_name_en or self.outcome_name,
            said,
            self.smallest_worth,
            self.higher_is_better,
        )


def _in_order(start: float | str, end: float | str) -> bool:
    """Whether a window ends no earlier than it starts."""
    if isinstance(start, str) or isinstance(end, str):
        return str(start) <= str(end)
    return start <= end
