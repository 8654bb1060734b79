"""Writes docs/reference/components.md from the code of the kit; a test compares the two.

python -m tools.components_doc > docs/reference/components.md
"""

import inspect
from collections.abc import Iterable
from typing import Any

HEAD = """# Components

Made from the code by `python -m tools.components_doc`; do not edit by hand. Every component stands on the page `/gaya/`
in each of its states, light and dark side by side.

A page extends `shell/page.html` (a desk or stage) or `pages/base.html` (no shell), opens with a sentence, then one
primary button, then the picture, then the table. Tags and filters need no `{% load %}`.

Blocks of `pages/base.html`: `title`, `head`, `scripts`, `top`, `cycle`, `page_class`, `content`, `foot`, `foot_links`,
`bottom_bar`, `dialogs`. Blocks of `pages/print.html`: `paper_tools`, `letterhead`, `paper`.
"""


def document() -> str:
    """The whole page as Markdown."""
    return "\n".join(
        [
            HEAD,
            *_section("Template tags", "A tag that holds markup ends with `{% end… %}`.", _tags()),
            *_section("Filters", "Each shows – for None.", _filters()),
            *_section("Rows for tags", "Frozen dataclasses of `asah.foundation.pages.components`.", _rows()),
            *_section("Tables", "`asah.foundation.pages.tables`.", _tables()),
            *_section("Fields", "`asah.foundation.pages.fields`; forms derive from `forms.AsahForm`.", _fields()),
            *_section("Answers and errors", "`responses`, `toasts`, `errors`, `middleware`, `public`.", _answers()),
            *_section("Pictures", "`asah_basics.charts`; draw them with `{% figure chart %}`.", _charts()),
            *_section("Behaviours", "Data attributes that `asah.js` listens to.", _behaviours()),
        ]
    )


def _section(title: str, note: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = [f"- `{name}`: {text}" for name, text in rows]
    return [f"## {title}", "", note, "", *lines, ""]


def _first(thing: Any) -> str:
    text = inspect.getdoc(thing) or ""
    return " ".join(text.split("\n\n")[0].split())


def _call(name: str, function: Any, *, drop: tuple[str, ...] = ()) -> str:
    signature = inspect.signature(function)
    kept = [_plain(value) for key, value in signature.parameters.items() if key not in drop]
    return f"{name}{signature.replace(parameters=kept, return_annotation=inspect.Signature.empty)}"


class _Made:
    """Stands for a default that is made anew each time and has no lasting text."""

    def __repr__(self) -> str:
        return "…"


def _plain(parameter: inspect.Parameter) -> inspect.Parameter:
    is_made = callable(parameter.default) or type(parameter.default).__module__ == "dataclasses"
    has_default = parameter.default is not inspect.Parameter.empty
    default = _Made() if has_default and is_made else parameter.default
    return parameter.replace(annotation=inspect.Parameter.empty, default=default)


def _tags() -> list[tuple[str, str]]:
    from asah.foundation.pages.templatetags import asah

    names = sorted(set(asah.register.tags))
    functions = [(name, getattr(asah, name)) for name in names]
    return [(_call(name, function, drop=("context", "content")), _first(function)) for name, function in functions]


def _filters() -> list[tuple[str, str]]:
    from asah.foundation.pages.templatetags import asah

    return [(name, _first(function)) for name, function in sorted(asah.register.filters.items())]


def _rows() -> list[tuple[str, str]]:
    from asah.foundation.pages import components

    return _public(components)


def _tables() -> list[tuple[str, str]]:
    from asah.foundation.pages import tables

    return _public(tables)


def _fields() -> list[tuple[str, str]]:
    from asah.foundation.pages import fields

    return [row for row in _public(fields) if "Field(" in row[0]]


def _answers() -> list[tuple[str, str]]:
    from asah.foundation.pages import errors, middleware, public, responses, toasts

    return [row for module in (responses, toasts, errors, middleware, public) for row in _public(module)]


def _charts() -> list[tuple[str, str]]:
    from asah_basics import charts

    found = [(name, getattr(charts, name)) for name in charts.__all__ if name != "Cell"]
    return [(_call(name, thing), _first(thing)) for name, thing in found]


def _behaviours() -> list[tuple[str, str]]:
    from asah.foundation.pages.behaviours import BEHAVIOURS

    return sorted(BEHAVIOURS.items())


def _public(module: Any) -> list[tuple[str, str]]:
    """Classes and functions of a module that others use, in the order of the file."""
    own = [
        (name, thing)
        for name, thing in vars(module).items()
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__ and callable(thing)
    ]
    return [(_call(name, thing), _first(thing)) for name, thing in own]


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asah.config.settings")
    django.setup()
    print(document(), end="")
