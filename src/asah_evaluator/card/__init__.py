"""The evidence card: one page that says what was found, how sure we are, and what could make us wrong.

Made from the JSON answer of any verb that judges (``did``, ``compare``, ``lottery``, ``run``), so that a card can be
drawn again years later from the kept answer alone.
"""

from asah_evaluator.card.card import Card, evidence_card
from asah_evaluator.card.html import card_html
from asah_evaluator.card.svg import card_svg

__all__ = ["Card", "card_html", "card_svg", "evidence_card"]
