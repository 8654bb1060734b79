"""What costs what, and whom a fund may pay, by definition: no database, no clock.

Honoraria come in two units that must never be mixed (domain trap): OJP is a lesson hour of 45 minutes, used for
teaching in a training; OJ is a clock hour of 60 minutes, used for speakers of a seminar. A cost line says what it
counts (`Per`), the standard says in what it is priced (`measure`); a pair that does not fit is refused.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from pathlib import Path

LESSON_HOUR = Decimal(45) / Decimal(60)  # one JP in clock hours
STANDARDS_FILE = Path(__file__).parent / "data" / "standar_biaya_contoh.json"


class Per(StrEnum):
    """What the quantity of a cost line is multiplied with."""

    LESSON = "jp"  # lesson hours of the programme, for each class
    CLOCK_HOUR = "jam"  # clock hours of the programme, for each class
    CLASS = "kelas"
    CLASS_DAY = "hari_kelas"
    SEAT = "orang"
    SEAT_DAY = "orang_hari"
    REMOTE_SEAT = "orang_terpencil"  # on top, for people of remote districts


FITS: Mapping[Per, frozenset[str]] = {
    Per.LESSON: frozenset({"OJP"}),
    Per.CLOCK_HOUR: frozenset({"OJ"}),
    Per.CLASS: frozenset({"kegiatan", "paket"}),
    Per.CLASS_DAY: frozenset({"hari"}),
    Per.SEAT: frozenset({"orang"}),
    Per.SEAT_DAY: frozenset({"orang_hari"}),
    Per.REMOTE_SEAT: frozenset({"orang"}),
}
OF_THE_CLASS = frozenset({Per.LESSON, Per.CLOCK_HOUR, Per.CLASS, Per.CLASS_DAY})


class CostingRefused(ValueError):
    """A cost line cannot be priced; the text says which and why, in Indonesian."""


@dataclass(frozen=True)
class Line:
    """So much (`quantity`) of a standard item for each `per`."""

    standard: str
    per: Per
    quantity: Decimal
    note: str = ""


@dataclass(frozen=True)
class Price:
    """A standard cost in force on the day of the costing."""

    code: str
    name: str
    measure: str
    amount_rupiah: int
    account_code: str = ""
    is_sample: bool = False
    legal_basis: str = ""


@dataclass(frozen=True)
class CostedLine:
    """A line with its money: `units` is quantity x what it is multiplied with, for one class or one seat."""

    line: Line
    price: Price
    units: Decimal
    rupiah: int


@dataclass(frozen=True)
class Costing:
    """Whole rupiah: for one class, for one seat, and on top for one seat of a remote district."""

    class_rupiah: int
    seat_rupiah: int
    remote_rupiah: int
    lines: tuple[CostedLine, ...]

    @property
    def has_sample_prices(self) -> bool:
        """Whether any price is an example to be replaced by the region's own decree."""
        return any(line.price.is_sample for line in self.lines)

    def of_class(self, seats: int, remote: int = 0) -> int:
        """Whole rupiah of one class with so many seats, `remote` of them from remote districts."""
        return self.class_rupiah + seats * self.seat_rupiah + remote * self.remote_rupiah

    def per_head(self, seats: int) -> int:
        """Rupiah a person in a class of so many seats, rounded up."""
        return -(-self.of_class(seats) // seats)


def cost(lines: Sequence[Line], prices: Mapping[str, Price], *, jp: Decimal, days: int) -> Costing:
    """Price the lines of a programme of `jp` lesson hours (45 minutes) on `days` days.

    Returns whole rupiah, each line rounded up. Raises CostingRefused for an item without price in force and for a
    line whose unit does not fit its price, such as a lesson hour priced by the clock hour.
    """
    times = {
        Per.LESSON: jp,
        Per.CLOCK_HOUR: jp * LESSON_HOUR,
        Per.CLASS: Decimal(1),
        Per.CLASS_DAY: Decimal(days),
        Per.SEAT: Decimal(1),
        Per.SEAT_DAY: Decimal(days),
        Per.REMOTE_SEAT: Decimal(1),
    }
    costed = tuple(_costed(line, prices, times[line.per]) for line in lines)

    def total(of: frozenset[Per]) -> int:
        return sum(row.rupiah for row in costed if row.line.per in of)

    return Costing(
        total(OF_THE_CLASS), total(frozenset({Per.SEAT, Per.SEAT_DAY})), total(frozenset({Per.REMOTE_SEAT})), costed
    )


def _costed(line: Line, prices: Mapping[str, Price], times: Decimal) -> CostedLine:
    price = prices.get(line.standard)
    if price is None:
        raise CostingRefused(f"Standar biaya {line.standard} belum ada untuk tanggal ini. Tambahkan di Anggaran.")
    if price.measure not in FITS[line.per]:
        raise CostingRefused(
            f"{price.name} dihitung per {price.measure}, sedangkan baris biaya memakai satuan {line.per.value}. "
            "OJ (60 menit) dan OJP (45 menit) tidak boleh dicampur."
        )
    units = line.quantity * times
    return CostedLine(line, price, units, int((units * price.amount_rupiah).to_integral_value(ROUND_CEILING)))


@dataclass(frozen=True)
class FundRule:
    """On whom and what a fund may be spent; an empty set means no restriction."""

    kinds: frozenset[str] = frozenset()
    forms: frozenset[int] = frozenset()
    employments: frozenset[str] = frozenset()
    accounts: tuple[str, ...] = ()


def may_pay(rule: FundRule, *, kind: str, form_id: int) -> bool:
    """Whether a fund may pay a programme whose main competency is of `kind`, in this form of development."""
    return (not rule.kinds or kind in rule.kinds) and (not rule.forms or form_id in rule.forms)


def may_pay_for(rule: FundRule, employment: str) -> bool:
    """Whether a fund may pay for somebody of this kind of employment."""
    return not rule.employments or employment in rule.employments


def may_pay_account(rule: FundRule, account: str) -> bool:
    """Whether a fund may pay a line of this SIPD account; codes are given by their beginnings."""
    return not rule.accounts or not account or any(account.startswith(begin) for begin in rule.accounts)


def by_account(costing: Costing, *, seats: int, remote: int = 0) -> dict[str, int]:
    """SIPD account -> whole rupiah of one class with so many seats, in the order of codes."""
    found: dict[str, int] = {}
    for one in lines_of_class(costing, seats=seats, remote=remote):
        code = one.row.price.account_code
        found[code] = found.get(code, 0) + one.rupiah
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class ClassLine:
    """A line of the cost of one class: how many times it is paid, and its money."""

    row: CostedLine
    times: int
    rupiah: int


def lines_of_class(costing: Costing, *, seats: int, remote: int = 0) -> list[ClassLine]:
    """Every line of one class with so many seats, `remote` of them from remote districts; they add up to its cost."""
    found = []
    for row in costing.lines:
        times = 1 if row.line.per in OF_THE_CLASS else remote if row.line.per is Per.REMOTE_SEAT else seats
        found.append(ClassLine(row, times, row.rupiah * times))
    return found


@dataclass(frozen=True)
class Balance:
    """The three columns of something with a limit. limit None means unlimited."""

    limit: int | None
    committed: int
    realised: int

    @property
    def free(self) -> int | None:
        """What may still be committed; negative when a soft limit was passed."""
        return None if self.limit is None else self.limit - self.committed

    def lacks(self, more: int) -> int:
        """Rupiah missing to commit `more`; 0 when it fits."""
        return 0 if self.free is None else max(0, more - self.free)


def quarter_of(month: int) -> int:
    """Triwulan 1 to 4 of a month."""
    return (month - 1) // 3 + 1


def quarters(amounts: Mapping[int, int], whole: int) -> tuple[int, ...]:
    """Four ceilings of a fund (anggaran kas) from those that are set; an unset quarter may use the whole fund.

    Returns an empty tuple when none is set, because then nothing limits a quarter.
    """
    return tuple(amounts.get(quarter, whole) for quarter in (1, 2, 3, 4)) if amounts else ()


def sample_standards() -> list[dict[str, object]]:
    """The example price list: code, name, measure, amount_rupiah, account_code, legal_basis."""
    data: list[dict[str, object]] = json.loads(STANDARDS_FILE.read_text(encoding="utf-8"))["baris"]
    return data
