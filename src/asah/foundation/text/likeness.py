"""How alike two names are, for suggestions: trigrams as PostgreSQL's pg_trgm counts them, and office short forms."""

from collections.abc import Iterable

from asah.foundation.text.cells import squeezed


def trigrams(text: str) -> frozenset[str]:
    """Trigrams of each word, padded with two blanks before and one after."""
    return frozenset(
        padded[at : at + 3]
        for word in squeezed(text).split()
        for padded in [f"  {word} "]
        for at in range(len(word) + 1)
    )


def likeness(one: str, other: str) -> float:
    """Shared trigrams over all trigrams, 0 to 1."""
    left, right = trigrams(one), trigrams(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def short_form(name: str, letters: int = 3) -> str:
    """How offices shorten a name: the first letters of its words, "Dinas Kesehatan" -> "dinkes"."""
    return "".join(word[:letters] for word in squeezed(name).split() if word not in ("dan", "serta", "kota", "daerah"))


def closest(text: str, names: Iterable[tuple[str, str]], most: int = 3, least: float = 0.3) -> list[str]:
    """Names most like a text, best first. names: (name, its official short form or empty)."""
    scored = []
    for name, short in names:
        forms = (name, short, short_form(name), short_form(name, 4))
        score = max(likeness(text, form) for form in forms if form)
        if score >= least:
            scored.append((-score, name))
    return [name for _score, name in sorted(set(scored))[:most]]
