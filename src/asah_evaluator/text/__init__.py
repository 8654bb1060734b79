"""What comments say: words, themes with quotes, and mood, for Indonesian.

Everything is deterministic: the same comments give the same themes, quotes and scores. Themes carry no name; a person
reads the quotes and names them.
"""

from asah_evaluator.text.mood import Mood, mood_of, moods_of
from asah_evaluator.text.themes import Quote, Theme, Themes, find_themes
from asah_evaluator.text.words import mask_personal, stem, tokens

__all__ = [
    "Mood",
    "Quote",
    "Theme",
    "Themes",
    "find_themes",
    "mask_personal",
    "mood_of",
    "moods_of",
    "stem",
    "tokens",
]
