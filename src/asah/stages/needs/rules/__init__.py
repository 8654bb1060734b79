"""What a need is, how it is weighed and told, and who may ask for whom: no database, no clock."""

from asah.stages.needs.rules.guide import QUESTIONS, answered
from asah.stages.needs.rules.proposing import BASES, FirstClass, first_class, fits, way_out
from asah.stages.needs.rules.steps import NEXT_STEP, STEP_WORDS, standing, step_after
from asah.stages.needs.rules.weights import PARTS, Parts, Weights, contradicts, misses, need_weight, points_of
from asah.stages.needs.rules.words import PART_WORDS, Sentence, contradiction_sentence, sentences

__all__ = [
    "BASES",
    "NEXT_STEP",
    "PARTS",
    "PART_WORDS",
    "QUESTIONS",
    "STEP_WORDS",
    "FirstClass",
    "Parts",
    "Sentence",
    "Weights",
    "answered",
    "contradiction_sentence",
    "contradicts",
    "first_class",
    "fits",
    "misses",
    "need_weight",
    "points_of",
    "sentences",
    "standing",
    "step_after",
    "way_out",
]
