"""What a roster's check looks up: who is known, which units there are, which codes are in force."""

from dataclasses import dataclass, field
from datetime import date

from asah.foundation.text.cells import plain_key
from asah.foundation.text.nip import Nip
from asah.stages.agency import queries as agency
from asah.stages.people import queries
from asah.stages.people.imports.placing import Places


@dataclass
class Scene:
    """today: the agency's local date; statuses, educations: codes in force; places: the tree and what to do with names;

    by_siasn, by_nip: external id or any number ever held -> person; nips: numbers read so far;
    people: person -> what is known of him; families: title of a functional post without its level -> job family.
    """

    today: date
    places: Places
    statuses: frozenset[str]
    statuses_by_name: dict[str, str]
    educations: dict[str, str]
    ages: dict[str, int]
    families: dict[str, str]
    by_siasn: dict[str, int] = field(default_factory=dict)
    by_nip: dict[str, int] = field(default_factory=dict)
    people: dict[int, queries.Known] = field(default_factory=dict)
    nips: dict[str, Nip] = field(default_factory=dict)


def scene_of(today: date) -> Scene:
    """Load everything, in about ten queries whatever the size of the file."""
    statuses = agency.rules("kedudukan_hukum", today)
    educations = agency.rules("pendidikan", today)
    known = queries.employees(today)
    return Scene(
        today=today,
        places=Places(queries.tree(today)),
        statuses=frozenset(statuses),
        statuses_by_name={plain_key(str(row.values["name"])): key for key, row in statuses.items()},
        educations={plain_key(str(row.values["name"])): key for key, row in educations.items()},
        families={
            plain_key(key): str(row.values["rumpun"]) for key, row in agency.rules("rumpun_jabatan", today).items()
        },
        ages={key: int(row.values["age"]) for key, row in agency.rules("usia_pensiun", today).items()},
        by_siasn={one.values["siasn_id"]: one.person for one in known if one.values["siasn_id"]},
        by_nip=queries.all_numbers(today),
        people={one.person: one for one in known},
    )
