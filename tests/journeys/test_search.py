"""J26: one box finds people, units and commands, forgives typing, and shows a learner no other learner."""

import pytest

from tests.journeys import rosters
from tests.journeys.visitor import Visitor


def _search(visitor: Visitor, text: str) -> Visitor:
    if not visitor.page.url.endswith("/cari/"):
        visitor.go("/cari/")
    visitor.fill("Nama, NIP, unit, program, atau perintah", text)
    return visitor.press("Cari", exact=True)


def _sought() -> rosters.Row:
    """An employee whose name nobody else has."""
    rows = rosters.town_rows()
    names = [row["NAMA"] for row in rows]
    return next(row for row in rows if names.count(row["NAMA"]) == 1 and " " in row["NAMA"])


def test_people_by_number_however_it_is_written(visitor: Visitor) -> None:
    row = _sought()
    nip = row["NIP BARU"]
    visitor.sign_in("maria")
    for text in (nip, f"{nip[:4]} {nip[4:8]} {nip[8:12]} {nip[12:14]} {nip[14]} {nip[15:]}"):
        _search(visitor, text).sees("Pegawai", row["NAMA"])
        assert visitor.page.locator("#results").get_by_role("link").count() == 1
    # A query may hold a NIP, so that it never stands in an address.
    assert nip not in visitor.page.url
    visitor.follow(row["NAMA"]).sees(row["NAMA"])


def test_a_typing_mistake_is_forgiven_and_a_command_found(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    _search(visitor, "disdukcpil").sees("Tidak ada yang cocok dengan “disdukcpil”", "Maksud Anda", "Kependudukan")
    _search(visitor, "impor").sees("Perintah", "impor pegawai")
    visitor.follow("impor pegawai").sees("Daftar pegawai")


@pytest.mark.parametrize("kind", ["number", "name"])
def test_a_learner_gets_no_other_learner(visitor: Visitor, kind: str) -> None:
    row = _sought()
    visitor.sign_in("yohana")
    _search(visitor, row["NIP BARU"] if kind == "number" else row["NAMA"])
    assert visitor.page.locator("#results").get_by_role("link").count() == 0
    visitor.sees("Tidak ada yang cocok dengan")
