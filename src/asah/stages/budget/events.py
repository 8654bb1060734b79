"""Facts of the stage budget."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FundsChanged:
    """A fund or a ceiling of a year was opened or changed."""

    year: int


@dataclass(frozen=True)
class PriceChanged:
    """A standard cost changes from a day on: what is costed from then on costs differently."""

    code: str
    start: date


@dataclass(frozen=True)
class FundRevised:
    """A fund (id) of a year was formally revised."""

    fund: int
    year: int
