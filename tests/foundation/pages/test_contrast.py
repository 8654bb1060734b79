"""Contrast of the colour tokens, measured on the stylesheet itself (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from asah.foundation.pages.bundles import whole

CSS = whole("asah/asah.css")


def tokens(start: str) -> dict[str, str]:
    """The colours of one theme, by token name, as six hexadecimal digits."""
    block = CSS[CSS.index(start) :]
    block = block[: block.index("}")]
    found = re.findall(r"--([\w-]+):#([0-9A-Fa-f]{3,6})[;}]?", block + ";")
    return {name: value if len(value) == 6 else "".join(letter * 2 for letter in value) for name, value in found}


THEMES = {"light": tokens(":root,[data-theme=light]{"), "dark": tokens("[data-theme=dark]{")}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "link") for ground in ("bg", "surface")),
    ("ink-2", "surface-2"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("primary", "surface"),
    *((tone, f"{tone}-subtle") for tone in ("ok", "warn", "err", "info", "neutral")),
    ("ink", "primary-subtle"),
    ("ink", "warn-subtle"),
    *(("g-lo", f"g{step}") for step in range(4)),
    *(("g-hi", f"g{step}") for step in (4, 5)),
]
SHAPES = [
    *((colour, "surface") for colour in ("c1", "c2", "c3", "c4", "stroke-input", "focus")),
    ("focus", "bg"),
    ("stroke-input", "bg"),
]


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(theme: str, shape: str, ground: str) -> None:
    assert contrast(THEMES[theme][shape], THEMES[theme][ground]) >= 3


def test_the_measure_is_right() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)
