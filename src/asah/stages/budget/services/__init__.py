"""Deeds of the stage budget: funds and prices, revisions, commitments and realisation."""

from asah.stages.budget.services.funds import (
    ChangedMeanwhile,
    FundExists,
    FundInput,
    FundRefused,
    adopt_sample_standards,
    change_fund,
    open_fund,
    set_standard,
)
from asah.stages.budget.services.revising import Revision, revise_fund
from asah.stages.budget.services.spending import OverCeiling, Spending, commit, realise, record_spending

__all__ = [
    "ChangedMeanwhile",
    "FundExists",
    "FundInput",
    "FundRefused",
    "OverCeiling",
    "Revision",
    "Spending",
    "adopt_sample_standards",
    "change_fund",
    "commit",
    "open_fund",
    "realise",
    "record_spending",
    "revise_fund",
    "set_standard",
]
