"""J27: every page of the menus for each of the cast, at every size, in the dark, on paper; axe on each build."""

import io
import re

import pytest
from pypdf import PdfReader

from demo.cast import CAST
from tests.journeys import layout
from tests.journeys.conftest import Inviting
from tests.journeys.visitor import WIDTHS, Visitor

# What the menu behind one's initials and the bars hold beside the places.
MENU = ".cycle a, .tabs a, .top details.menu a, .top a.icon-button"


def _links(visitor: Visitor) -> list[str]:
    found: list[str] = visitor.page.eval_on_selector_all(
        MENU, "rows => rows.map(row => row.getAttribute('href')).filter(path => path.startsWith('/'))"
    )
    # The same page filtered or of another year is no page of its own.
    return [path for path in found if "?" not in path]


def _at_every_size(visitor: Visitor) -> list[str]:
    """The page as the zoom, a narrow phone in the dark, and paper show it; then back at its own width."""
    page = visitor.page
    found = [f"zoom: {fault}" for fault in layout.at_size(page, layout.ZOOMED)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"320 px: {fault}" for fault in layout.at_size(page, layout.NARROW)]
    visitor.width = "narrow"
    visitor.look()
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    found += [f"paper: {fault}" for fault in layout.on_paper(page)]
    visitor.width = "desk"
    width, height = WIDTHS["desk"]
    page.set_viewport_size({"width": width, "height": height})
    return found + [f"desk: {fault}" for fault in layout.faults(page)]


@pytest.mark.parametrize("username", [part.username for part in CAST])
def test_every_place_of_everybody(visitor: Visitor, username: str) -> None:
    """Every page of the menus, at a desk and with a phone."""
    links, seen = _links(visitor.sign_in(username)), set[str]()
    while links:
        path = links.pop()
        if path not in seen:
            seen.add(path)
            links += _links(visitor.go(path))
    assert {"/", "/profil/", "/kabar/"} <= seen


@pytest.mark.slow
@pytest.mark.parametrize("username", [part.username for part in CAST])
def test_every_page_of_everybody_at_every_size(invite: Inviting, username: str) -> None:
    """J27, first half."""
    visitor = invite("desk").sign_in(username)
    links, seen = _links(visitor), set[str]()
    wrong: list[str] = []
    while links:
        path = links.pop()
        if path in seen:
            continue
        seen.add(path)
        visitor.go(path)
        wrong += [f"{path}: {fault}" for fault in _at_every_size(visitor)]
        links += _links(visitor)
    assert not wrong, "\n".join(wrong)
    assert {"/", "/profil/", "/kabar/"} <= seen


@pytest.mark.parametrize("username", ["maria", "yohana", "kepala", "ruben"])
def test_the_places_of_those_with_a_phone(invite: Inviting, username: str) -> None:
    """The bar under the thumb, at 360 px."""
    visitor = invite("phone").sign_in(username)
    seen = {"/"}
    for path in visitor.page.eval_on_selector_all(".bottom-bar a", "rows => rows.map(row => row.pathname)"):
        seen.add(path)
        visitor.go(path)
        found = layout.faults(visitor.page)
        assert not found, "\n".join(found)
    assert len(seen) > 1


def test_paper_has_letterhead_and_page_numbers(desk: Visitor) -> None:
    """J27, second half: what comes out of the printer."""
    desk.sign_in("maria")
    for path in ("/", "/program/"):
        desk.go(path)
        sheets = PdfReader(io.BytesIO(desk.page.pdf(prefer_css_page_size=True))).pages
        texts = [sheet.extract_text() for sheet in sheets]
        assert "Badan Kepegawaian dan Pengembangan SDM" in texts[0]
        for number, (sheet, text) in enumerate(zip(sheets, texts, strict=True), 1):
            assert re.search(rf"Halaman\s+{number}\s+dari\s+{len(texts)}", text)
            assert (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) == (595, 842)


def test_wrong_password_is_told_in_words(visitor: Visitor) -> None:
    visitor.go("/masuk/")
    visitor.page.get_by_label("NIP atau email").fill("19850412201001290")
    visitor.page.get_by_label("Kata sandi").fill("salah")
    visitor.press("Masuk", exact=True)
    visitor.sees("NIP terdiri dari 18 angka. Anda mengetik 17.")
