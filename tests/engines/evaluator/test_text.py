"""Words, themes and mood of Indonesian comments."""

import subprocess
import sys
import time
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from asah_evaluator.text import find_themes, mask_personal, mood_of, moods_of, stem, tokens
from asah_evaluator.text.lexicon import POLARITY
from asah_evaluator.text.themes import factorise
from tests.engines.evaluator.comments import made_up


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("memberikan", "beri"),
        ("ruangannya", "ruang"),
        ("membosankan", "bosan"),
        ("penyelenggaraan", "selenggara"),
        ("materinya", "materi"),
        ("pengajar", "pengajar"),
        ("narasumbernya", "pengajar"),
        ("belajar", "ajar"),
    ],
)
def test_roots(word: str, root: str) -> None:
    assert stem(word) == root


def test_tokens_undo_everyday_spelling_and_repetition() -> None:
    assert tokens("Wifi gak stabil, putus-putus!") == ["internet", "tidak", "stabil", ".", "putus", "."]
    assert tokens("teman-teman yg bgs") == ["teman", "yang", "bgs"]
    assert "kasih" not in tokens("Terima kasih")


@pytest.mark.parametrize(
    ("comment", "label"),
    [
        ("Materi bagus", "positif"),
        ("Materi tidak bagus", "negatif"),
        ("materi kurang jelas", "negatif"),
        ("belum puas dengan praktiknya", "negatif"),
        ("tidak sulit dipahami", "positif"),
        ("tidak ada kendala", "positif"),
        ("sulit dipahami", "negatif"),
        ("gak jelas bgt", "negatif"),
        ("waktunya kurang", "negatif"),
        ("pengajar terlalu cepat", "negatif"),
        ("aplikasi tidak bisa dibuka", "negatif"),
        ("pengajar tidak membosankan", "positif"),
        ("bukan main bagusnya", "positif"),
        ("Pengajar sangat baik tetapi ruangan panas", "campuran"),
        ("Semoga ke depan lebih baik lagi", "netral"),
        ("Pelatihan diadakan di Sorong", "netral"),
        ("", "netral"),
    ],
)
def test_mood_with_negation(comment: str, label: str) -> None:
    assert mood_of(comment).label == label


@pytest.mark.parametrize("word", ["bagus", "jelas", "puas", "bermanfaat", "ramah", "nyaman"])
@pytest.mark.parametrize("turner", ["tidak", "kurang", "belum"])
def test_every_negation_turns_praise(word: str, turner: str) -> None:
    assert mood_of(f"pelatihan ini {word}").score > 0.2
    assert mood_of(f"pelatihan ini {turner} {word}").score < -0.2
    assert mood_of(f"pelatihan ini {turner} begitu {word}").score < -0.2


def test_negation_stays_in_its_clause() -> None:
    assert mood_of("Tidak, materi bagus").score > 0
    assert mood_of("Tidak lama, pengajarnya ramah").score > 0


def test_strong_words_weigh_more() -> None:
    assert mood_of("sangat bagus").score > mood_of("bagus").score
    assert mood_of("panas sekali").score < mood_of("panas").score


def test_the_lexicon_is_consistent() -> None:
    assert all(-1 <= value <= 1 and value != 0 for value in POLARITY.values())
    opposite = [w for w, v in POLARITY.items() if POLARITY.get(stem(w), v) * v < 0 and w != stem(w)]
    assert opposite == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_a_mood(comment: str) -> None:
    assert -1 <= mood_of(comment).score <= 1


def test_personal_data_are_masked() -> None:
    masked = mask_personal(
        "Hubungi Pak Budi Raharjo 0812-3456-7890, NIP 19850412 201001 1 907, budi@contoh.go.id, kelas 12"
    )
    assert masked == "Hubungi Pak [nama] [nomor], NIP [nomor], [surel], kelas 12"


def test_themes_find_the_subjects() -> None:
    comments, subjects = made_up(400)
    found = find_themes(comments, themes=6)
    right = 0
    for place in range(len(found.themes)):
        counts = Counter(s for s, theme in zip(subjects, found.theme_of, strict=True) if theme == place)
        right += counts.most_common(1)[0][1]
    assert right / 400 > 0.85
    for theme in found.themes:
        assert 3 <= len(theme.quotes) <= 5
        assert theme.count >= 5
        for quote in theme.quotes:
            assert "0812" not in quote.text
            assert "Raharjo" not in quote.text
            assert found.theme_of[quote.row - 1] == found.themes.index(theme)
    assert sum(theme.count for theme in found.themes) + found.rest == found.used


def test_quotes_of_a_theme_differ() -> None:
    for theme in find_themes(made_up(300)[0]).themes:
        words = [frozenset(tokens(quote.text)) for quote in theme.quotes]
        assert len(set(words)) == len(words)


def test_the_same_comments_give_the_same_answer_in_another_process() -> None:
    code = (
        "from tests.engines.evaluator.comments import made_up\n"
        "from asah_evaluator.text import find_themes, moods_of\n"
        "import hashlib\n"
        "c = made_up(200)[0]\n"
        "print(hashlib.sha256(repr((find_themes(c), moods_of(c))).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": salt},
        ).stdout
        for salt in ("1", "2")
    }
    assert len(seen) == 1


def test_five_thousand_comments_take_under_two_seconds() -> None:
    comments = made_up(5000)[0]
    began = time.process_time()
    themes, moods = find_themes(comments), moods_of(comments)
    assert time.process_time() - began < 2.0
    assert len(moods) == len(themes.theme_of) == 5000


def test_small_themes_are_not_shown() -> None:
    comments = made_up(60)[0] + ["Parkir motor jauh dari gedung utama", "Parkir motor jauh sekali"]
    found = find_themes(comments, themes=6, minimum=5)
    assert all(theme.count >= 5 for theme in found.themes)
    with pytest.raises(ValueError, match="at least 5"):
        find_themes(["Materi bagus", "Materi baik", None, ""])


def test_factors_are_as_good_as_those_of_scikit_learn() -> None:
    from sklearn import decomposition

    rng = np.random.default_rng(1)
    matrix = sparse.csr_matrix(rng.random((60, 4)) @ rng.random((4, 40)) * (rng.random((60, 40)) < 0.4))
    left, right = factorise(matrix, 4, seed=1, rounds=80)
    ours = np.linalg.norm(matrix.toarray() - left @ right)
    referee = decomposition.NMF(4, init="nndsvd", max_iter=500, random_state=1).fit(matrix)
    assert ours <= referee.reconstruction_err_ * 1.02
    assert left.min() >= 0
    assert right.min() >= 0


def test_what_is_not_text_is_named() -> None:
    mixed: list[Any] = ["baik", 5, "baik", 3.2]
    with pytest.raises(ValueError, match="row 2, 4: a comment must be text"):
        find_themes(mixed)
    with pytest.raises(ValueError, match="2 to 12 themes"):
        find_themes(made_up(50)[0], themes=1)
