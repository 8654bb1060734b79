"""Many records at once, from rows: the history of a whole government in seconds."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import require_agency
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.agency import queries as agency
from asah.stages.records.events import HistoryChanged
from asah.stages.records.rules import NotConvertible, certificate_key, convert, rule_key


class BadRecord(ValueError):
    """A record that cannot be kept. The text names the row, where there is one."""


@dataclass(frozen=True)
class Completed:
    """Something somebody completed, as it was reported.

    person: id in people; form: SIASN jenisDiklat; quantity and measure: raw, e.g. 2 and "hari"; year: when ended_on is
    unknown; programme: code in the catalogue, when known.
    """

    person: int
    title: str
    form: int
    quantity: Decimal
    measure: str
    ended_on: date | None = None
    started_on: date | None = None
    year: int | None = None
    scope: str = "nasional"
    provider: str = ""
    certificate_no: str = ""
    programme: str = ""
    note: str = ""

    @property
    def counts_in(self) -> int:
        """The year its JP count for."""
        if self.ended_on is not None:
            return self.ended_on.year
        return self.year or 0

    @property
    def counts_on(self) -> date:
        """The day its JP count from: its last day, or the last day of its year."""
        return self.ended_on or date(self.counts_in, 12, 31)


COLUMNS = (
    "uid", "person_id", "title", "form_id", "scope", "programme_code", "year", "started_on", "ended_on", "provider",
    "certificate_no", "certificate_key", "quantity", "measure", "jp", "rule_key", "rule_from", "rule_confirmed",
    "origin", "batch", "note", "recorded_at", "withdrawn_at", "withdrawn_reason",
)  # fmt: skip

_LEDGER = """
INSERT INTO records_jpentry
    (agency_id, person_id, record, year, "on", form_id, jp, has_certificate, reason, recorded_at)
SELECT agency_id, person_id, uid, year, coalesce(ended_on, make_date(year, 12, 31)), form_id, jp,
    certificate_key <> '', '', recorded_at
FROM records_record WHERE uid = ANY(%s)
"""


@use_case(Permission.RECORD_IMPORT, says=gettext_lazy("{actor} mencatat riwayat pengembangan kompetensi sekaligus"))
def record_history(*, actor: Actor, now: datetime, rows: Iterable[Completed]) -> int:
    """Keep many records and their JP. A certificate that somebody already has is left out, also within the rows.

    The yearly counters are computed anew by the job that listens to HistoryChanged. Returns how many were kept.
    Raises BadRecord for the first row that cannot be converted.
    """
    price = Converter()
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS record_load")
        cursor.execute(f"CREATE TEMP TABLE record_load ON COMMIT DROP AS SELECT {names} FROM records_record LIMIT 0")  # noqa: S608
        with cursor.copy(f"COPY record_load ({names}) FROM STDIN") as copy:
            for line, row in enumerate(rows, 1):
                try:
                    copy.write_row(price.columns(row, "impor", None, now))
                except (NotConvertible, agency.NoRule) as error:
                    words = {"line": line, "why": error}
                    raise BadRecord(_("Baris %(line)s: %(why)s") % words) from error
        cursor.execute(
            f"INSERT INTO records_record (agency_id, {names}) SELECT {require_agency()}, {names} FROM record_load"  # noqa: S608
            " ON CONFLICT DO NOTHING RETURNING uid"
        )
        kept = [row[0] for row in cursor.fetchall()]
    enter_ledger(kept)
    note(kept=len(kept))
    if kept:
        announce(HistoryChanged())
    return len(kept)


def enter_ledger(uids: Sequence[uuid.UUID]) -> None:
    """Write what records earned into the ledger; called by the use case that kept them."""
    with connection.cursor() as cursor:
        cursor.execute(_LEDGER, [list(uids)])


class Converter:
    """Turns what was reported into the columns of a record; the table of conversion is read once."""

    def __init__(self) -> None:
        self._rules = agency.RuleBook("konversi_jp")

    def rule(self, form: int, scope: str, on: date) -> agency.RuleRow:
        """The row of konversi_jp in force on a day (the first one ever, for older certificates). Raises NoRule."""
        return self._rules.on(rule_key(form, scope), on)

    def columns(self, row: Completed, origin: str, batch: int | None, now: datetime) -> tuple[Any, ...]:
        """The values of COLUMNS for a row. Raises NotConvertible or NoRule."""
        if not row.counts_in:
            raise NotConvertible("Tulis tanggal selesai atau tahunnya.")
        if row.started_on and row.ended_on and row.started_on > row.ended_on:
            raise NotConvertible("Tanggal selesai mendahului tanggal mulai.")
        rule = self.rule(row.form, row.scope, row.counts_on)
        jp = convert(row.quantity, row.measure, rule.values)
        return (
            uuid.uuid4(), row.person, row.title, row.form, row.scope, row.programme, row.counts_in, row.started_on,
            row.ended_on, row.provider, row.certificate_no, certificate_key(row.certificate_no), row.quantity,
            row.measure, jp, rule.key, rule.valid_from, rule.confirmed, origin, batch, row.note, now, None, "",
        )  # fmt: skip
