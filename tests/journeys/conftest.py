"""One running Asah with the sample town for all journeys; visitors at a desk, with a phone, or both in turn.

One pytest worker runs all journeys, so that the town is loaded once. A journey that changes data leaves the town as it
found it, or founds a government of its own.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.town import Running, running_asah
from tests.journeys.visitor import Visitor

CHROMIUM = os.environ.get("ASAH_CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """All journeys share one town, therefore one xdist worker."""
    for item in items:
        if "journeys" in str(item.fspath):
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def asah(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The running town."""
    with running_asah(tmp_path_factory.mktemp("asah")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def seen_builds() -> set[str]:
    """Builds of pages that have been examined."""
    return set()


@pytest.fixture(scope="session")
def kept_keys() -> dict[str, Any]:
    """Sign-ins that can be used again."""
    return {}


Inviting = Callable[..., Visitor]


@pytest.fixture
def invite(asah: Running, browser: Browser, seen_builds: set[str], kept_keys: dict[str, Any]) -> Iterator[Inviting]:
    """Lets somebody come: `invite("phone", color_scheme="dark")`."""
    guests: list[Visitor] = []

    def come(width: str, **options: Any) -> Visitor:
        guests.append(Visitor(browser, asah.url, width, seen_builds, kept_keys, **options))
        return guests[-1]

    yield come
    for guest in guests:
        guest.close()


@pytest.fixture(params=["desk", "phone"])
def visitor(request: Any, invite: Inviting) -> Visitor:
    """Somebody at a desk, then somebody with a phone."""
    return invite(request.param)


@pytest.fixture
def desk(invite: Inviting) -> Visitor:
    """Somebody at a desk."""
    return invite("desk")


@pytest.fixture
def phone(invite: Inviting) -> Visitor:
    """Somebody with a phone."""
    return invite("phone")
