"""What the page /gaya/ shows: every component with invented data, once per theme."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from asah.foundation.pages import components, fields, forms, samples, tables
from asah_basics import charts, formats

NOW = datetime(2027, 1, 11, 23, 14, tzinfo=UTC)
SAMPLE_AGENCY = SimpleNamespace(name="Kota Sorong", zone="Asia/Jayapura", is_sample=True)
UNITS = (
    "Badan Kepegawaian", "Badan Pendapatan Daerah", "Dinas Kesehatan", "Dinas Ketahanan Pangan", "Dinas Pendidikan",
    "Dinas PUPR", "Dinas Sosial", "Disdukcapil", "Distrik Klaurung", "Distrik Sorong Kepulauan", "Inspektorat",
    "Kesbangpol", "RSUD Sele Be Solu", "Satpol PP", "Sekretariat Daerah", "Sekretariat DPRD",
)  # fmt: skip


class SampleForm(forms.AsahForm):
    """One field of every kind."""

    nip = fields.NIPField(label="NIP")
    cost = fields.RupiahField(label="Biaya program", required=False, max_value=200_000_000)
    born = fields.TanggalField(label="Tanggal lahir")
    served = fields.PersenField(label="Batas terlayani", required=False)
    seats = fields.AngkaField(label="Kuota", min_value=1, max_value=40)
    unit = fields.PilihCariField(label="Unit", choices=[("", "Pilih unit"), *((unit, unit) for unit in UNITS)])
    used = fields.PilihField(
        label="Apakah Yohana sempat memakai antrean prioritas?",
        choices=[(word, word) for word in ("Belum ada kesempatan", "Belum", "Kadang", "Rutin")],
    )
    clear = fields.SkalaField(
        label="Seberapa jelas penjelasannya?",
        words=("Sangat kurang jelas", "Kurang jelas", "Cukup", "Jelas", "Sangat jelas"),
    )
    helped = fields.PilihBanyakField(
        label="Apa yang membantu?", required=False, choices=[(word, word) for word in ("Waktu", "Alat", "Atasan")]
    )
    roster = fields.UnggahField(label="Daftar pegawai", extensions=("xlsx", "csv"), help_text="XLSX atau CSV, ≤ 20 MB")


@dataclass(frozen=True, slots=True)
class Programme:
    """A row of the sample table."""

    pk: int
    name: str
    method: str
    seats: int
    cost: int
    closed: float
    status: components.Status
    why: str


IN = components.Status("Masuk", "ok", "full")
EDGE = components.Status("Di batas", "warn", "half")
OUT = components.Status("Tidak masuk", "", "empty")
PROGRAMMES = (
    Programme(1, "Literasi digital dasar", "Daring mandiri · 10 JP", 1480, 62, 5.6, IN, "Rp42 ribu per kursi"),
    Programme(2, "Pelayanan publik prima", "Klasikal · 24 JP", 240, 168, 4.1, IN, "Kemungkinan membantu (B)"),
    Programme(3, "Penulisan naskah dinas", "Daring · 6 JP", 300, 18, 0.9, EDGE, "Keluar bila pagu turun Rp20 juta"),
    Programme(4, "Studi banding luar daerah", "Kunjungan · 16 JP", 12, 290, 0.3, OUT, "Rp290 juta untuk 0,3 poin"),
)


def _programme_table(theme: str) -> tables.TableSpec:
    column = tables.Column
    return tables.TableSpec(
        name=f"{theme}-program",
        caption=f"Program dalam skenario ({theme})",
        columns=(
            column("nama", "Program", lambda row: row.name, sort="name", hint=lambda row: row.method),
            column("kursi", "Kursi", lambda row: row.seats, sort="seats", is_numeric=True),
            column("biaya", "Biaya", lambda row: row.cost, sort="cost", unit="Rp juta", is_numeric=True),
            column("poin", "Tertutup", lambda row: row.closed, sort="closed", unit="poin", is_numeric=True, decimals=1),
            column("keputusan", "Keputusan", lambda row: row.status),
            column("alasan", "Alasan", lambda row: row.why, is_small=True),
        ),
        row_url=lambda row: f"#program-{row.pk}",
        row_tone=lambda row: "edge" if row.status is EDGE else "",
        filters=(
            tables.Filter(
                "keputusan",
                "Keputusan",
                [(status.word, status.word) for status in (IN, EDGE, OUT)],
                lambda rows, word: [row for row in rows if row.status.word == word],
            ),
        ),
        search=lambda rows, words: [row for row in rows if words.lower() in row.name.lower()],
        search_label="Cari program",
        actions=(tables.BulkAction("lock", "Kunci masuk"), tables.BulkAction("drop", "Keluarkan")),
        default_sort="-poin",
        exports=("xlsx", "csv"),
    )


def _heat(theme: str) -> components.HeatTable:
    row, cell = components.HeatRow, components.HeatCell
    values = (0.2, 0.4, 0.8, 1.2, 1.6, 1.7)
    scored = [
        cell(formats.number(value, 1), step, f"#sel-{step}", is_current=step == 4) for step, value in enumerate(values)
    ]
    patchy = [*scored[:2], cell("", None), *scored[3:]]
    return components.HeatTable(
        caption=f"Kesenjangan menurut unit dan kompetensi ({theme})",
        corner="Unit",
        columns=("Sangat kecil", "Kecil", "Sedang", "Besar", "Lebih besar", "Terbesar"),
        rows=(
            row("Satpol PP", "142 dari 168 menjawab", "#satpol", scored),
            row("Dinas Sosial", "61 dari 70 menjawab", "", patchy),
            row("Klaurung", "3 dari 17 menjawab", missing="Belum cukup jawaban"),
        ),
        legend=("0 level", "lebih dari 1,6"),
    )


def _tasks() -> list[components.Task]:
    task = components.Task
    return [
        task(
            "Perbaiki 3 baris impor pegawai",
            "#impor",
            "4.902 baris lain sudah siap",
            components.Status("Hari ini", "err"),
        ),
        task("Ingatkan 3 unit", "#unit", "Belum cukup menjawab survei", components.Status("15 Januari", "warn")),
        task("Pilih antara Skenario B dan C", "#bandingkan", due="22 Januari"),
        task("Buka survei kebutuhan", is_done=True),
    ]


def _jobs() -> list[components.JobView]:
    job = components.JobView
    return [
        job("Menyusun 212 surat panggilan", "queued", cancel_url="#"),
        job("Memeriksa daftar pegawai", "running", 1240, 4905, "Kira-kira 20 detik lagi", cancel_url="#"),
        job("Menghitung Skenario B", "done", result_url="#hasil"),
        job("Mengimpor kepuasan masyarakat", "done_with_notes", note="3 baris dilewati", result_url="#hasil"),
        job("Mencetak sertifikat", "failed", note="Penanda tangan belum ditetapkan. Tetapkan, lalu ulangi."),
        job("Menghitung ulang kesenjangan", "cancelled"),
    ]


def _happenings() -> list[components.Happening]:
    happening = components.Happening
    return [
        happening(NOW - timedelta(days=3), "Diajukan oleh Maria Wanggai"),
        happening(NOW - timedelta(days=1), "Dikembalikan: “Tambah satu kelas di Kepulauan.”", "#catatan"),
        happening("26 Februari 2027", "Menunggu persetujuan", is_done=False),
    ]


def _reasons() -> list[components.ReasonPart]:
    part = components.ReasonPart
    return [
        part("Kesenjangan terhadap jabatan", 28, 50, 36, "Anda 1 level di bawah syarat."),
        part("Lama menunggu", 18, 30, 16, "Dua kali mengajukan sejak 2025. Ini menguatkan Anda."),
    ]


def _links() -> list[components.Link]:
    link = components.Link
    return [link("Skenario", "#1", is_current=True), link("Program", "#2", count=60), link("Sanggahan", "#3", count=0)]


def _chain() -> list[components.EvidenceStep]:
    step = components.EvidenceStep
    return [
        step("Reaksi", "4,4 dari 5", "217 dari 236 mengisi (92%)"),
        step("Belajar", "56 → 74", "+18 (15–21)"),
        step("Perilaku", "71% dipakai", "142 dari 200 menurut atasan"),
        step("Hasil", "+0,9 poin", "(0,3–1,5) · 39 dari 42 unit"),
    ]


def _bound_form(theme: str) -> SampleForm:
    data = QueryDict(mutable=True)
    data.update(
        {"nip": "19850412 201001 1 90", "cost": "1,85 M", "born": "31/02/1990", "seats": "60", "used": "Kadang"}
    )
    return SampleForm(data, auto_id=f"{theme}-salah-%s")


def _clean_form(theme: str) -> SampleForm:
    initial = {"nip": "198504122010011907", "cost": 168_000_000, "born": date(1985, 4, 12), "seats": 30, "clear": "4"}
    return SampleForm(initial=initial, auto_id=f"{theme}-%s")


def _column(theme: str, name: str) -> dict[str, Any]:
    empty_search = {"q": "bahasa isyarat"}
    spec = _programme_table(theme)
    return {
        "theme": theme,
        "name": name,
        "crumbs": f"Remah {theme}",
        "heat": _heat(theme),
        "form": _clean_form(theme),
        "wrong_form": _bound_form(theme),
        "table": tables.build(spec, PROGRAMMES, {}, "/gaya/"),
        "empty_table": tables.build(_programme_table(f"{theme}-kosong"), PROGRAMMES, empty_search, "/gaya/"),
    }


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery's template draws."""
    return {
        "agency": SAMPLE_AGENCY,
        "now": NOW,
        "columns": [_column("light", _("Terang")), _column("dark", _("Gelap"))],
        "statuses": [
            IN,
            EDGE,
            OUT,
            *(components.status(key) for key in components.STATUS_KEYS),
        ],
        "steps": components.steps(("Unggah", "Cocokkan", "Periksa", "Perbaiki", "Tinjau", "Terapkan"), 2),
        "tasks": _tasks(),
        "jobs": _jobs(),
        "happenings": _happenings(),
        "reasons": _reasons(),
        "links": _links(),
        "crumbs": [
            components.Link("Rencana", "#rencana"),
            components.Link("Skenario", "#skenario"),
            components.Link("B"),
        ],
        "tiles": [
            components.Tile(4902, "siap", "#siap"),
            components.Tile(3, "perlu diperbaiki", "#galat", is_current=True),
            components.Tile(11, "peringatan", "#peringatan"),
        ],
        "answers": [
            components.Answer("Tujuan", "Melayani warga tanpa antre lebih dari 15 menit", "#tujuan"),
            components.Answer("Biaya", "Rp168.000.000", "#biaya"),
            components.Answer("Lampiran", "", "#lampiran"),
        ],
        "clashes": [components.Conflict("seats", "Kuota", "25", "30")],
        "chain": _chain(),
        "charts": samples.all_charts(),
        "rank": charts.rank_strip(37, 52, 30, 35),
        "mini": charts.mini_bullet(charts.Target("JP Yohana", 12, 20)),
        "qr_svg": _qr("AS1:7K2M9:PPP-V:9f2c41ab"),
    }


def _qr(text: str) -> str:
    """The code as bare SVG: black squares from a path, no styles."""
    import segno

    return str(segno.make(text, error="m").svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None))
