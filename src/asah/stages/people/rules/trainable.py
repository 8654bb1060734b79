"""Who may be sent to training on a day. Which legal statuses may, stands in the dated table `kedudukan_hukum`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Trainable:
    """The answer and, when it is no, why, in a sentence fit to be shown."""

    is_so: bool
    why_not: str = ""


def trainable(
    *,
    legal_status: str,
    status_name: str,
    trainable_statuses: Collection[str],
    retires_on: date | None,
    contract_until: date | None,
    ends_on: date,
) -> Trainable:
    """Whether somebody of this status may take part in something that ends on `ends_on`.

    retires_on: first day of retirement; contract_until: last day of a PPPK's contract; ends_on: last day of the
    training, or of the period in which it should still bear fruit.
    """
    if legal_status not in trainable_statuses:
        return Trainable(False, f"Kedudukan hukum: {status_name}.")
    if retires_on is not None and retires_on <= ends_on:
        return Trainable(False, f"Mencapai batas usia pensiun pada {retires_on:%d/%m/%Y}.")
    if contract_until is not None and contract_until < ends_on:
        return Trainable(False, f"Kontrak berakhir pada {contract_until:%d/%m/%Y}.")
    return Trainable(True)
