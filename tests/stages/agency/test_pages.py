"""The set-up in the browser's words: forms, refusals, and rules with their history."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from asah.foundation.access.models import Account, Agency, Membership
from asah.stages.agency import queries
from asah.stages.people.models import Grant

TODAY = date(2027, 1, 12)
IDENTITY = {
    "government": "Pemerintah Kota Sorong",
    "office_name": "Badan Kepegawaian",
    "office_short": "BKPSDM",
    "zone": "Asia/Jayapura",
    "district_word": "Distrik",
    "village_word": "Kelurahan",
    "work_days": "5",
    "version": "0",
}


@pytest.fixture
def client_of(scope: Agency) -> Any:
    def make(role: str) -> Client:
        account = Account.objects.create_user(f"kode-{role}", name="Orang Asah", password="kuda laut biru 7")
        member = Membership.objects.create(account=account, agency=scope)
        Grant.objects.create(agency=scope, membership=member.pk, role=role, valid=(date(2020, 1, 1), None))
        client = Client()
        client.force_login(account)
        return client

    return make


def test_identity_letterhead_and_official(client_of: Any) -> None:
    admin = client_of("admin")
    assert admin.post(reverse("agency_identity"), IDENTITY).status_code == 302
    stale = admin.post(reverse("agency_identity"), IDENTITY)
    assert stale.status_code == 422
    assert "baru saja diubah orang lain" in stale.content.decode()
    head = {"lines": "PEMERINTAH KOTA SORONG\n\nBKPSDM", "address": "Jalan 1", "version": "0"}
    assert admin.post(reverse("agency_letterhead"), head).status_code == 302
    saved = queries.letterhead()
    assert saved is not None
    assert saved.lines == ("PEMERINTAH KOTA SORONG", "BKPSDM")
    signer = {"office": "ppk", "kind": "definitif", "post": "Wali Kota", "name": "Ibu A", "from_on": "01/01/2027"}
    assert admin.post(reverse("agency_officials"), signer).status_code == 302
    again = admin.post(reverse("agency_officials"), signer | {"name": "Bapak B"})
    assert again.status_code == 422
    assert "Ibu A sudah tercatat" in again.content.decode()
    row = queries.official("ppk", TODAY)
    assert row is not None
    end = reverse("agency_official_end", args=[row.id])
    assert admin.post(end, {"on_day": "01/01/2027"}).status_code == 422
    assert admin.post(end, {"on_day": "02/01/2027"}).status_code == 302
    assert queries.official("ppk", TODAY) is None


def test_years_phases_and_calendar(client_of: Any) -> None:
    admin = client_of("admin")
    assert admin.post(reverse("agency_years"), {"year": "2027"}).status_code == 302
    assert "sudah dibuka" in admin.post(reverse("agency_years"), {"year": "2027"}).content.decode()
    phase = reverse("agency_phase", args=[2027])
    assert admin.post(phase, {"phase": "evaluasi"}).status_code == 422
    assert admin.post(phase, {"phase": "kebutuhan", "until": "28/02/2027"}).status_code == 302
    assert admin.get(reverse("agency_phase", args=[2031])).status_code == 404
    assert admin.post(reverse("agency_holidays_adopt"), {"tahun": "2027"}).status_code == 302
    page = admin.get(reverse("agency_calendar"), {"tahun": "2027"}).content.decode()
    assert "Idulfitri 1448 Hijriah" in page
    assert "23 hari libur" in page
    day = {"on": "28/02/2027", "name": "Hari jadi kota", "kind": "daerah"}
    assert admin.post(reverse("agency_calendar"), day).status_code == 302
    assert admin.post(reverse("agency_calendar"), day).status_code == 422
    local = next(row for row in queries.holidays_of(2027) if row.kind == "daerah")
    assert admin.post(reverse("agency_holiday_remove", args=[local.id])).status_code == 302
    assert len(queries.holidays_of(2027)) == 23


HOURS = {
    "kind": "ramadan", "from_on": "08/02/2027", "last_on": "09/03/2027", "legal_basis": "SE Wali Kota 3/2027",
    "weekday_start": "8.00", "weekday_end": "14.30", "weekday_break": "0",
    "friday_start": "08.00", "friday_end": "15.00", "friday_break": "30",
}  # fmt: skip


def test_ramadan_hours_are_set_and_count_in_the_calendar(client_of: Any) -> None:
    admin = client_of("admin")
    url = reverse("agency_hours")
    page = admin.get(url).content.decode()
    assert "Jam kerja 37 jam 30 menit seminggu" in page
    assert "Sabtu" not in page
    assert admin.post(url, HOURS).status_code == 302
    page = admin.get(url).content.decode()
    assert "SE Wali Kota 3/2027" in page
    assert queries.hours_in_force("ramadan", date(2027, 2, 9))["1"] == ["08.00", "14.30", 0]
    assert queries.hours_in_force("ramadan", date(2027, 3, 10))["1"][0] == "08.00"
    found = queries.calendar(date(2027, 2, 9), date(2027, 2, 9))
    assert found.ramadan[1].minutes == 390


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weekday_start": "25.00"}, "ditulis seperti 07.30"),
        ({"weekday_start": "pagi"}, "ditulis seperti 07.30"),
        ({"friday_end": "07.00"}, "Jumat selesai sebelum jam kerjanya habis."),
        ({"friday_break": "181"}, "antara 0 dan 180"),
        ({"last_on": "01/02/2027"}, "Hari terakhir mendahului tanggal mulai."),
        ({"last_on": ""}, "Isi hari terakhir Ramadan."),
    ],
)
def test_hours_that_make_no_day_are_refused_in_words(client_of: Any, change: dict[str, str], words: str) -> None:
    refused = client_of("admin").post(reverse("agency_hours"), HOURS | change)
    assert refused.status_code == 422
    assert words in refused.content.decode()


def test_hours_that_differ_from_the_regulation_are_marked(client_of: Any) -> None:
    admin = client_of("admin")
    given = HOURS | {"kind": "biasa", "from_on": "01/01/2027", "last_on": "", "weekday_start": "07.30"}
    assert admin.post(reverse("agency_hours"), given).status_code == 302
    page = admin.get(reverse("agency_hours")).content.decode()
    assert "Jumlahnya 34 jam 30 menit seminggu; aturan nasional meminta 37 jam 30 menit." in page


def test_a_rule_shows_source_and_mark_and_takes_an_own_row(client_of: Any) -> None:
    admin = client_of("admin")
    url = reverse("agency_rule", args=["konversi_jp", "20:nasional"])
    page = admin.get(url).content.decode()
    assert "Belum dikonfirmasi" in page
    assert "Peraturan LAN 10 Tahun 2018" in page
    own = {"nilai_measure": "kegiatan", "nilai_value": "12", "nilai_plus_percent": "0", "nilai_yearly_cap": ""}
    given = own | {"from_on": "01/01/2027", "legal_basis": "Kepwal 1/2027"}
    assert admin.post(url, given | {"legal_basis": ""}).status_code == 422
    assert admin.post(url, given | {"nilai_value": "dua belas"}).status_code == 422
    assert admin.post(url, given).status_code == 302
    assert queries.rule("konversi_jp", "20:nasional", TODAY).values["value"] == 12
    assert "Kepwal 1/2027" in admin.get(url).content.decode()
    assert admin.get(reverse("agency_rule", args=["konversi_jp", "99:nasional"])).status_code == 404
    assert admin.get(reverse("agency_rule_table", args=["tak_ada"])).status_code == 404


def test_everybody_reads_rules_and_only_the_admin_writes_them(client_of: Any) -> None:
    planner = client_of("planner")
    url = reverse("agency_rule", args=["batas_jp", "pns_minimal"])
    assert "Tetapkan aturan sendiri" not in planner.get(url).content.decode()
    assert planner.post(url, {}).status_code == 403
    listed = planner.get(reverse("agency_rules"), {"status": "belum"}).content.decode()
    assert "Konversi JP" in listed
    assert "Kotak talenta" not in listed
