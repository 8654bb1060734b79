"""Predicates of people, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.performance.events import RatingsChanged
from asah.stages.performance.models import Rating
from asah.stages.performance.rules import predicate, rate, span_of
from asah.stages.performance.services.upserts import upsert

RATING_COLUMNS = (
    "person_id", "unit_id", "path", "period", "year", "part", "first_on", "last_on", "result", "behaviour",
    "predicate", "rule_from", "note", "batch", "recorded_at",
)  # fmt: skip
_KEY = ("person_id", "period", "year", "part")


class BadRating(ValueError):
    """A rating that cannot be: no such period, a predicate that its cell does not give, a period still to come."""


@dataclass(frozen=True)
class Rated:
    """One rating: of whom (id in people), for which period, and the cell; or only the word (`predicate`, kuadran)."""

    person: int
    year: int
    period: str = "tahunan"
    part: int = 1
    result: str = ""
    behaviour: str = ""
    predicate: int | None = None
    note: str = ""


@use_case(Permission.PERFORMANCE_IMPORT, says=gettext_lazy("{actor} mencatat predikat kinerja sekaligus"))
def record_ratings(*, actor: Actor, now: datetime, rows: Iterable[Rated]) -> int:
    """Keep many ratings; the same person and period again replaces. Returns how many were new or changed.

    Raises BadRating, naming the row, for the first one that cannot be.
    """
    rater = Rater(actor.today(now))
    changed = upsert(Rating, RATING_COLUMNS, _KEY, (rater.columns(row, line, now) for line, row in enumerate(rows, 1)))
    note(changed=changed)
    if changed:
        announce(RatingsChanged())
    return changed


class Rater:
    """Turns what was reported into the columns of a rating; matrix and posts of a day are read once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._matrices: dict[date, tuple[dict[str, Any], date]] = {}
        self._posts: dict[date, dict[int, tuple[int, str]]] = {}

    def columns(self, row: Rated, line: int, now: datetime, batch: int | None = None) -> tuple[Any, ...]:
        """The values of RATING_COLUMNS. Raises BadRating with the number of the row."""
        try:
            span = span_of(row.period, row.year, row.part)
            if span.last > self.today:
                raise ValueError(_("Periode ini belum berakhir."))
            number, rule_from = self.judged(row.result, row.behaviour, row.predicate, span.last)
        except ValueError as fault:
            raise BadRating(_("Baris %(line)s: %(fault)s") % {"line": line, "fault": fault}) from None
        unit, path = self._post(row.person, span.last)
        return (
            row.person, unit, path, row.period, row.year, row.part, span.first, span.last, row.result, row.behaviour,
            number, rule_from, row.note, batch, now,
        )  # fmt: skip

    def judged(self, result: str, behaviour: str, given: int | None, on: date) -> tuple[int, date]:
        """Kuadran and first day of the matrix read. Raises ValueError when cell and given word differ."""
        matrix, rule_from = self._matrix(on)
        if not result and not behaviour:
            if given is None:
                raise ValueError(_("Tulis predikatnya, atau rating hasil kerja dan perilaku."))
            return predicate(given).id, rule_from
        if not result or not behaviour:
            raise ValueError(_("Isi kedua rating, atau kosongkan keduanya."))
        found = rate(result, behaviour, matrix)
        if given is not None and given != found.id:
            words = {"given": predicate(given).word, "found": found.word}
            raise ValueError(_("Predikat tertulis %(given)s, padahal menurut matriks %(found)s.") % words)
        return found.id, rule_from

    def _matrix(self, on: date) -> tuple[dict[str, Any], date]:
        """Cells in force on a day; before every row the first ones there were."""
        if on not in self._matrices:
            rows = agency.rules("matriks_kinerja", on)
            if not rows:
                first = agency.rule_or_earliest("matriks_kinerja", "sesuai/sesuai", on).valid_from
                rows = agency.rules("matriks_kinerja", first)
            begun = max(row.valid_from for row in rows.values())
            self._matrices[on] = ({key: row.values for key, row in rows.items()}, begun)
        return self._matrices[on]

    def _post(self, person: int, on: date) -> tuple[int | None, str]:
        """Unit and path of somebody on a day; nothing when he was not employed then."""
        if on not in self._posts:
            self._posts[on] = {row.person: (row.unit, row.path) for row in people.workforce(on)}
        return self._posts[on].get(person, (None, ""))
