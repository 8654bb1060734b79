"""Files, numbers and PDF."""

import errno
import io
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from asah.foundation.access.actor import Actor, Held, NotAllowed
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import use_case
from asah.foundation.documents import files, queries, services
from asah.foundation.documents.models import Document, File
from asah.foundation.documents.numbering import next_number
from asah.foundation.documents.pdf import qr_svg, render_pdf

pytestmark = pytest.mark.django_db

LETTER = """
#import "/asah.typ": *
#show: document-page.with(title: data.title)
#letterhead()
#data.body
#signature-block(data.signature)
#image(bytes(data.qr), format: "svg", width: 20mm, alt: "Kode QR")
"""


@use_case(Permission.DOCUMENT_ISSUE, says="{actor} menerbitkan lampiran")
def issue(*, actor: Actor, now: datetime, content: bytes, person: int | None) -> Document:
    """A deed that issues a document."""
    return services.issue_document(
        actor=actor, now=now, kind="annex", title="Lampiran", content=content, name="lampiran.pdf", person=person
    )


def test_pdf_has_letterhead_signature_and_sample_mark_and_is_reproducible(tmp_path: Path) -> None:
    template = tmp_path / "letter.typ"
    template.write_text(LETTER)
    data: dict[str, Any] = {
        "title": "Surat", "body": "Isi surat.", "sample": True, "letterhead": ["Pemerintah Kota Sorong", "BKPSDM"],
        "qr": qr_svg("https://contoh/periksa"),
        "signature": {"place": "Sorong", "on": "12 Januari 2027", "post": "Kepala Badan", "name": "A. Rumbiak"},
    }  # fmt: skip
    first = render_pdf(template, data, on=date(2027, 1, 12))
    assert first == render_pdf(template, data, on=date(2027, 1, 12))
    text = PdfReader(io.BytesIO(first)).pages[0].extract_text()
    for words in ("PEMERINTAH KOTA SORONG", "Isi surat.", "Data contoh", "Halaman 1 dari 1", "A. Rumbiak"):
        assert words in text


def test_document_is_read_by_its_person_and_the_planner_only(
    scope: Any, planner: Actor, now: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path
    document = issue(actor=planner, now=now, content=b"%PDF-1.7 x", person=7)
    owner = Actor(scope.pk, None, "Yohana", person=7, roles=(Held("asn"),))
    other = Actor(scope.pk, None, "Lain", person=8, roles=(Held("asn"),))
    assert services.open_document(actor=owner, now=now, uid=document.uid)[1] == b"%PDF-1.7 x"
    assert services.open_document(actor=planner, now=now, uid=document.uid)[0] == document
    with pytest.raises(NotAllowed):
        services.open_document(actor=other, now=now, uid=document.uid)


@pytest.mark.parametrize(
    ("roles", "person", "account", "seen"),
    [
        ((Held("planner"),), None, None, {"kota", "dinas", "puskesmas", "orang", "akun"}),
        ((Held("planner", "/1/2/"),), None, None, {"dinas", "puskesmas"}),
        ((Held("personnel_officer", "/1/2/3/"),), None, None, {"puskesmas"}),
        ((Held("personnel_officer"),), None, None, set()),
        ((Held("asn"),), 7, None, {"orang"}),
        ((Held("asn"), Held("personnel_officer", "/1/2/")), 7, 9, {"orang", "akun", "dinas", "puskesmas"}),
    ],
)
def test_the_list_holds_what_may_be_opened_and_nothing_else(
    scope: Any, now: datetime, roles: Any, person: int | None, account: int | None, seen: set[str]
) -> None:
    file = File.objects.create(agency=scope, digest="0" * 64, name="a", media_type="text/csv", size=1, stored_at=now)
    places: dict[str, dict[str, Any]] = {
        "kota": {}, "dinas": {"unit_path": "/1/2/"}, "puskesmas": {"unit_path": "/1/2/3/"},
        "orang": {"person": 7}, "akun": {"account": 9},
    }  # fmt: skip
    for title, where in places.items():
        Document.objects.create(
            agency=scope, uid=uuid.uuid4(), kind="x", title=title, file=file, issued_at=now, **where
        )
    actor = Actor(scope.pk, account, "Orang", person=person, roles=roles)
    listed = list(queries.readable(actor))
    assert {row.title for row in listed} == seen
    assert {row.title for row in Document.objects.all() if queries.may_open(actor, row)} == seen
    assert [row.pk for row in listed] == sorted((row.pk for row in listed), reverse=True)


def test_files_are_refused_in_words(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    with pytest.raises(files.FileRefused, match="50 MB"):
        files.check(b"0" * (files.LARGEST + 1), "besar.pdf", "application/pdf")
    with pytest.raises(files.FileRefused, match="tidak dikenal"):
        files.check(b"MZ", "virus.exe", "application/x-msdownload")
    with pytest.raises(files.FileRefused, match="tidak sesuai"):
        files.check(b"hello", "surat.pdf", "application/pdf")


def test_full_disk_leaves_nothing(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FILES_DIR = tmp_path

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(files.DiskFull, match="Ruang simpan penuh"):
        files.store(b"isi")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_damaged_file_is_noticed(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    stored = files.store(b"isi")
    files.path_of(stored.digest).write_bytes(b"lain")
    with pytest.raises(files.FileRefused, match="rusak"):
        files.read(stored.digest)


def test_numbers_are_gapless_and_name_unknown_tokens(scope: Any) -> None:
    def draw() -> str:
        return next_number(agency=scope.pk, kind="plan", on=date(2027, 1, 12), unit="BKPSDM", classification="800.2.4")

    assert [draw(), draw()] == ["800.2.4/001/BKPSDM/2027", "800.2.4/002/BKPSDM/2027"]
    with pytest.raises(ValueError, match="Token nomor"):
        next_number(
            agency=scope.pk, kind="x", on=date(2027, 1, 12), unit="B", classification="8", template="{salah}/{seri}"
        )
