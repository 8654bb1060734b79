"""Themes of comments: weighted words, non-negative factors, quotes.

Sources: TF-IDF weighting (Salton and Buckley 1988); non-negative matrix factorisation (Lee and Seung 1999) by
hierarchical alternating least squares (Cichocki and Phan 2009) from the deterministic start of Boutsidis and
Gallopoulos (2008). There is no random number that the caller does not fix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from asah_evaluator.answers import FloatArray
from asah_evaluator.privacy import INSIDE_OFFICE
from asah_evaluator.text.words import STOP_WORDS, mask_personal, stem, tokens

MOST_WORDS = 1500
"""Vocabulary kept: the words in most comments."""
COMMON = 0.5
"""A word in more than this share of comments separates nothing."""
LEAST_SHARE = 0.35
"""Share of a comment's weight a theme needs to claim it."""
QUOTES = (3, 5)
"""Least and most quotes of a theme."""
LONGEST_QUOTE = 220
CANDIDATES = 300
"""Most typical comments of a theme from which quotes are taken."""


@dataclass(frozen=True)
class Quote:
    """A comment with personal data masked; ``row`` its place in the input, from 1; ``weight`` how typical (0-1)."""

    row: int
    text: str
    weight: float


@dataclass(frozen=True)
class Theme:
    """A theme without a name: its ``words`` (most typical first, as written most often), ``count`` of comments that
    belong to it, ``share`` of all comments with words, and ``quotes``."""

    words: tuple[str, ...]
    count: int
    share: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Themes:
    """All themes, largest first. ``theme_of`` (comments,) place of the theme of each comment or -1; ``used`` comments
    with at least one word of the vocabulary; ``rest`` of them without a clear or showable theme."""

    themes: tuple[Theme, ...]
    theme_of: tuple[int, ...]
    comments: int
    used: int
    rest: int
    warnings: tuple[str, ...]


def find_themes(
    comments: Sequence[str | None],
    *,
    themes: int | None = None,
    minimum: int = INSIDE_OFFICE,
    seed: int = 20_270_101,
    rounds: int = 80,
) -> Themes:
    """Group comments into themes.

    Parameters: ``comments`` (n,), empty ones are skipped; ``themes`` how many to look for, from 2 to 12 by the number
    of comments when ``None``; ``minimum`` comments under which a theme is not shown; ``seed`` of the start vector;
    ``rounds`` of the factorisation.
    Raises ``ValueError`` naming rows that are not text, and when fewer than ``minimum`` comments hold words.
    """
    written = _texts(comments)
    roots, faces = _roots(written)
    vocabulary = _vocabulary(roots)
    used = [place for place, words in enumerate(roots) if any(word in vocabulary for word in words)]
    if len(used) < minimum:
        raise ValueError(f"{len(used)} comments share words; at least {minimum} are needed before themes are shown")
    matrix = _weights([roots[place] for place in used], vocabulary)
    wanted = themes if themes is not None else int(np.clip(round((len(used) / 12) ** 0.5), 2, 8))
    if not 2 <= wanted <= 12:
        raise ValueError(f"look for 2 to 12 themes, not {wanted}")
    wanted = min(wanted, min(matrix.shape) - 1)
    if wanted < 2:
        raise ValueError("the comments use too few different words for themes")
    left, right = factorise(matrix, wanted, seed=seed, rounds=rounds)
    share, owner = _owners(left, right)
    return _assemble(written, used, share, owner, right, vocabulary, faces, minimum)


def factorise(matrix: Any, themes: int, *, seed: int, rounds: int) -> tuple[FloatArray, FloatArray]:
    """Non-negative factors of a sparse matrix (n, v): left (n, themes) and right (themes, v), least squares."""
    left, right = _start(matrix, themes, seed)
    for _ in range(rounds):
        left = _sweep(left, matrix @ right.T, right @ right.T)
        right = _sweep(right.T, matrix.T @ left, left.T @ left).T
    return left, right


def _sweep(factor: FloatArray, target: FloatArray, gram: FloatArray) -> FloatArray:
    """One pass of hierarchical alternating least squares over the columns of ``factor`` (rows, themes)."""
    for j in range(factor.shape[1]):
        if gram[j, j] > 0:
            step = (target[:, j] - factor @ gram[:, j]) / gram[j, j]
            factor[:, j] = np.maximum(factor[:, j] + step, 0.0)
    return factor


def _start(matrix: Any, themes: int, seed: int) -> tuple[FloatArray, FloatArray]:
    """Deterministic start from the signs of singular vectors (NNDSVD), zeros lifted to the mean."""
    first = np.random.default_rng(seed).random(min(matrix.shape))
    u, s, vt = svds(matrix, k=themes, v0=first)
    order = np.argsort(-s, kind="stable")
    u, s, vt = u[:, order], s[order], vt[order]
    left, right = np.zeros_like(u), np.zeros_like(vt)
    for j in range(themes):
        plus = np.maximum(u[:, j], 0), np.maximum(vt[j], 0)
        minus = np.maximum(-u[:, j], 0), np.maximum(-vt[j], 0)
        side = max(plus, minus, key=lambda pair: float(np.linalg.norm(pair[0]) * np.linalg.norm(pair[1])))
        norms = np.linalg.norm(side[0]), np.linalg.norm(side[1])
        scale = np.sqrt(s[j] * norms[0] * norms[1])
        left[:, j], right[j] = scale * side[0] / norms[0], scale * side[1] / norms[1]
    lift = float(matrix.mean()) / 100
    return np.where(left > 0, left, lift), np.where(right > 0, right, lift)


