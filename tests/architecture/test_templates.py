"""Templates obey the content security policy: no inline style, script or handler."""

import re

from tests.architecture.house import in_project, project_files

FORBIDDEN = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
}


def test_no_inline_style_script_or_handler() -> None:
    pages = [path for path in project_files(".html", ".svg") if "src" in path.parts]
    found = [
        f"{in_project(path)}: {what} {match.group()[:60]!r}"
        for path in pages
        for what, pattern in FORBIDDEN.items()
        for match in pattern.finditer(path.read_text())
    ]
    assert found == []
