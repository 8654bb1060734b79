"""The evidence card: everything a reader needs, nothing beyond the grade, nothing fetched."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import pytest

from asah_evaluator.card import card_html, card_svg, evidence_card
from asah_evaluator.card.card import GATE_WORDS, SCALE
from asah_evaluator.grade import CEILINGS, GATES
from asah_evaluator.verdict import PHRASES

PASSED = {"gate": "treated", "passed": True, "value": 40.0, "limit": ">= 2 units"}
FAILED = {
    "gate": "placebo",
    "passed": False,
    "value": 3.1,
    "limit": "|t| <= 1.96",
    "missing": "uji plasebo gagal <t = 3,1>",
    "suffices": "undi kursi pada angkatan berikutnya",
}


def answer(**more: Any) -> dict[str, Any]:
    """A judged answer with event times."""
    times = [
        {"label": str(k), "estimate": e, "low": e - 0.2, "high": e + 0.2} for k, e in ((-2, 0.0), (-1, 0.1), (0, 0.9))
    ]
    return {
        "verdict": "Kemungkinan membantu",
        "sentence": "Efek pada skor: naik 0,9 (rentang 95%: 0,7–1,1), dibandingkan dengan unit lain; bukti tingkat B.",
        "grade": "B",
        "gates": [PASSED],
        "treated": 18,
        "controls": 21,
        "method": "callaway-santanna",
        "event_times": times,
        **more,
    }


class Tags(HTMLParser):
    """Collects what a page would fetch or run, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.reaching: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "iframe", "img") or any(key in ("src", "href", "style") for key, _ in attrs):
            self.reaching.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_html(page: str) -> Tags:
    """The page, parsed."""
    tags = Tags()
    tags.feed(page)
    return tags


def test_the_card_holds_everything_in_both_forms() -> None:
    card = evidence_card(answer(), question="Apakah berhasil?", source="Sumber: contoh.")
    page = read_html(card_html(card))
    assert page.reaching == []
    picture = ET.fromstring(card_svg(card))
    drawn = " ".join(text for text in picture.itertext())
    for words in (" ".join(page.words), drawn):
        for wanted in ("Apakah berhasil?", "Kemungkinan membantu", "rentang 95%", "Tingkat bukti B", "Sumber: contoh."):
            assert wanted in " ".join(words.split())
    assert len(card.pictures) == 1
    assert "18 peserta" in card.meta


def test_failed_gates_become_doubts_and_needs() -> None:
    card = evidence_card(answer(grade="D", gates=[PASSED, FAILED]), question="Apa?", source="S.")
    assert "Uji plasebo gagal <t = 3,1>." in card.doubts
    assert card.needed == ("Undi kursi pada angkatan berikutnya.",)
    page = card_html(card)
    assert "&lt;t = 3,1&gt;" in page
    assert "tidak lolos" in page
    assert card.pictures[0].title != "Naik sesudah pelatihan, tidak sebelumnya"


def test_only_a_frozen_design_is_called_locked() -> None:
    open_card = evidence_card(answer(), question="Apa?", source="S.")
    locked = evidence_card(answer(status="konfirmatori", design_digest="ab12"), question="Apa?", source="S.")
    assert not open_card.locked
    assert "eksploratif" in " ".join(open_card.doubts)
    assert locked.locked
    assert "ab12" in card_html(locked)
    assert "ab12" in card_svg(locked)
    assert "Rancangan dikunci" in card_html(locked)


def test_unknown_numbers_and_missing_pictures_are_left_out() -> None:
    bare = answer(event_times=[{"label": "0", "estimate": None, "low": None, "high": None}])
    card = evidence_card(bare, question="Apa?", source="S.")
    assert card.pictures == ()
    assert not re.search(r"\b(nan|inf)\b", card_svg(card).lower())


def test_an_answer_that_was_not_judged_has_no_card() -> None:
    with pytest.raises(ValueError, match="not judged: it has no verdict"):
        evidence_card({"grade": "B"}, question="Apa?", source="S.")


def test_the_card_knows_every_gate_grade_and_phrase() -> None:
    assert {gate.key for gate in GATES} <= set(GATE_WORDS)
    assert {phrase for phrase, _ in PHRASES} == set(SCALE)
    assert {ceiling.grade for ceiling in CEILINGS.values()} <= {"A", "B", "C", "D"}
