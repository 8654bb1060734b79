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

from asah.foundation.access.permissions import Permission


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
    verbs: dict[Permission, Reach]


_OWN: dict[Permission, Reach] = {
    Permission.PEOPLE_READ: Reach.SELF,
    Permission.COMPETENCY_READ: Reach.SELF,
    Permission.ASSESSMENT_RECORD: Reach.SELF,
    Permission.RECORD_READ: Reach.SELF,
    Permission.PERFORMANCE_READ: Reach.SELF,
    Permission.SURVEY_ANSWER: Reach.SELF,
    Permission.CATALOGUE_READ: Reach.AGENCY,
    Permission.NEED_READ: Reach.SELF,
    Permission.PROPOSAL_MAKE: Reach.SELF,
    Permission.OWN_DECISION_READ: Reach.SELF,
    Permission.OBJECTION_FILE: Reach.SELF,
}

_READ_ALL: dict[Permission, Reach] = dict.fromkeys(
    (
        Permission.PEOPLE_READ,
        Permission.COMPETENCY_READ,
        Permission.RECORD_READ,
        Permission.PERFORMANCE_READ,
        Permission.PARTNER_READ,
        Permission.SURVEY_READ,
        Permission.BUDGET_READ,
        Permission.CATALOGUE_READ,
        Permission.NEED_READ,
        Permission.PLAN_READ,
        Permission.DOCUMENT_READ,
        Permission.SEARCH,
    ),
    Reach.AGENCY,
)


# Whoever has any role may read his own notices and documents, cancel his own jobs, and change his own settings.
_EVERYBODY: dict[Permission, Reach] = {
    Permission.NOTICE_READ: Reach.SELF,
    Permission.DOCUMENT_READ: Reach.SELF,
    Permission.JOB_CANCEL: Reach.SELF,
    Permission.SELF_EDIT: Reach.SELF,
    Permission.SEARCH: Reach.SELF,
}


def _rows(*rows: Role) -> dict[str, Role]:
    return {row.code: Role(row.code, row.label, _EVERYBODY | row.verbs) for row in rows}


