"""Lists that several forms of needs offer."""

from typing import Any

from asah.stages.agency import queries as agency
from asah.stages.competencies import queries as competencies
from asah.stages.people import queries as people


def competency_choices() -> list[tuple[str, str]]:
    """Active competencies, by name."""
    rows = [(row.code, f"{row.name} ({row.code})") for row in competencies.entries() if row.is_active]
    return sorted(rows, key=lambda row: row[1])


def unit_choices(request: Any, *, below: str = "") -> list[tuple[str, str]]:
    """Units of the day as id and full name, all or those of a subtree, parents first."""
    tree = people.tree(request.actor.today(request.now))
    rows = [unit for unit in tree.walk() if unit.path.startswith(below)]
    return [(str(unit.id), tree.full_name(unit.id)) for unit in rows]


def family_choices(request: Any) -> list[tuple[str, str]]:
    """Families of posts that the dated table knows, and one for all."""
    rows = agency.rules("rumpun_jabatan", request.actor.today(request.now)).values()
    names = sorted({str(row.values["rumpun"]) for row in rows} | {"administrasi", "kewilayahan"})
    return [("*", "Semua rumpun"), *((name, name.replace("_", " ")) for name in names)]


def year_of(request: Any) -> int:
    """The year in the address, else the newest one."""
    wanted = request.GET.get("tahun") or request.session.get("year")
    if str(wanted or "").isdigit():
        return int(wanted)
    known = [row.year for row in agency.years()]
    return max(known, default=request.actor.today(request.now).year + 1)
