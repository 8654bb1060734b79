"""Writes docs/reference/personal-data.md from the marks of the models; a test compares the two.

python -m tools.personal_data > docs/reference/personal-data.md
"""

from typing import Any

from django.apps import apps

HEAD = """# Personal data

Made from the code by `python -m tools.personal_data`; do not edit by hand. Every field of every table stands here in
exactly one column, so that whoever adds a field decides, and whoever reviews it sees, whether it tells something about
a person (UU 27/2022). The mark itself is the set `personal` of the model.

*Personal*: tells something about a person. *Names a person*: a number that leads to a person, an account or a
membership and says nothing without that table. *Other*: the rest; `id` and `agency` are left out.
"""
LEADS_TO_PERSON = {
    "person", "superior", "assessor", "account", "membership", "requester", "last_editor", "decider", "by", "filer",
    "answerer",
}  # fmt: skip
"""Names of fields that hold the id of a person, an account or a membership."""


def our_models() -> list[Any]:
    """Every concrete model that Asah defines, by label."""
    found = [model for model in apps.get_models() if model.__module__.startswith("asah.")]
    return sorted(found, key=lambda model: model._meta.label)


def marks(model: Any) -> tuple[list[str], list[str], list[str]]:
    """Names of a model's fields: personal, naming a person, other."""
    names = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "agency")]
    own = [name for name in names if name in model.personal]
    rest = [name for name in names if name not in model.personal]
    naming = [name for name in rest if name in LEADS_TO_PERSON or name.endswith("_by")]
    return own, naming, [name for name in rest if name not in naming]


def document() -> str:
    """The whole page as Markdown."""
    rows = ["| Table | Personal | Names a person | Other |", "|---|---|---|---|"]
    for model in our_models():
        cells = [" ".join(f"`{name}`" for name in column) or "–" for column in marks(model)]
        rows.append(f"| {model._meta.label} | {' | '.join(cells)} |")
    return "\n".join([HEAD, *rows]) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asah.config.settings")
    django.setup()
    print(document(), end="")
