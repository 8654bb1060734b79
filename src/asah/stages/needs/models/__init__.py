"""Tables of need: what was computed, what was said, what was proposed, and what the agency enacted."""

from asah.stages.needs.models.computed import Need, NeedCell
from asah.stages.needs.models.proposals import Proposal, ProposalAnswer, ProposalDecision
from asah.stages.needs.models.reports import NeedsReport, ReportStep
from asah.stages.needs.models.sources import Interview, InterviewNote, NeedSignal, ServiceWeight, StudyAssignment

__all__ = [
    "Interview",
    "InterviewNote",
    "Need",
    "NeedCell",
    "NeedSignal",
    "NeedsReport",
    "Proposal",
    "ProposalAnswer",
    "ProposalDecision",
    "ReportStep",
    "ServiceWeight",
    "StudyAssignment",
]
