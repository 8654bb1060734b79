"""Brings the English catalogue up to date with the screen texts of the source, and compiles it.

    python -m tools.catalogue

Texts are Indonesian in the source. New ones come into `src/asah/locale/en/LC_MESSAGES/django.po` with an empty
translation and are printed; write them there and run again. Needs gettext (msgattrib, msgfmt).
"""

import os
import re
import subprocess
from pathlib import Path
from typing import ClassVar

PRODUCT = Path(__file__).resolve().parents[1] / "src" / "asah"
CATALOGUE = PRODUCT / "locale" / "en" / "LC_MESSAGES" / "django.po"


def extract() -> None:
    """Collect the texts; without places and creation date, so that the file changes only when a text does."""
    import django
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asah.config.settings")
    django.setup()
    os.chdir(PRODUCT)

    class Exact(Command):
        """A text that resembles a known one is new all the same, not a guess to be dropped."""

        msgmerge_options: ClassVar[list[str]] = [*Command.msgmerge_options, "--no-fuzzy-matching"]

    call_command(Exact(), locale=["en"], no_location=True, no_wrap=True, verbosity=0)
    kept = [
        "msgattrib",
        "--no-obsolete",
        "--no-wrap",
        "--sort-output",
        "-o",
        str(CATALOGUE),
        str(CATALOGUE),
    ]
    subprocess.run(kept, check=True)
    text = CATALOGUE.read_text(encoding="utf-8")
    CATALOGUE.write_text(re.sub(r'"POT-Creation-Date:.*\n', "", text), encoding="utf-8")


def compile_catalogue() -> None:
    """Write the `.mo` beside it, which is committed because a fresh machine has no msgfmt."""
    target = str(CATALOGUE.with_suffix(".mo"))
    subprocess.run(["msgfmt", "--check-format", "--no-hash", "-o", target, str(CATALOGUE)], check=True)


def untranslated(text: str) -> list[str]:
    """The texts of a catalogue that have no translation."""
    blocks = text.split("\n\n")[1:]
    empty = [block for block in blocks if re.search(r'^msgstr(\[\d\])? ""$(?!\n")', block, re.MULTILINE)]
    return [" ".join(re.findall(r'"(.*)"', block.split("msgstr")[0])) for block in empty]


if __name__ == "__main__":
    extract()
    compile_catalogue()
    for line in untranslated(CATALOGUE.read_text(encoding="utf-8")):
        print(line)
