"""What is true of questionnaires by definition: questions, answers, the way through, what is worth asking, scores."""

from asah.stages.questionnaires.rules.adaptive import ENOUGH, Turn, turn
from asah.stages.questionnaires.rules.flow import Given, Step, is_asked, key_of, next_step
from asah.stages.questionnaires.rules.mirror import Mirror, mirror_of
from asah.stages.questionnaires.rules.questions import (
    KINDS,
    MOST_QUESTIONS,
    OWN_COMPETENCIES,
    BadAnswer,
    Content,
    Option,
    Question,
    clean_value,
    faults_of,
    read_content,
    write_content,
)
from asah.stages.questionnaires.rules.scoring import LevelEvidence, evidence_of
from asah.stages.questionnaires.rules.surveys import (
    CROWD,
    REMINDS_AFTER,
    WITHDRAWN_WITHIN,
    date_faults,
    why_not_now,
)

__all__ = [
    "CROWD",
    "ENOUGH",
    "KINDS",
    "MOST_QUESTIONS",
    "OWN_COMPETENCIES",
    "REMINDS_AFTER",
    "WITHDRAWN_WITHIN",
    "BadAnswer",
    "Content",
    "Given",
    "LevelEvidence",
    "Mirror",
    "Option",
    "Question",
    "Step",
    "Turn",
    "clean_value",
    "date_faults",
    "evidence_of",
    "faults_of",
    "is_asked",
    "key_of",
    "mirror_of",
    "next_step",
    "read_content",
    "turn",
    "why_not_now",
    "write_content",
]
