"""Which standard holds for a post. A post is known by codes, never by its title: titles are spelled in many ways."""

from collections.abc import Mapping, Sequence

STRUCTURAL, FUNCTIONAL, DOUBLE = "1", "2", "3"
EVERYBODY = "pelaksana"
NO_ECHELON = {"", "99"}


def level_key(
    job_kind: str,
    echelon: str,
    functional_level: str,
    *,
    echelons: Mapping[str, str],
    functional: Mapping[str, str],
) -> str:
    """The step of a post on the ladder of dated tables: jpt_pratama, administrator, pengawas, jf_muda, pelaksana ...

    job_kind, echelon, functional_level: SIASN codes of the definitive post; echelons, functional: code -> step from the
    dated tables eselon and jenjang_jf. Somebody with two posts (kind 3) stands on the step of his echelon.
    """
    if job_kind in (STRUCTURAL, DOUBLE) and echelon not in NO_ECHELON and echelon in echelons:
        return echelons[echelon]
    if job_kind in (FUNCTIONAL, DOUBLE) and functional_level in functional:
        return functional[functional_level]
    return EVERYBODY


def job_keys(job_code: str, job_family: str, step: str) -> tuple[str, ...]:
    """Keys under which standards of a post may stand, the most specific first.

    jabatan:<code>, rumpun:<family>/<step>, rumpun:<family>, jenjang:<step>.
    """
    keys = [f"jabatan:{job_code}"] if job_code else []
    if job_family:
        keys += [f"rumpun:{job_family}/{step}", f"rumpun:{job_family}"]
    return (*keys, f"jenjang:{step}")


def standard_of(keys: Sequence[str], standards: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
    """Competency -> level asked, for a post: for each competency the most specific key that names it decides.

    standards: key -> competency -> level. A level of 0 under a specific key takes a general requirement away.
    """
    asked: dict[int, int] = {}
    for key in reversed(keys):
        asked.update(standards.get(key, {}))
    return {competency: level for competency, level in asked.items() if level > 0}
