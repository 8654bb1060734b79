"""Facts this stage announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PhaseMoved:
    """A cycle entered a phase."""

    year: int
    phase: str


@dataclass(frozen=True)
class RuleChanged:
    """The agency's own row of a table changed: what was computed with the table may be stale."""

    kind: str
    key: str


@dataclass(frozen=True)
class RulesConfirmed:
    """The agency has read shipped figures and says that they hold; no figure changed."""
