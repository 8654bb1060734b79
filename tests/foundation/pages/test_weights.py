"""The budgets of the stylesheet and the script, and what a strict content policy forbids in templates."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.test import RequestFactory

import asah.foundation.pages
from asah.foundation.pages import samples
from asah.foundation.pages.bundles import BUNDLES, whole
from asah.foundation.pages.views import offline, service_worker

KIT = Path(asah.foundation.pages.__file__).parent
CSS, JS = whole("asah/asah.css"), whole("asah/asah.js")
TEMPLATES = sorted((KIT.parents[1]).rglob("templates/**/*.html"))


PHONE = [KIT / "static/asah" / name for name in ("store.js", "outbox.js", "sw.js")]


def test_the_service_worker_stays_within_six_kilobytes() -> None:
    assert len(service_worker(RequestFactory().get("/sw.js")).content) <= 6_000


@pytest.mark.parametrize("path", PHONE, ids=lambda path: path.name)
def test_scripts_of_the_phone_bring_no_inline_style_and_evaluate_nothing(path: Path) -> None:
    assert not re.search(r"\beval\(|new Function|setAttribute\(\s*['\"]style|\.style\.|innerHTML", path.read_text())


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_own_files_stay_within_twelve_kilobytes_on_the_wire(name: str) -> None:
    assert len(gzip.compress(whole(name).encode(), 9)) <= 12_000


def test_the_stylesheet_keeps_its_layers_and_fetches_nothing() -> None:
    text = CSS
    assert "@layer reset,tokens,base,layout,components,utilities,print;" in text
    assert "url(" not in text
    assert "@import" not in text


def test_the_script_brings_no_inline_style_and_evaluates_nothing() -> None:
    text = JS
    assert not re.search(r"\beval\(|new Function|setAttribute\(\s*['\"]style|\.style\.", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_hold_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|hx-on|hx-vals=.js:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_every_class_a_chart_uses_has_its_rule() -> None:
    text = CSS
    drawn = "".join(chart.wide_svg + chart.narrow_svg for chart in samples.all_charts())
    used = {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}
    assert {name for name in used if not re.search(rf"\.{name}[^\w-]", text)} == set()


def test_every_dark_token_stands_in_both_dark_blocks() -> None:
    blocks = re.findall(r"color-scheme:dark;(.*?)\}", CSS, re.DOTALL)
    assert len(blocks) == 2
    assert blocks[0] == blocks[1]


def test_a_bare_page_leaves_room_under_the_sixty_kilobytes_of_a_phone_page() -> None:
    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    page = offline(RequestFactory().get("/")).content
    sent = sum(len(gzip.compress(part, 6)) for part in (CSS.encode(), JS.encode(), htmx.read_bytes(), page))
    assert sent <= 40_000


# Names that only mark a place for scripts or tests; everything else in a class attribute must have a rule.
HOOKS = {"problems"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_class_in_a_template_has_its_rule(path: Path) -> None:
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS)) | HOOKS
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", path.read_text(), flags=re.DOTALL)
    used = {name for names in re.findall(r'class="([^"]*)"', text) for name in names.split()}
    assert {name for name in used if "\0" not in name and name not in known} == set()
