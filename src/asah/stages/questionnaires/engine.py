"""The plug to the evaluator: themes of open answers. Loaded when asked, because the library brings numpy along."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class FoundTheme:
    """words: most typical first; share: of the answers with words; quotes: with personal data masked."""

    words: tuple[str, ...]
    count: int
    share: float
    quotes: tuple[str, ...]
    of_answers: int


def themes_of(texts: Sequence[str], least: int) -> tuple[FoundTheme, ...]:
    """Group open answers; no theme of fewer than `least` of them is shown.

    Empty when the answers are too few, or share too few words, to be grouped.
    """
    from asah_evaluator.text.themes import find_themes

    if len(texts) < least:
        return ()
    try:
        found = find_themes(texts, minimum=least)
    except ValueError:
        return ()  # the library says so when words do not suffice; a survey without themes is no fault
    return tuple(
        FoundTheme(one.words, one.count, one.share, tuple(quote.text for quote in one.quotes), found.used)
        for one in found.themes
    )
