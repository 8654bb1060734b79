"""Facts of the stage budget."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FundsChanged:
    """A fund or a ceiling of a year was opened or changed."""

    year: int
