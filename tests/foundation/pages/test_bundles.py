"""Stylesheet and script are written in parts and served as one file each, small on the wire."""

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.test import Client

from asah.foundation.pages.bundles import BUNDLES, BundleFinder, whole


@pytest.fixture
def finder(settings: Any, tmp_path: Path) -> BundleFinder:
    settings.DATA_DIR = tmp_path
    return BundleFinder()


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_the_whole_is_found_under_its_address(finder: BundleFinder, name: str) -> None:
    assert Path(finder.find(name)).read_text() == whole(name)
    assert finder.find(name, find_all=True) == [finder.find(name)]
    assert [path for path, _storage in finder.list(None)] == list(BUNDLES)
    assert isinstance(finders.find(name), str)


def test_what_is_no_bundle_is_left_to_the_others(finder: BundleFinder) -> None:
    assert finder.find("asah/asah.svg") == []


def test_a_changed_part_is_joined_anew_and_nothing_is_left_half_written(finder: BundleFinder) -> None:
    path = Path(finder.find("asah/asah.css"))
    path.write_text("of an older version")
    assert Path(finder.find("asah/asah.css")).read_text() == whole("asah/asah.css")
    assert sorted(one.name for one in path.parent.iterdir()) == ["asah.css"]


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_it_comes_compressed(name: str) -> None:
    assert configured.WHITENOISE_USE_FINDERS
    answer = Client().get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.GzipFile(fileobj=io.BytesIO(content)).read().decode() == whole(name)