def _texts(comments: Sequence[str | None]) -> list[str]:
    """Comments as text, empty for none; refuses anything else, naming rows."""
    written: list[str] = []
    wrong: list[str] = []
    for place, comment in enumerate(comments):
        if comment is None or (isinstance(comment, float) and np.isnan(comment)):
            written.append("")
        elif isinstance(comment, str):
            written.append(comment)
        else:
            wrong.append(str(place + 1))
            written.append("")
    if wrong:
        raise ValueError(f"row {', '.join(wrong[:8])}: a comment must be text")
    return written


def _roots(written: Sequence[str]) -> tuple[list[list[str]], dict[str, str]]:
    """Roots of the words of each comment, and how each root is written most often."""
    faces: dict[str, Counter[str]] = {}
    roots: list[list[str]] = []
    for comment in written:
        words = [word for word in tokens(comment) if len(word) > 2 and word not in STOP_WORDS]
        pairs = [(stem(word), word) for word in words]
        kept = [(root, word) for root, word in pairs if len(root) > 2 and root not in STOP_WORDS]
        roots.append([root for root, _ in kept])
        for root, word in kept:
            faces.setdefault(root, Counter())[word] += 1
    common = {
        root: min(seen.items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0] for root, seen in faces.items()
    }
    return roots, common


def _vocabulary(roots: list[list[str]]) -> dict[str, int]:
    """Kept roots and their column: in at least two comments, not in most of them."""
    holding = Counter(root for words in roots for root in set(words))
    filled = sum(1 for words in roots if words)
    least = 2 if filled < 500 else 3
    most = max(COMMON * filled, least)
    kept = [(root, count) for root, count in holding.items() if least <= count <= most]
    kept.sort(key=lambda item: (-item[1], item[0]))
    return {root: column for column, root in enumerate(sorted(root for root, _ in kept[:MOST_WORDS]))}


def _weights(roots: list[list[str]], vocabulary: dict[str, int]) -> Any:
    """TF-IDF weights (comments, words), rows of length 1."""
    rows, columns, counts = [], [], []
    for row, words in enumerate(roots):
        for root, count in sorted(Counter(word for word in words if word in vocabulary).items()):
            rows.append(row)
            columns.append(vocabulary[root])
            counts.append(1.0 + np.log(count))
    shape = (len(roots), len(vocabulary))
    matrix = sparse.csr_matrix((counts, (rows, columns)), shape=shape)
    holding = np.bincount(columns, minlength=shape[1])
    matrix = matrix @ sparse.diags(np.log((1 + shape[0]) / (1 + holding)) + 1)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags(1 / lengths) @ matrix).tocsr()


def _owners(left: FloatArray, right: FloatArray) -> tuple[FloatArray, Any]:
    """Share of each comment's weight on its best theme, and that theme (-1 when none is clear)."""
    weight = left * np.linalg.norm(right, axis=1)
    total = weight.sum(axis=1)
    best = np.argmax(weight, axis=1)
    share = np.where(total > 0, weight.max(axis=1) / np.where(total > 0, total, 1.0), 0.0)
    return share * np.minimum(weight.max(axis=1), 1.0), np.where(share >= LEAST_SHARE, best, -1)


def _assemble(
    written: list[str],
    used: list[int],
    typical: FloatArray,
    owner: Any,
    right: FloatArray,
    vocabulary: dict[str, int],
    faces: dict[str, str],
    minimum: int,
) -> Themes:
    """Themes that may be shown, largest first, with words and quotes."""
    sizes = np.bincount(owner[owner >= 0], minlength=len(right))
    order = [j for j in np.argsort(-sizes, kind="stable").tolist() if sizes[j] >= minimum]
    names = list(vocabulary)
    found = []
    for j in order:
        top = [names[column] for column in np.argsort(-right[j], kind="stable")[:6] if right[j, column] > 0]
        members = [place for place in range(len(used)) if owner[place] == j]
        quotes = _quotes(written, used, sorted(members, key=lambda place: (-typical[place], place)), typical)
        found.append(Theme(tuple(faces[root] for root in top), int(sizes[j]), float(sizes[j] / len(used)), quotes))
    place_of = {j: place for place, j in enumerate(order)}
    theme_of = [-1] * len(written)
    for place, comment in enumerate(used):
        theme_of[comment] = place_of.get(int(owner[place]), -1)
    rest = sum(1 for comment in used if theme_of[comment] < 0)
    hidden = int((sizes > 0).sum()) - len(order)
    warnings = (f"{hidden} themes with fewer than {minimum} comments are not shown",) if hidden else ()
    return Themes(tuple(found), tuple(theme_of), len(written), len(used), rest, warnings)


def _quotes(written: list[str], used: list[int], members: list[int], typical: FloatArray) -> tuple[Quote, ...]:
    """The most typical comments that differ from each other, personal data masked, cut at a word when long.

    A first pass wants whole sentences that share few words; later ones take what is left, never the same words twice.
    """
    found: list[Quote] = []
    taken: list[set[str]] = []
    for shortest, alike in ((20, 0.5), (20, 0.8), (1, 0.99)):
        for place in members[:CANDIDATES]:
            words = set(tokens(written[used[place]]))
            near = max((len(words & other) / len(words | other) for other in taken), default=0.0)
            if len(found) == QUOTES[1] or near > alike or len(written[used[place]]) < shortest:
                continue
            taken.append(words)
            text = _trim(mask_personal(" ".join(written[used[place]].split())))
            found.append(Quote(used[place] + 1, text, round(float(typical[place]), 4)))
        if len(found) >= QUOTES[0]:
            break
    return tuple(sorted(found, key=lambda quote: (-quote.weight, quote.row)))


def _trim(text: str) -> str:
    """Text of at most ``LONGEST_QUOTE`` characters, ending at a word."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + " …"
