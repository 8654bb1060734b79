"""Which yearly cycle somebody looks at: his own choice, else the newest that has begun."""

from typing import Any

from asah.stages.agency import queries as agencies

YEAR_SESSION_KEY = "year"


def known_years(request: Any) -> list[agencies.YearRow]:
    """All cycles of the agency, latest first; one query, remembered on the request."""
    if not hasattr(request, "cycle_years"):
        request.cycle_years = agencies.years()
    return list(request.cycle_years)


def chosen_year(request: Any) -> agencies.YearRow | None:
    """The cycle of the session; None when the agency has no year yet; remembered on the request."""
    if not hasattr(request, "cycle_year"):
        rows = sorted(known_years(request), key=lambda row: row.year)
        begun = [row for row in rows if row.phase != "persiapan"] or rows
        picked = [row for row in rows if row.year == request.session.get(YEAR_SESSION_KEY)]
        chosen = picked or begun[-1:]
        request.cycle_year = chosen[0] if chosen else None
    return request.cycle_year  # type: ignore[no-any-return]
