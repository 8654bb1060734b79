"""Every page of the menus, for each of the cast, at both widths: axe, no sideways scroll, no console error."""

import pytest

from demo.cast import CAST
from tests.journeys.conftest import Visitor


@pytest.mark.parametrize("username", [part.username for part in CAST])
def test_every_place_of_everybody(visitor: Visitor, username: str) -> None:
    visitor.sign_in(username)
    links = visitor.page.eval_on_selector_all(".cycle a, .tabs a", "rows => rows.map(row => row.getAttribute('href'))")
    seen = set()
    while links:
        path = links.pop()
        if path in seen:
            continue
        seen.add(path)
        visitor.go(path)
        links += visitor.page.eval_on_selector_all(".tabs a", "rows => rows.map(row => row.getAttribute('href'))")
    assert "/" in seen


def test_wrong_password_is_told_in_words(visitor: Visitor) -> None:
    visitor.go("/masuk/")
    visitor.page.get_by_label("NIP atau email").fill("19850412201001290")
    visitor.page.get_by_label("Kata sandi").fill("salah")
    visitor.press("Masuk")
    visitor.look()
    visitor.sees("NIP terdiri dari 18 angka. Anda mengetik 17.")


def test_search_forgives_and_respects_reach(desk: Visitor) -> None:
    """J26."""
    desk.sign_in("maria").go("/cari/")
    for typed, found in (("disdukcpil", "Kependudukan"), ("impor", "impor pegawai")):
        desk.page.locator("#q-page").fill(typed)
        desk.page.locator("main").get_by_role("button", name="Cari").click()
        desk.page.wait_for_load_state()
        desk.look()
        desk.sees(found)
