"""The reference page says what the code says, and the list of behaviours is that of the script."""

import re
from pathlib import Path

from asah.foundation.pages.behaviours import BEHAVIOURS
from asah.foundation.pages.bundles import whole
from tools.components_doc import document

ROOT = Path(__file__).resolve().parents[3]


def test_the_reference_of_components_is_made_from_the_code() -> None:
    assert (ROOT / "docs/reference/components.md").read_text() == document()


def test_every_data_attribute_of_the_script_is_described() -> None:
    text = whole("asah/asah.js")
    asked = set(re.findall(r"\[(data-[a-z-]+)[\]=~^]", text))
    template = {f"data-{name}-choice" for name in ("theme", "size")}
    internal = {"data-sent"}
    assert (asked | template) - internal == set(BEHAVIOURS)