ROLES: dict[str, Role] = _rows(
    Role("asn", _("Pegawai (ASN)"), _OWN),
    Role(
        "superior",
        _("Atasan langsung"),
        {
            Permission.PEOPLE_READ: Reach.TEAM,
            Permission.COMPETENCY_READ: Reach.TEAM,
            Permission.RECORD_READ: Reach.TEAM,
            Permission.PERFORMANCE_READ: Reach.TEAM,
            Permission.ASSESSMENT_RECORD: Reach.TEAM,
            Permission.NEED_READ: Reach.TEAM,
            Permission.PROPOSAL_MAKE: Reach.TEAM,
            Permission.OWN_DECISION_READ: Reach.TEAM,
            Permission.CATALOGUE_READ: Reach.AGENCY,
            Permission.SEARCH: Reach.TEAM,
        },
    ),
    Role(
        "personnel_officer",
        _("Pengelola kepegawaian OPD"),
        {
            Permission.PEOPLE_READ: Reach.UNIT,
            Permission.PEOPLE_EDIT: Reach.UNIT,
            Permission.SUPERIOR_CORRECT: Reach.UNIT,
            Permission.ACTIVATION_ISSUE: Reach.UNIT,
            Permission.COMPETENCY_READ: Reach.UNIT,
            Permission.RECORD_READ: Reach.UNIT,
            Permission.RECORD_ADD: Reach.UNIT,
            Permission.PERFORMANCE_READ: Reach.UNIT,
            Permission.PARTNER_READ: Reach.AGENCY,
            Permission.SURVEY_READ: Reach.UNIT,
            Permission.NEED_READ: Reach.UNIT,
            Permission.PROPOSAL_MAKE: Reach.UNIT,
            Permission.PROPOSAL_DECIDE: Reach.UNIT,
            Permission.CATALOGUE_READ: Reach.AGENCY,
            Permission.PLAN_READ: Reach.UNIT,
            Permission.OWN_DECISION_READ: Reach.UNIT,
            Permission.DOCUMENT_READ: Reach.UNIT,
            Permission.SEARCH: Reach.UNIT,
        },
    ),
    Role(
        "planner",
        _("Perencana"),
        {
            **_READ_ALL,
            Permission.PEOPLE_EDIT: Reach.AGENCY,
            Permission.PEOPLE_IMPORT: Reach.AGENCY,
            Permission.UNIT_EDIT: Reach.AGENCY,
            Permission.SUPERIOR_CORRECT: Reach.AGENCY,
            Permission.ACTIVATION_ISSUE: Reach.AGENCY,
            Permission.COMPETENCY_EDIT: Reach.AGENCY,
            Permission.ASSESSMENT_IMPORT: Reach.AGENCY,
            Permission.ASSESSMENT_RECORD: Reach.AGENCY,
            Permission.GAP_REFRESH: Reach.AGENCY,
            Permission.RECORD_ADD: Reach.AGENCY,
            Permission.RECORD_IMPORT: Reach.AGENCY,
            Permission.JP_REFRESH: Reach.AGENCY,
            Permission.PERFORMANCE_IMPORT: Reach.AGENCY,
            Permission.PARTNER_EDIT: Reach.AGENCY,
            Permission.PARTNER_IMPORT: Reach.AGENCY,
            Permission.SURVEY_EDIT: Reach.AGENCY,
            Permission.BUDGET_EDIT: Reach.AGENCY,
            Permission.CATALOGUE_EDIT: Reach.AGENCY,
            Permission.CATALOGUE_PUBLISH: Reach.AGENCY,
            Permission.NEED_REFRESH: Reach.AGENCY,
            Permission.NEED_WEIGH: Reach.AGENCY,
            Permission.PROPOSAL_MAKE: Reach.AGENCY,
            Permission.PROPOSAL_DECIDE: Reach.AGENCY,
            Permission.INTERVIEW_READ: Reach.AGENCY,
            Permission.INTERVIEW_EDIT: Reach.AGENCY,
            Permission.STUDY_EDIT: Reach.AGENCY,
            Permission.AKPK_COMPILE: Reach.AGENCY,
            Permission.PLAN_EDIT: Reach.AGENCY,
            Permission.PLAN_SOLVE: Reach.AGENCY,
            Permission.PLAN_SUBMIT: Reach.AGENCY,
            Permission.OBJECTION_ANSWER: Reach.AGENCY,
            Permission.LOTTERY_RUN: Reach.AGENCY,
            Permission.OWN_DECISION_READ: Reach.AGENCY,
            Permission.IMPORT_RUN: Reach.AGENCY,
            Permission.JOB_RUN: Reach.AGENCY,
            Permission.JOB_CANCEL: Reach.AGENCY,
            Permission.DOCUMENT_ISSUE: Reach.AGENCY,
            Permission.NOTICE_SEND: Reach.AGENCY,
        },
    ),
    Role("instructor", _("Pengajar"), {Permission.CATALOGUE_READ: Reach.AGENCY}),
    Role("committee", _("Panitia"), {Permission.CATALOGUE_READ: Reach.AGENCY, Permission.PEOPLE_READ: Reach.CLASS}),
    Role(
        "assessor",
        _("Asesor"),
        {
            Permission.PEOPLE_READ: Reach.UNIT,
            Permission.COMPETENCY_READ: Reach.UNIT,
            Permission.ASSESSMENT_RECORD: Reach.UNIT,
            Permission.NEED_READ: Reach.UNIT,
            Permission.INTERVIEW_READ: Reach.UNIT,
            Permission.INTERVIEW_EDIT: Reach.UNIT,
            Permission.ASSESSMENT_IMPORT: Reach.AGENCY,
            Permission.IMPORT_RUN: Reach.AGENCY,
            Permission.JOB_CANCEL: Reach.AGENCY,
            Permission.SEARCH: Reach.UNIT,
        },
    ),
    Role("partner", _("Mitra"), {Permission.CATALOGUE_READ: Reach.PARTNER, Permission.PARTNER_READ: Reach.PARTNER}),
    Role("evaluator", _("Evaluator"), {**_READ_ALL, Permission.INTERVIEW_READ: Reach.AGENCY}),
    Role(
        "head_of_agency",
        _("Kepala badan"),
        {
            **_READ_ALL,
            Permission.AKPK_VERIFY: Reach.AGENCY,
            Permission.PLAN_APPROVE: Reach.AGENCY,
            Permission.PLAN_VERIFY: Reach.AGENCY,
            Permission.OWN_DECISION_READ: Reach.AGENCY,
            Permission.OBJECTION_ANSWER: Reach.AGENCY,
        },
    ),
    Role(
        "pyb",
        _("Pejabat yang Berwenang (PyB)"),
        {
            **_READ_ALL,
            Permission.AKPK_VALIDATE: Reach.AGENCY,
            Permission.PLAN_APPROVE: Reach.AGENCY,
            Permission.PLAN_VALIDATE: Reach.AGENCY,
            Permission.OBJECTION_ANSWER: Reach.AGENCY,
        },
    ),
    Role(
        "ppk",
        _("Pejabat Pembina Kepegawaian (PPK)"),
        {
            **_READ_ALL,
            Permission.AKPK_ENACT: Reach.AGENCY,
            Permission.PLAN_APPROVE: Reach.AGENCY,
            Permission.PLAN_ENACT: Reach.AGENCY,
        },
    ),
    Role(
        "auditor",
        _("Auditor"),
        {**_READ_ALL, Permission.AUDIT_READ: Reach.AGENCY, Permission.OWN_DECISION_READ: Reach.AGENCY},
    ),
    Role(
        "admin",
        _("Admin sistem"),
        {
            Permission.AGENCY_SETUP: Reach.AGENCY,
            Permission.RULES_EDIT: Reach.AGENCY,
            Permission.GRANT_GIVE: Reach.AGENCY,
            Permission.ACTIVATION_ISSUE: Reach.AGENCY,
            Permission.SAMPLE_LOAD: Reach.AGENCY,
            Permission.SAMPLE_REMOVE: Reach.AGENCY,
            Permission.PERSONAL_ERASE: Reach.AGENCY,
            Permission.AUDIT_READ: Reach.AGENCY,
            Permission.SYSTEM_HEALTH: Reach.AGENCY,
            Permission.PEOPLE_READ: Reach.AGENCY,
            Permission.UNIT_EDIT: Reach.AGENCY,
            Permission.SUPERIOR_CORRECT: Reach.AGENCY,
            Permission.PEOPLE_IMPORT: Reach.AGENCY,
            Permission.IMPORT_RUN: Reach.AGENCY,
            Permission.JOB_CANCEL: Reach.AGENCY,
            Permission.NOTICE_SEND: Reach.AGENCY,
            Permission.SEARCH: Reach.AGENCY,
        },
    ),
    # The worker acting for nobody in particular: results of jobs, seals, digests. No person can be granted this row.
    Role(
        "system",
        _("Asah"),
        dict.fromkeys(
            (
                Permission.AGENCY_FOUND,
                Permission.PLAN_KEEP,
                Permission.GAP_REFRESH,
                Permission.NEED_REFRESH,
                Permission.JP_REFRESH,
                Permission.SURVEY_EDIT,
                Permission.JOB_RUN,
                Permission.NOTICE_SEND,
                Permission.DOCUMENT_ISSUE,
                Permission.PLAN_READ,
            ),
            Reach.AGENCY,
        ),
    ),
)

GRANTABLE = tuple(code for code in ROLES if code not in {"system"})
