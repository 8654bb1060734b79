"""What people said in a survey, and how far it can be trusted.

``reports`` means, shares, response, recommendation score; ``nonresponse`` weights for who did not answer; ``ikm`` the
public satisfaction index by the regulation; ``interviews`` saturation; ``sample`` how many to ask.
"""

from asah_evaluator.survey.ikm import IkmClass, IkmResult, IkmTable, ikm_from_answers, ikm_from_means
from asah_evaluator.survey.interviews import Saturation, saturation
from asah_evaluator.survey.nonresponse import Beside, Weights, inverse_probability, rake, weighted_beside
from asah_evaluator.survey.reports import Share, SurveyMean, mean_of, recommendation, response_rate, share_of
from asah_evaluator.survey.sample import krejcie_morgan, sample_for_mean, sample_for_share

__all__ = [
    "Beside",
    "IkmClass",
    "IkmResult",
    "IkmTable",
    "Saturation",
    "Share",
    "SurveyMean",
    "Weights",
    "ikm_from_answers",
    "ikm_from_means",
    "inverse_probability",
    "krejcie_morgan",
    "mean_of",
    "rake",
    "recommendation",
    "response_rate",
    "sample_for_mean",
    "sample_for_share",
    "saturation",
    "share_of",
    "weighted_beside",
]
