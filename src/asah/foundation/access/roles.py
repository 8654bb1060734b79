"""The table of roles: for every role the verbs it holds and how far each reaches.

A role is one row here and one column in the page x role matrix. Reaches, from near to far:

SELF     the subject is the person himself
TEAM     the subject's superior is the person
CLASS    the person teaches or runs the class
PARTNER  the subject belongs to the person's organisation
UNIT     the subject lies in the subtree of units over which the role was granted
AGENCY   the whole agency; a grant over a subtree narrows it to that subtree

A delegated planner (Plaju in Palembang) is therefore the planner's row with a grant over one subtree.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.permissions import Permission as P


class Reach(StrEnum):
    """How far a verb reaches for a role."""

    SELF = "self"
    TEAM = "team"
    CLASS = "class"
    PARTNER = "partner"
    UNIT = "unit"
    AGENCY = "agency"


@dataclass(frozen=True)
class Role:
    """One row: the code that grants store, the word on screen, and the verbs with their reach."""

    code: str
    label: str | Promise
    verbs: dict[P, Reach]


_OWN: dict[P, Reach] = {
    P.PEOPLE_READ: Reach.SELF,
    P.COMPETENCY_READ: Reach.SELF,
    P.RECORD_READ: Reach.SELF,
    P.CATALOGUE_READ: Reach.AGENCY,
    P.OWN_DECISION_READ: Reach.SELF,
    P.NOTICE_READ: Reach.SELF,
    P.DOCUMENT_READ: Reach.SELF,
    P.SELF_EDIT: Reach.SELF,
    P.SEARCH: Reach.SELF,
}

_READ_ALL: dict[P, Reach] = dict.fromkeys((P.PEOPLE_READ, P.COMPETENCY_READ, P.RECORD_READ, P.BUDGET_READ, P.CATALOGUE_READ, P.PLAN_READ, P.DOCUMENT_READ, P.SEARCH), Reach.AGENCY)  # fmt: skip


def _rows(*rows: Role) -> dict[str, Role]:
    return {row.code: row for row in rows}


ROLES: dict[str, Role] = _rows(
    Role("asn", _("Pegawai (ASN)"), _OWN),
    Role(
        "superior",
        _("Atasan langsung"),
        {
            P.PEOPLE_READ: Reach.TEAM,
            P.COMPETENCY_READ: Reach.TEAM,
            P.RECORD_READ: Reach.TEAM,
            P.ASSESSMENT_RECORD: Reach.TEAM,
            P.OWN_DECISION_READ: Reach.TEAM,
            P.CATALOGUE_READ: Reach.AGENCY,
            P.SEARCH: Reach.TEAM,
        },
    ),
    Role(
        "personnel_officer",
        _("Pengelola kepegawaian OPD"),
        {
            P.PEOPLE_READ: Reach.UNIT,
            P.PEOPLE_EDIT: Reach.UNIT,
            P.SUPERIOR_CORRECT: Reach.UNIT,
            P.ACTIVATION_ISSUE: Reach.UNIT,
            P.COMPETENCY_READ: Reach.UNIT,
            P.RECORD_READ: Reach.UNIT,
            P.RECORD_ADD: Reach.UNIT,
            P.CATALOGUE_READ: Reach.AGENCY,
            P.PLAN_READ: Reach.UNIT,
            P.OWN_DECISION_READ: Reach.UNIT,
            P.DOCUMENT_READ: Reach.UNIT,
            P.SEARCH: Reach.UNIT,
        },
    ),
    Role(
        "planner",
        _("Perencana"),
        {
            **_READ_ALL,
            P.PEOPLE_EDIT: Reach.AGENCY,
            P.PEOPLE_IMPORT: Reach.AGENCY,
            P.UNIT_EDIT: Reach.AGENCY,
            P.SUPERIOR_CORRECT: Reach.AGENCY,
            P.ACTIVATION_ISSUE: Reach.AGENCY,
            P.COMPETENCY_EDIT: Reach.AGENCY,
            P.ASSESSMENT_IMPORT: Reach.AGENCY,
            P.ASSESSMENT_RECORD: Reach.AGENCY,
            P.GAP_REFRESH: Reach.AGENCY,
            P.RECORD_ADD: Reach.AGENCY,
            P.RECORD_IMPORT: Reach.AGENCY,
            P.BUDGET_EDIT: Reach.AGENCY,
            P.CATALOGUE_EDIT: Reach.AGENCY,
            P.CATALOGUE_PUBLISH: Reach.AGENCY,
            P.PLAN_EDIT: Reach.AGENCY,
            P.PLAN_SOLVE: Reach.AGENCY,
            P.PLAN_SUBMIT: Reach.AGENCY,
            P.OWN_DECISION_READ: Reach.AGENCY,
            P.IMPORT_RUN: Reach.AGENCY,
            P.JOB_RUN: Reach.AGENCY,
            P.JOB_CANCEL: Reach.AGENCY,
            P.DOCUMENT_ISSUE: Reach.AGENCY,
            P.NOTICE_SEND: Reach.AGENCY,
        },
    ),
    Role("instructor", _("Pengajar"), {P.CATALOGUE_READ: Reach.AGENCY}),
    Role("committee", _("Panitia"), {P.CATALOGUE_READ: Reach.AGENCY, P.PEOPLE_READ: Reach.CLASS}),
    Role(
        "assessor",
        _("Asesor"),
        {
            P.PEOPLE_READ: Reach.UNIT,
            P.COMPETENCY_READ: Reach.UNIT,
            P.ASSESSMENT_RECORD: Reach.UNIT,
            P.ASSESSMENT_IMPORT: Reach.AGENCY,
            P.IMPORT_RUN: Reach.AGENCY,
            P.JOB_CANCEL: Reach.AGENCY,
            P.SEARCH: Reach.UNIT,
        },
    ),
    Role("partner", _("Mitra"), {P.CATALOGUE_READ: Reach.PARTNER}),
    Role("evaluator", _("Evaluator"), _READ_ALL),
    Role(
        "head_of_agency",
        _("Kepala badan"),
        {**_READ_ALL, P.PLAN_APPROVE: Reach.AGENCY, P.OWN_DECISION_READ: Reach.AGENCY},
    ),
    Role("pyb", _("Pejabat yang Berwenang (PyB)"), {**_READ_ALL, P.PLAN_APPROVE: Reach.AGENCY}),
    Role("ppk", _("Pejabat Pembina Kepegawaian (PPK)"), {**_READ_ALL, P.PLAN_APPROVE: Reach.AGENCY}),
    Role("auditor", _("Auditor"), {**_READ_ALL, P.AUDIT_READ: Reach.AGENCY, P.OWN_DECISION_READ: Reach.AGENCY}),
    Role(
        "admin",
        _("Admin sistem"),
        {
            P.AGENCY_SETUP: Reach.AGENCY,
            P.RULES_EDIT: Reach.AGENCY,
            P.GRANT_GIVE: Reach.AGENCY,
            P.ACTIVATION_ISSUE: Reach.AGENCY,
            P.SAMPLE_REMOVE: Reach.AGENCY,
            P.PERSONAL_ERASE: Reach.AGENCY,
            P.AUDIT_READ: Reach.AGENCY,
            P.SYSTEM_HEALTH: Reach.AGENCY,
            P.PEOPLE_READ: Reach.AGENCY,
            P.UNIT_EDIT: Reach.AGENCY,
            P.SUPERIOR_CORRECT: Reach.AGENCY,
            P.PEOPLE_IMPORT: Reach.AGENCY,
            P.IMPORT_RUN: Reach.AGENCY,
            P.JOB_CANCEL: Reach.AGENCY,
            P.NOTICE_SEND: Reach.AGENCY,
            P.SEARCH: Reach.AGENCY,
        },
    ),
    # The worker acting for nobody in particular: results of jobs, seals, digests. No person can be granted this row.
    Role(
        "system",
        _("Asah"),
        dict.fromkeys((P.PLAN_KEEP, P.GAP_REFRESH, P.JOB_RUN, P.NOTICE_SEND, P.DOCUMENT_ISSUE, P.PLAN_READ), Reach.AGENCY),
    ),
)

GRANTABLE = tuple(code for code in ROLES if code not in {"system"})
