"""Questions about partners, agreements and instructors."""

from asah.stages.partners.queries.agreements import (
    AgreementRow,
    RemindRow,
    agreement_by_uid,
    agreements_of,
    due_reminders,
    require_agreement,
    without_agreement,
)
from asah.stages.partners.queries.pages import PartnerCard, PartnerPage, carrying, partner_page, partners_page
from asah.stages.partners.queries.partners import (
    InstructorRow,
    PartnerRow,
    instructor_by_uid,
    instructors_of,
    partner_by_uid,
    partner_rows,
    partners_by_code,
    partners_by_id,
)
from asah.stages.partners.rules import NoAgreement

__all__ = [
    "AgreementRow",
    "InstructorRow",
    "NoAgreement",
    "PartnerCard",
    "PartnerPage",
    "PartnerRow",
    "RemindRow",
    "agreement_by_uid",
    "agreements_of",
    "carrying",
    "due_reminders",
    "instructor_by_uid",
    "instructors_of",
    "partner_by_uid",
    "partner_page",
    "partner_rows",
    "partners_by_code",
    "partners_by_id",
    "partners_page",
    "require_agreement",
    "without_agreement",
]
