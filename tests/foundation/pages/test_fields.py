from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.template import Context, Template

from asah.foundation.pages import fields, forms
from asah.foundation.pages.responses import render_form


class Proposal(forms.AsahForm):
    nip = fields.NIPField(label="NIP")
    cost = fields.RupiahField(label="Biaya", max_value=200_000_000)
    born = fields.TanggalField(
        label="Tanggal lahir", earliest=date(1950, 1, 1), latest=date(2009, 1, 1), required=False
    )
    seats = fields.AngkaField(label="Kuota", min_value=1, max_value=40)
    served = fields.PersenField(label="Batas", required=False)
    hours = fields.AngkaField(label="Lama", decimals=1, min_value=0, required=False)
    used = fields.PilihField(label="Apakah dipakai?", choices=[("ya", "Ya"), ("tidak", "Tidak")])
    unit = fields.PilihCariField(label="Unit", choices=[("", "Pilih unit"), ("dinkes", "Dinas Kesehatan")])


GOOD = {
    "nip": "19850412 201001 1 907",
    "cost": "1,5 juta",
    "born": "12 April 1985",
    "seats": "30",
    "served": "68%",
    "hours": "2,5",
    "used": "ya",
    "unit": "dinkes",
}


def errors_of(**changes: str) -> dict[str, list[str]]:
    form = Proposal({**GOOD, **changes})
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def test_what_people_type_becomes_values() -> None:
    form = Proposal(GOOD)
    assert form.is_valid()
    assert form.cleaned_data == {
        "nip": "198504122010011907",
        "cost": 1_500_000,
        "born": date(1985, 4, 12),
        "seats": 30,
        "served": Decimal("0.68"),
        "hours": Decimal("2.5"),
        "used": "ya",
        "unit": "dinkes",
    }


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("nip", "19850412 201001 1 90", "NIP terdiri dari 18 angka. Anda mengetik 17."),
        ("nip", "19850412A", "NIP hanya berisi angka. Hapus huruf dan tanda lain."),
        ("nip", "", "NIP belum terisi."),
        ("cost", "250 juta", "Biaya Rp250.000.000 melebihi batas Rp200.000.000."),
        ("cost", "-1", "Biaya tidak boleh kurang dari nol."),
        ("born", "31/02/1990", "Tanggal lahir 31/02/1990 tidak ada di kalender."),
        ("born", "01/01/1920", "Tanggal lahir paling awal 1 Januari 1950."),
        ("born", "01/01/2020", "Tanggal lahir paling akhir 1 Januari 2009."),
        ("seats", "41", "Kuota antara 1 dan 40."),
        ("seats", "2,5", "Kuota ditulis tanpa koma."),
        ("hours", "-1", "Lama paling kecil 0."),
        ("hours", "2,55", "Lama ditulis paling banyak 1 angka di belakang koma."),
        ("served", "140", "Batas harus antara 0 dan 100. Anda mengetik 140."),
        ("used", "", "Pilih satu jawaban."),
        ("used", "mungkin", "Pilihan Apakah dipakai? tidak ada di daftar."),
        ("unit", "", "Pilih unit."),
    ],
)
def test_refusals_name_the_field_and_the_way_out(name: str, typed: str, sentence: str) -> None:
    assert errors_of(**{name: typed}) == {name: [sentence]}


def test_stored_values_are_written_properly_and_typed_ones_stay() -> None:
    stored = Proposal(initial={"nip": "198504122010011907", "cost": 1_500_000, "born": date(1985, 4, 12)})
    assert [stored[name].value() for name in ("nip", "cost", "born")] == [
        "19850412 201001 1 907",
        "Rp1.500.000",
        "12/04/1985",
    ]
    assert Proposal({**GOOD, "cost": "1,85 M"})["cost"].value() == "1,85 M"


def test_another_spelling_is_no_change() -> None:
    assert not fields.RupiahField(label="Biaya").has_changed(1000, "Rp1.000")
    assert fields.RupiahField(label="Biaya").has_changed(1000, "Rp1.001")


def test_a_deeper_check_of_a_number_may_refuse() -> None:
    def refuse(digits: str) -> None:
        from asah_basics.formats import FormatError

        raise FormatError(f"NIP {digits[:4]} sudah terdaftar.")

    with pytest.raises(Exception, match="sudah terdaftar"):
        fields.NIPField(label="NIP", check=refuse).clean("198504122010011907")


class Letter(forms.AsahForm):
    roster = fields.UnggahField(label="Daftar pegawai", extensions=("xlsx", "csv"), max_bytes=10)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "Berkas daftar pegawai belum dipilih."),
        ({"roster": SimpleUploadedFile("a.xlsx", b"x" * 11)}, "Berkas a.xlsx 11 byte; paling besar 10 byte."),
        ({"roster": SimpleUploadedFile("a.exe", b"x")}, "Berkas a.exe bukan XLSX atau CSV."),
        ({"roster": SimpleUploadedFile("a.csv", b"")}, "Berkas daftar pegawai kosong."),
    ],
)
def test_files_are_refused_by_size_and_kind(files: dict[str, Any], sentence: str) -> None:
    assert Letter({}, files).errors["roster"] == [sentence]


def draw(source: str, **context: Any) -> str:
    return Template("{% load asah %}" + source).render(Context(context))


def test_an_error_stands_at_the_top_and_at_its_field_in_the_same_words() -> None:
    html = draw("{% form_fields form %}", form=Proposal({**GOOD, "nip": "1"}))
    assert html.count("NIP terdiri dari 18 angka. Anda mengetik 1.") == 2
    assert '<a href="#id_nip">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_nip-hint id_nip-error"' in html
    assert 'value="1"' in html


def test_errors_of_choices_lead_to_their_first_box() -> None:
    html = draw("{% form_fields form %}", form=Proposal({**GOOD, "used": ""}))
    assert '<a href="#id_used_0">' in html
    assert 'id="id_used_0"' in html


def test_an_untouched_form_shows_no_error_and_marks_what_may_stay_empty() -> None:
    html = draw("{% form_fields form %}", form=Proposal())
    assert "error-summary" not in html
    assert html.count("(boleh kosong)") == 3
    assert "required" not in html


@pytest.mark.parametrize(("data", "status"), [(None, 200), ({**GOOD, "nip": "1"}, 422), (GOOD, 200)])
def test_a_form_with_errors_answers_422(web: HttpRequest, data: dict[str, str] | None, status: int) -> None:
    response = render_form(web, "pages/components/form_fields.html", Proposal(data))
    assert response.status_code == status
