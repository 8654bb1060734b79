"""The catalogue's pages as a planner uses them: from a new draft to a difference that can be read."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from asah.foundation.access.scope import agency_scope
from asah.stages.catalogue import services
from asah.stages.catalogue.models import Programme, ProgrammeVersion
from tests.desks.conftest import town
from tests.factories.competence import dictionary_of_the_catalogue
from tests.stages.budget.pages import NOW, planner

__all__ = ["town"]

FORM = {
    "name": "Pelayanan prima", "summary": "Melayani warga.", "outcomes": "menerapkan antrean\nmenjawab keluhan",
    "gains": "MAN-05; 1; 4", "form_id": "3", "method": "simulasi", "practice_percent": "60", "scope": "nasional",
    "quantity": "24", "measure": "jp_program", "days": "3", "delivery": "sendiri", "partner": "",
    "costs": "KIT; orang; 1", "class_min": "20", "class_max": "35", "most_classes": "2", "months": "3, 6",
    "audience": "eselon: 41, 42", "prerequisites": "", "mandatory_basis": "", "duty": "", "recurrence": "2 tahun",
    "validity": "P3Y", "legal_bases": "permenpanrb-14-2017", "tags": "",
}  # fmt: skip


@pytest.fixture
def maria(town: Any) -> Any:
    with agency_scope(town.agency.pk):
        dictionary_of_the_catalogue(town.agency.pk)
    return town.client("maria", "Maria", "planner")


def programme(town: Any) -> Programme:
    with agency_scope(town.agency.pk):
        return Programme.objects.get(code="X-01")


def drafted(town: Any) -> dict[str, Any]:
    draft = programme(town).draft
    assert draft is not None
    return dict(draft)


def test_from_a_new_draft_to_two_versions_and_back(town: Any, maria: Any) -> None:
    made = maria.post(reverse("catalogue_new"), FORM | {"code": "X-01"}, follow=True)
    assert "Rancangan versi pertama" in made.content.decode()
    assert drafted(town)["recurrence"] == "P2Y"
    maria.post(reverse("catalogue_publish", args=["X-01"]), {"version": programme(town).version})
    page = maria.get(reverse("catalogue_programme", args=["X-01"])).content.decode()
    for words in ("2 tahun", "3 tahun", "60%", "PermenPANRB 14 Tahun 2017", "Belum ada bukti dampak", "0,31"):
        assert words in page
    changed = FORM | {
        "class_max": "30",
        "outcomes": "menjawab keluhan\nmemimpin loket",
        "version": programme(town).version,
    }
    assert maria.post(reverse("catalogue_edit", args=["X-01"]), changed).status_code == 302
    maria.post(reverse("catalogue_publish", args=["X-01"]), {"note": "Kelas lebih kecil"})
    text = maria.get(reverse("catalogue_difference", args=["X-01", 1, 2])).content.decode()
    assert "2 isian berubah dari versi 1 ke 2" in text
    assert "menerapkan antrean</del>" in text
    assert "memimpin loket</ins>" in text
    assert "1 lainnya tetap" in text
    maria.post(reverse("catalogue_restore", args=["X-01", 1]))
    assert drafted(town)["class_max"] == 35
    maria.post(reverse("catalogue_discard", args=["X-01"]))
    assert programme(town).draft is None
    maria.post(reverse("catalogue_undo", args=["X-01"]))
    assert drafted(town)["class_max"] == 35


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recurrence": "sering"}, "bukan lama waktu"),
        ({"form_id": "26"}, "tidak ada di daftar"),
        ({"gains": "MAN-05"}, "kode; kenaikan"),
        ({"months": "13"}, ""),
        ({"practice_percent": "120"}, "antara 0 dan 100"),
        ({"code": "X 01"}, ""),
    ],
)
def test_what_cannot_be_a_draft_comes_back_with_the_words(
    town: Any, maria: Any, changes: dict[str, str], words: str
) -> None:
    answer = maria.post(reverse("catalogue_new"), FORM | {"code": "X-01"} | changes)
    if changes.get("months"):
        assert answer.status_code == 302
        refused = maria.post(reverse("catalogue_publish", args=["X-01"]), follow=True).content.decode()
        assert "Pilih paling sedikit satu bulan, 1 sampai 12." in refused
        with agency_scope(town.agency.pk):
            assert not ProgrammeVersion.objects.exists()
        return
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_taken_code_is_told_at_its_field(town: Any, maria: Any) -> None:
    maria.post(reverse("catalogue_new"), FORM | {"code": "X-01"})
    again = maria.post(reverse("catalogue_new"), FORM | {"code": "x-01"})
    assert again.status_code == 422
    assert "sudah dipakai" in again.content.decode()


def test_drafts_are_published_together(town: Any, maria: Any) -> None:
    for code in ("X-01", "X-02"):
        maria.post(reverse("catalogue_new"), FORM | {"code": code})
    listed = maria.get(reverse("catalogue_drafts")).content.decode()
    assert "2 dari 2 rancangan siap terbit" in listed
    maria.post(reverse("catalogue_publish_all"), {"code": ["X-01", "X-02"]})
    with agency_scope(town.agency.pk):
        assert ProgrammeVersion.objects.count() == 2
    assert "Tidak ada rancangan yang menunggu" in maria.get(reverse("catalogue_drafts")).content.decode()


def test_the_workbook_shows_drafts_to_editors_only(town: Any, maria: Any) -> None:
    with agency_scope(town.agency.pk):
        services.adopt_starting_catalogue(actor=planner(town), now=NOW)
    maria.post(reverse("catalogue_new"), FORM | {"code": "X-01"})
    learner = town.client("yohana", "Yohana", person=town.clerk)

    def codes(client: Any) -> set[Any]:
        book = openpyxl.load_workbook(BytesIO(client.get(reverse("catalogue_export")).content))
        return {row[0].value for row in book["Program"].iter_rows(min_row=2)}

    assert len(codes(learner)) == 60
    assert codes(maria) - codes(learner) == {"X-01"}


def test_the_list_narrows_by_form_and_archives_with_a_way_back(town: Any, maria: Any) -> None:
    with agency_scope(town.agency.pk):
        services.adopt_starting_catalogue(actor=planner(town), now=NOW)
    text = maria.get(reverse("catalogue_list"), {"bentuk": "9"}).content.decode()
    assert "Tampil 1 dari 60" in text
    maria.post(reverse("catalogue_archive", args=["PS-03"]))
    assert "Tampil 0 dari 59" in maria.get(reverse("catalogue_list"), {"bentuk": "9"}).content.decode()
    maria.post(reverse("catalogue_archive", args=["PS-03"]))
    assert "Tampil 1 dari 60" in maria.get(reverse("catalogue_list"), {"bentuk": "9"}).content.decode()
