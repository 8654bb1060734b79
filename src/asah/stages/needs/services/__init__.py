"""Deeds of need: computing, importance of service, proposals, interviews, signals, study, the AKPK."""

from asah.stages.needs.services.computing import refresh_needs
from asah.stages.needs.services.filing import file_report, request_file
from asah.stages.needs.services.importance import BadWeight, adopt_sample_weights, set_service_weight
from asah.stages.needs.services.interviews import (
    InterviewChanged,
    InterviewRefused,
    code_quote,
    drop_quote,
    finish_interview,
    open_interview,
    save_interview,
)
from asah.stages.needs.services.proposals import (
    Answered,
    Letter,
    ProposalRefused,
    answer_proposals,
    decide_proposal,
    propose,
    send_again,
    withdraw,
)
from asah.stages.needs.services.reports import (
    ReportRefused,
    compile_report,
    enact_report,
    return_at_enactment,
    return_at_validation,
    return_at_verification,
    validate_report,
    verify_report,
)
from asah.stages.needs.services.signals import BadSignal, record_signal
from asah.stages.needs.services.studying import StudyInput, StudyRefused, end_study, record_study

__all__ = [
    "Answered",
    "BadSignal",
    "BadWeight",
    "InterviewChanged",
    "InterviewRefused",
    "Letter",
    "ProposalRefused",
    "ReportRefused",
    "StudyInput",
    "StudyRefused",
    "adopt_sample_weights",
    "answer_proposals",
    "code_quote",
    "compile_report",
    "decide_proposal",
    "drop_quote",
    "enact_report",
    "end_study",
    "file_report",
    "finish_interview",
    "open_interview",
    "propose",
    "record_signal",
    "record_study",
    "refresh_needs",
    "request_file",
    "return_at_enactment",
    "return_at_validation",
    "return_at_verification",
    "save_interview",
    "send_again",
    "set_service_weight",
    "validate_report",
    "verify_report",
    "withdraw",
]
