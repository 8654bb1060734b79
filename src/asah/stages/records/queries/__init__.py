"""Questions about completed development: one person's history and hours, and how hours are spread over units."""

from asah.stages.records.queries.everybody import (
    DoneRow,
    LedgerRow,
    completed_by_year,
    hours_of_year,
    idle_years,
    ledger_between,
    programmes_done,
)
from asah.stages.records.queries.overview import (
    BelowRow,
    CeilingRow,
    JpMap,
    JpRow,
    below_floor,
    everybody_in,
    floor_on,
    jp_map,
    near_ceiling,
    values_by_unit,
)
from asah.stages.records.queries.persons import (
    CounterRow,
    OwnHours,
    RecordRow,
    hours_of,
    records_of,
    years_of,
)

__all__ = [
    "BelowRow",
    "CeilingRow",
    "CounterRow",
    "DoneRow",
    "JpMap",
    "JpRow",
    "LedgerRow",
    "OwnHours",
    "RecordRow",
    "below_floor",
    "completed_by_year",
    "everybody_in",
    "floor_on",
    "hours_of",
    "hours_of_year",
    "idle_years",
    "jp_map",
    "ledger_between",
    "near_ceiling",
    "programmes_done",
    "records_of",
    "values_by_unit",
    "years_of",
]
