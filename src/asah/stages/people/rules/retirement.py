"""When somebody reaches the age of retirement. The ages themselves stand in the dated table `usia_pensiun`."""

from datetime import date

from asah.stages.people.rules.posts import FUNCTIONAL, STRUCTURAL

_LEVELS = {
    "PM": "jf_keterampilan", "TR": "jf_keterampilan", "MH": "jf_keterampilan", "PY": "jf_keterampilan",
    "PT": "jf_pertama", "MU": "jf_muda", "MA": "jf_madya", "UT": "jf_utama",
}  # fmt: skip
_ECHELONS = {"1": "jpt_madya", "2": "jpt_pratama", "3": "administrator", "4": "pengawas"}


def pension_key(job_kind: str, echelon: str, functional_level: str, title: str) -> str:
    """The row of the table `usia_pensiun` that holds for a post. Teachers come before levels."""
    if job_kind == FUNCTIONAL:
        if title.lower().startswith("guru"):
            return "guru"
        return _LEVELS.get(functional_level, "pelaksana")
    if job_kind == STRUCTURAL and echelon:
        return _ECHELONS.get(echelon[0], "pelaksana")
    return "pelaksana"


def retires_on(birth_on: date, age: int) -> date:
    """First day of retirement: the first of the month after the birthday on which `age` is reached."""
    year, month = birth_on.year + age, birth_on.month + 1
    return date(year + (month > 12), (month - 1) % 12 + 1, 1)
