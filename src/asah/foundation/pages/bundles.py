"""Stylesheet and script are written in parts and served as one file each.

There is no build step: the parts (static/asah/css, static/asah/js, in the order of their names) are joined when the
server starts, into the data folder, and found there by Django and WhiteNoise under the address of the whole.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

_PARTS = Path(__file__).parent / "static" / "asah"
BUNDLES = {"asah/asah.css": ("css", "", ""), "asah/asah.js": ("js", "(() => {\n", "})();\n")}
"""Address of a whole -> folder of its parts, what stands before them and after them: the script is one closure."""


def whole(name: str) -> str:
    """The text of a bundle. Raises KeyError for an unknown one."""
    folder, before, after = BUNDLES[name]
    parts = sorted((_PARTS / folder).glob(f"*.{folder}"))
    return before + "".join(part.read_text(encoding="utf-8") for part in parts) + after


class BundleFinder(BaseFinder):
    """Finds the wholes; the parts stay what the other finders find."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.DATA_DIR) / "bundles"
        self.storage = FileSystemStorage(location=self.folder)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where a bundle lies; an empty list for anything else."""
        if path not in BUNDLES:
            return []
        found = str(self._write(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Every bundle, written anew where a part has changed."""
        for name in BUNDLES:
            self._write(name)
            yield name, self.storage

    def _write(self, name: str) -> Path:
        """Join the parts; a file is only ever seen whole."""
        target, text = self.folder / name, whole(name)
        if target.exists() and target.read_text(encoding="utf-8") == text:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
        return target
