"""The kit served without the shell and without a database: nothing here may need either."""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright


class Quiet(WSGIRequestHandler):
    """Writes no line per request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> HttpRequest:
    """A request for the front page."""
    return RequestFactory().get("/")


@pytest.fixture(scope="session")
def kit_address() -> Iterator[str]:
    """Address of a server that knows the kit alone."""
    kept = [name for name in settings.MIDDLEWARE if ".shell." not in name]
    with override_settings(MIDDLEWARE=kept):
        application = StaticFilesHandler(WSGIHandler())
    server: WSGIServer = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file.

    Playwright runs an event loop in the tests' thread. It ends with the file, so that the database and the job
    workers of the next file find the thread free.
    """
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, kit_address: str) -> Iterator[Page]:
    """A page whose console must stay silent: a broken content policy would speak there."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=kit_address)
    page = context.new_page()
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A test may ask for a failing answer; that browser and htmx note it is no fault of the page.
        is_asked_for = message.text.startswith(
            ("Failed to load resource", "Response Status Error Code 500 from /gagal/")
        )
        if message.type in ("error", "warning") and not is_asked_for:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
