"""A running Asah for the browser: own database, the sample town, web server and worker as separate processes.

Everything is real: the server is the one of `./asah run`, the database has row security, jobs run on a worker. The
clock stands at 12 January 2027 08.00 WIT. One pytest worker runs all journeys, so that the town is loaded once.
"""

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from demo.cast import PASSWORD

CHROMIUM = os.environ.get("ASAH_CHROMIUM", "/usr/bin/chromium")
WIDTHS = {"phone": (360, 740), "desk": (1280, 800)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """All journeys share one town, therefore one xdist worker."""
    for item in items:
        if "journeys" in str(item.fspath):
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Running:
    """A running Asah: its address, and the environment in which its commands run."""

    url: str
    environ: dict[str, str]

    def manage(self, *arguments: str, owner: bool = False) -> str:
        """Run a management command beside the server; returns what it printed."""
        environ = {**self.environ, **({"ASAH_DB_ROLE": "owner"} if owner else {})}
        command = [sys.executable, "-m", "asah.config.manage", *arguments]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


ROOT = Path(__file__).resolve().parents[2]


def _address(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "the web server ended"
        try:
            with urlopen(f"{url}/masuk/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the web server does not answer")


@pytest.fixture(scope="session")
def asah(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The running town."""
    from asah.config.settings import APP_URL, OWNER_URL

    name = f"asah_journeys_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(OWNER_URL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    data = tmp_path_factory.mktemp("asah")
    environ = {
        **{key: value for key, value in os.environ.items() if key != "ASAH_DB_ROLE"},
        "DATABASE_URL": _address(OWNER_URL, name),
        "DATABASE_APP_URL": _address(APP_URL, name),
        "ASAH_DATA": str(data),
        "ASAH_CLOCK": "2027-01-11T23:00:00+00:00",
        "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", str(data / "numba")),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "asah.config.settings",
    }
    port = _free_port()
    running = Running(f"http://localhost:{port}", environ)
    running.manage("migrate", "--verbosity=0", owner=True)
    running.manage("demo_load")
    web = [sys.executable, "-m", "gunicorn", "asah.config.wsgi:application", "--bind", f"127.0.0.1:{port}",
           "--worker-class", "gthread", "--workers", "1", "--threads", "4"]  # fmt: skip
    log = (data / "server.log").open("wb")
    server = subprocess.Popen(web, env=environ, stdout=log, stderr=log, cwd=ROOT)
    worker = subprocess.Popen(
        [sys.executable, "-m", "asah.config.manage", "work"], env=environ, stdout=log, stderr=log, cwd=ROOT
    )
    try:
        _wait(running.url, server)
        yield running
    finally:
        for process in (worker, server):
            process.terminate()
        for process in (worker, server):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        with psycopg.connect(OWNER_URL, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


class Visitor:
    """Somebody at a screen: goes places by what he reads, and every page he sees is checked."""

    def __init__(self, browser: Browser, url: str, width: str) -> None:
        size = WIDTHS[width]
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="id-ID")
        self.page: Page = self.context.new_page()
        self.url, self.width = url, width
        self.errors: list[str] = []
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        # A refusal (403, 404, 422) is an answer; the browser's own line about it is no fault of the page.
        if kind == "error" and "Failed to load resource" not in text:
            self.errors.append(text)

    def sign_in(self, username: str) -> "Visitor":
        """As one of the cast."""
        self.go("/masuk/")
        self.page.get_by_label("NIP atau email").fill(username)
        self.page.get_by_label("Kata sandi").fill(PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url(f"{self.url}/")
        self.look()
        return self

    def go(self, path: str) -> "Visitor":
        """Type an address."""
        self.page.goto(f"{self.url}{path}")
        self.look()
        return self

    def press(self, name: str, role: Any = "button", *, exact: bool = False) -> "Visitor":
        """Press what is called so."""
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self

    def look(self) -> None:
        """The page has no accessibility fault, does not move sideways, and no script complained."""
        assert self.errors == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide at {self.width}"
        # On a window as tall as the page nothing lies behind the phone's bar, so that sizes of targets are true ones.
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": WIDTHS[self.width][0], "height": max(height, WIDTHS[self.width][1])})
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        self.page.set_viewport_size({"width": WIDTHS[self.width][0], "height": WIDTHS[self.width][1]})
        faults = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:2]]
        assert faults == [], f"{self.page.url} at {self.width}"

    def sees(self, *words: str) -> "Visitor":
        """These words stand on the page."""
        text = self.page.locator("body").inner_text()
        for word in words:
            assert word in text, f"{word!r} is not on {self.page.url}"
        return self

    def close(self) -> None:
        """Leave."""
        self.context.close()


@pytest.fixture(params=["desk", "phone"])
def visitor(request: Any, asah: Running, browser: Browser) -> Iterator[Visitor]:
    """Somebody at a desk, then somebody with a phone."""
    somebody = Visitor(browser, asah.url, request.param)
    yield somebody
    somebody.close()


@pytest.fixture
def desk(asah: Running, browser: Browser) -> Iterator[Visitor]:
    """Somebody at a desk."""
    somebody = Visitor(browser, asah.url, "desk")
    yield somebody
    somebody.close()
