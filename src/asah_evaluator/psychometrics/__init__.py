"""Is a questionnaire or a test worth reading?

``reliability`` alpha and omega; ``items`` difficulty, discrimination, distractors, ceiling; ``irt`` the two-parameter
logistic model.
"""

from asah_evaluator.psychometrics.irt import ItemCurve, TwoParameterFit, fit_2pl
from asah_evaluator.psychometrics.items import Item, ItemAnalysis, Option, analyse_distractors, analyse_items
from asah_evaluator.psychometrics.reliability import Reliability, cronbach_alpha, mcdonald_omega, one_factor

__all__ = [
    "Item",
    "ItemAnalysis",
    "ItemCurve",
    "Option",
    "Reliability",
    "TwoParameterFit",
    "analyse_distractors",
    "analyse_items",
    "cronbach_alpha",
    "fit_2pl",
    "mcdonald_omega",
    "one_factor",
]
