"""Somebody at a screen: goes places by what he reads, and every page he sees is checked."""

import hashlib
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Locator, Page, expect

from demo.cast import PASSWORD

WIDTHS = {"phone": (360, 740), "desk": (1280, 800), "narrow": (320, 640)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
JOB_PATIENCE = 180_000  # milliseconds that a job may take on a busy machine, behind others in the queue

# What a page is built of, without its words: pages of one build have the same faults or none.
_BUILD = """() => [...document.querySelectorAll('body, body *')].map(one => [
    one.tagName, one.getAttribute('class'), one.getAttribute('role'), one.getAttribute('type'),
    one.getAttribute('aria-label'), one.getAttribute('aria-labelledby'), one.hasAttribute('open'),
    [...one.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()),
].join('|')).join('\\n')"""
_TWINS = """() => { const seen = new Set(), twins = new Set();
    for (const one of document.querySelectorAll('[id]')) seen.has(one.id) ? twins.add(one.id) : seen.add(one.id);
    return [...twins]; }"""


class Visitor:
    """A browser of one person at one width.

    seen: builds of pages that were examined, shared by all visitors; keys: sign-ins of earlier visitors.
    """

    def __init__(
        self, browser: Browser, url: str, width: str, seen: set[str], keys: dict[str, Any], **options: Any
    ) -> None:
        size = WIDTHS[width]
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="id-ID", accept_downloads=True, **options
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.url, self.width, self.seen, self.keys = url, width, seen, keys
        self.options = sorted(options.items())
        self.errors: list[str] = []
        self.at_first = ("", "")
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        # A refusal (403, 404, 422) is an answer; the browser's own line about it is no fault of the page.
        if kind == "error" and "Failed to load resource" not in text:
            self.errors.append(text)

    def sign_in(self, username: str, password: str = PASSWORD) -> "Visitor":
        """As somebody who has a log-in; who has signed in before in this run need not type again."""
        if username in self.keys:
            self.context.clear_cookies()
            self.context.add_cookies(self.keys.pop(username))
            self.page.goto(f"{self.url}/")
            if "/masuk/" not in self.page.url:
                self.keys[username] = self.context.cookies()
                return self.look()
            self.context.clear_cookies()  # somebody signed out with this key meanwhile
        self.go("/masuk/")
        self.page.get_by_label("NIP atau email").fill(username)
        self.page.get_by_label("Kata sandi").fill(password)
        self.page.get_by_role("button", name="Masuk", exact=True).click()
        self.page.wait_for_url(f"{self.url}/")
        self.keys[username] = self.context.cookies()
        return self.look()

    def sign_out(self) -> "Visitor":
        """Through the menu; the key of this sign-in is thrown away."""
        token = {one["name"]: one.get("value") for one in self.context.cookies()}.get("sessionid")
        for name in [name for name, key in self.keys.items() if any(one.get("value") == token for one in key)]:
            del self.keys[name]
        return self.menu().press("Keluar")

    def menu(self) -> "Visitor":
        """Open the menu behind one's initials."""
        self.page.locator("summary").filter(has_text="Menu saya").click()
        return self

    def go(self, path: str) -> "Visitor":
        """Type an address."""
        self.page.goto(f"{self.url}{path}")
        return self.look()

    def find(self, name: str, role: Any = "button", *, exact: bool = False) -> Locator:
        """What is called so, inside the page's own content first."""
        inside = self.page.locator("main").get_by_role(role, name=name, exact=exact)
        return inside.first if inside.count() else self.page.get_by_role(role, name=name, exact=exact).first

    def press(self, name: str, role: Any = "button", *, exact: bool = False) -> "Visitor":
        """Press what is called so, and look at what comes."""
        self.find(name, role, exact=exact).click()
        self.page.wait_for_load_state()
        return self.look()

    def follow(self, name: str, *, exact: bool = False) -> "Visitor":
        """Press the link that is called so."""
        return self.press(name, "link", exact=exact)

    def fill(self, label: str, text: str) -> "Visitor":
        """Type into the field that is called so."""
        self.page.locator("main").get_by_label(label, exact=False).first.fill(text)
        return self

    def choose(self, label: str, option: str) -> "Visitor":
        """Choose from the list that is called so."""
        self.page.locator("main").get_by_label(label, exact=True).select_option(label=option)
        return self

    def give(self, label: str, name: str, content: bytes) -> "Visitor":
        """Give a file to the field that is called so."""
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        field = self.page.locator("main").get_by_label(label, exact=False).first
        field.set_input_files({"name": name, "mimeType": kind, "buffer": content})
        return self

    def take(self, name: str, role: Any = "link") -> bytes:
        """Press what downloads a file; returns the file."""
        with self.page.expect_download() as waiting:
            self.find(name, role).click()
        download: Download = waiting.value
        return Path(download.path()).read_bytes()

    def wait_for(self, words: str, *, patience: int = JOB_PATIENCE) -> "Visitor":
        """Until the page says so by itself."""
        expect(self.page.locator("main").get_by_text(words).first).to_be_visible(timeout=patience)
        self.page.wait_for_load_state()
        return self.look()

    def await_result(self) -> "Visitor":
        """Until the job on the page has ended with a result."""
        expect(self.page.locator("main").get_by_role("link", name="Lihat hasil")).to_be_visible(timeout=JOB_PATIENCE)
        return self.look()

    def look(self) -> "Visitor":
        """The page has no accessibility fault, does not move sideways, and no script complained."""
        assert self.errors == []
        # A toast may be gone when a slow machine has looked at everything: what stood there at first counts too.
        self.at_first = (self.page.url, self._words())
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide at {self.width}"
        assert self.page.evaluate(_TWINS) == [], f"two things with one id on {self.page.url}"
        build = hashlib.sha256(f"{self.width} {self.options}\n{self.page.evaluate(_BUILD)}".encode()).hexdigest()
        if build not in self.seen:
            self._examine()
            self.seen.add(build)
        return self

    def _examine(self) -> None:
        # On a window as tall as the page nothing lies behind the phone's bar, so that sizes of targets are true ones.
        width, least = WIDTHS[self.width]
        for _round in range(2):  # a taller window may make the page itself taller
            height = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({"width": width, "height": max(height, least)})
        self.page.evaluate("window.scrollTo(0, 0)")
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        self.page.set_viewport_size({"width": width, "height": least})
        faults = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:2]]
        assert not faults, "\n".join([f"{self.page.url} at {self.width}", *faults])

    def _words(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    def sees(self, *words: str) -> "Visitor":
        """These words stand on the page."""
        url, before = self.at_first
        text = self._words() + (f" {before}" if url == self.page.url else "")
        for word in words:
            assert word in text, f"{word!r} is not on {self.page.url}: {text[:1500]}"
        return self

    def misses(self, *words: str) -> "Visitor":
        """These words stand nowhere in what was sent."""
        html = self.page.content()
        for word in words:
            assert word not in html, f"{word!r} is on {self.page.url}"
        return self

    def close(self) -> None:
        """Leave."""
        self.context.close()
