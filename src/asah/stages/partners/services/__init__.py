"""Deeds of the stage partners."""

from asah.stages.partners.services.agreements import (
    AgreementInput,
    AgreementRefused,
    end_agreement,
    remind_ending,
    sign_agreement,
)
from asah.stages.partners.services.instructors import (
    InstructorInput,
    InstructorRefused,
    add_instructor,
    archive_instructor,
    edit_instructor,
)
from asah.stages.partners.services.partners import (
    PartnerChangedMeanwhile,
    PartnerExists,
    PartnerInput,
    add_partner,
    archive_partner,
    edit_partner,
    refresh_search,
)

__all__ = [
    "AgreementInput",
    "AgreementRefused",
    "InstructorInput",
    "InstructorRefused",
    "PartnerChangedMeanwhile",
    "PartnerExists",
    "PartnerInput",
    "add_instructor",
    "add_partner",
    "archive_instructor",
    "archive_partner",
    "edit_instructor",
    "edit_partner",
    "end_agreement",
    "refresh_search",
    "remind_ending",
    "sign_agreement",
]
