"""Kota Sorong's units: 42 perangkat daerah, 10 distrik, 41 kelurahan, puskesmas, hospital and schools.

Districts and kelurahan carry the names of Kepmendagri 300.2.2-2138/2025; bidang, puskesmas and schools are typical.
"""

from collections.abc import Iterator
from dataclasses import dataclass

REMOTE = {"Sorong Kepulauan", "Klaurung", "Maladum Mes"}

DISTRICTS: dict[str, tuple[str, ...]] = {
    "Sorong": ("Remu Utara", "Klademak", "Kofkerbu", "Remu"),
    "Sorong Timur": ("Klawalu", "Klamana", "Klawuyuk", "Kladufu"),
    "Sorong Barat": ("Rufei", "Klawasi", "Puncak Cendrawasih", "Pal Putih"),
    "Sorong Kepulauan": ("Dum Barat", "Dum Timur", "Soop", "Raam"),
    "Sorong Utara": ("Malanu", "Malasilen", "Matalamagi", "Sawagumu"),
    "Sorong Manoi": ("Klaligi", "Malawei", "Malabutor", "Remu Selatan", "Klasabi"),
    "Sorong Kota": ("Kampung Baru", "Klabala", "Klasuur", "Klakublik"),
    "Klaurung": ("Klasuat", "Klablim", "Klasaman", "Giwu"),
    "Malaimsimsa": ("Klagete", "Malaingkedi", "Malamso", "Klabulu"),
    "Maladum Mes": ("Suprau", "Tampa Garam", "Saoka", "Tanjung Kasuari"),
}

# name, short name, job family of its field staff, weight of its size, names of its bidang
_DINAS: tuple[tuple[str, str, str, float, tuple[str, ...]], ...] = (
    ("Dinas Pendidikan", "Disdik", "pendidikan", 1.6, ("Pembinaan SD", "Pembinaan SMP", "Ketenagaan")),
    (
        "Dinas Kesehatan",
        "Dinkes",
        "kesehatan",
        1.8,
        ("Kesehatan Masyarakat", "Pencegahan Penyakit", "Pelayanan Kesehatan"),
    ),
    (
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "PUPR",
        "pekerjaan_umum",
        1.6,
        ("Bina Marga", "Cipta Karya", "Tata Ruang"),
    ),
    ("Dinas Perumahan dan Kawasan Permukiman", "Disperkim", "pekerjaan_umum", 0.8, ("Perumahan",)),
    ("Dinas Sosial", "Dinsos", "sosial", 0.8, ("Rehabilitasi Sosial",)),
    ("Dinas Tenaga Kerja dan Transmigrasi", "Disnaker", "ekonomi", 0.8, ("Penempatan Kerja",)),
    ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "DP3A", "sosial", 0.7, ("Perlindungan Anak",)),
    ("Dinas Ketahanan Pangan", "Disketapang", "penyuluhan", 0.7, ()),
    ("Dinas Lingkungan Hidup", "DLH", "lingkungan", 1.2, ("Persampahan",)),
    (
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Disdukcapil",
        "kependudukan",
        1.0,
        ("Pendaftaran Penduduk", "Pencatatan Sipil"),
    ),
    ("Dinas Pemberdayaan Masyarakat dan Kampung", "DPMK", "kewilayahan", 0.7, ()),
    ("Dinas Perhubungan", "Dishub", "perhubungan", 1.3, ("Lalu Lintas", "Angkutan")),
    ("Dinas Komunikasi dan Informatika", "Diskominfo", "tik", 0.9, ("Aplikasi Informatika", "Persandian")),
    ("Dinas Koperasi dan Usaha Kecil Menengah", "Diskop", "ekonomi", 0.7, ()),
    ("Dinas Penanaman Modal dan PTSP", "DPMPTSP", "perizinan", 0.9, ("Pelayanan Perizinan",)),
    ("Dinas Pemuda dan Olahraga", "Dispora", "administrasi", 0.6, ()),
    ("Dinas Perpustakaan dan Kearsipan", "Dispusip", "kearsipan", 0.7, ("Kearsipan",)),
    ("Dinas Perikanan", "Diskan", "penyuluhan", 0.8, ()),
    ("Dinas Pariwisata dan Kebudayaan", "Disparbud", "pariwisata", 0.7, ()),
    ("Dinas Pertanian", "Distan", "penyuluhan", 0.8, ()),
    ("Dinas Perindustrian dan Perdagangan", "Disperindag", "ekonomi", 0.8, ()),
    ("Dinas Pemadam Kebakaran", "Damkar", "kebencanaan", 1.0, ()),
    (
        "Badan Kepegawaian dan Pengembangan SDM",
        "BKPSDM",
        "kepegawaian",
        1.0,
        ("Pengembangan Kompetensi", "Mutasi", "Kinerja"),
    ),
    ("Badan Perencanaan Pembangunan Daerah", "Bappeda", "perencanaan", 0.9, ("Ekonomi", "Sosial Budaya")),
    ("Badan Pengelolaan Keuangan dan Aset Daerah", "BPKAD", "keuangan", 1.2, ("Anggaran", "Perbendaharaan", "Aset")),
    ("Badan Pendapatan Daerah", "Bapenda", "pajak", 1.0, ("Pajak", "Retribusi")),
    ("Badan Kesatuan Bangsa dan Politik", "Kesbangpol", "administrasi", 0.6, ()),
    ("Badan Penanggulangan Bencana Daerah", "BPBD", "kebencanaan", 0.8, ()),
    ("Satuan Polisi Pamong Praja", "Satpol PP", "ketertiban", 2.0, ("Ketertiban Umum",)),
    ("Inspektorat Daerah", "Inspektorat", "pengawasan", 0.9, ()),
    ("Sekretariat DPRD", "Setwan", "administrasi", 0.9, ()),
)
_BAGIAN = (
    "Pemerintahan",
    "Hukum",
    "Organisasi",
    "Pengadaan Barang dan Jasa",
    "Umum",
    "Protokol dan Humas",
    "Kesejahteraan Rakyat",
)
_BAGIAN_FAMILY = {"Hukum": "hukum", "Pengadaan Barang dan Jasa": "pengadaan", "Protokol dan Humas": "humas"}


@dataclass(frozen=True)
class UnitSeed:
    """A unit of the demo: code, parent's code, what it is called, and who works there (family, share of the staff)."""

    code: str
    parent: str
    name: str
    short: str
    kind: str
    head_title: str
    district: str
    is_remote: bool
    family: str
    weight: float
    opd: str


def units() -> list[UnitSeed]:
    """Every unit, parents before children."""
    root = UnitSeed(
        "SRG",
        "",
        "Pemerintah Kota Sorong",
        "Pemkot",
        "pemda",
        "Sekretaris Daerah",
        "Sorong",
        False,
        "administrasi",
        0,
        "",
    )
    return [
        root,
        *_secretariat(),
        *(unit for number, dinas in enumerate(_DINAS, 2) for unit in _dinas(number, dinas)),
        *_field(),
    ]


def _secretariat() -> Iterator[UnitSeed]:
    code = "SRG-01"
    yield UnitSeed(
        code,
        "SRG",
        "Sekretariat Daerah",
        "Setda",
        "opd",
        "Asisten Administrasi Umum",
        "Sorong Kota",
        False,
        "administrasi",
        0.5,
        code,
    )
    for number, name in enumerate(_BAGIAN, 1):
        family = _BAGIAN_FAMILY.get(name, "administrasi")
        yield UnitSeed(
            f"{code}-{number:02d}",
            code,
            f"Bagian {name}",
            "",
            "bidang",
            f"Kepala Bagian {name}",
            "Sorong Kota",
            False,
            family,
            0.35,
            code,
        )


def _dinas(number: int, seed: tuple[str, str, str, float, tuple[str, ...]]) -> Iterator[UnitSeed]:
    name, short, family, weight, bidang = seed
    code = f"SRG-{number:02d}"
    district = ("Sorong Kota", "Sorong Manoi", "Malaimsimsa", "Sorong Utara")[number % 4]
    head = {"Sekretariat DPRD": "Sekretaris DPRD", "Inspektorat Daerah": "Inspektur"}.get(name, f"Kepala {name}")
    yield UnitSeed(code, "SRG", name, short, "opd", head, district, False, family, weight * 0.7, code)
    yield UnitSeed(
        f"{code}-01",
        code,
        f"Sekretariat {short}",
        "",
        "bidang",
        f"Sekretaris {name}",
        district,
        False,
        "administrasi",
        weight * 0.8,
        code,
    )
    for place, part in enumerate(bidang, 2):
        yield UnitSeed(
            f"{code}-{place:02d}",
            code,
            f"Bidang {part}",
            "",
            "bidang",
            f"Kepala Bidang {part}",
            district,
            False,
            family,
            weight * 0.9,
            code,
        )


def _field() -> Iterator[UnitSeed]:
    for number, (district, villages) in enumerate(DISTRICTS.items(), 33):
        remote = district in REMOTE
        code = f"SRG-{number:02d}"
        yield UnitSeed(
            code,
            "SRG",
            f"Distrik {district}",
            "",
            "kecamatan",
            f"Kepala Distrik {district}",
            district,
            remote,
            "kewilayahan",
            0.7,
            code,
        )
        for place, village in enumerate(villages, 1):
            yield UnitSeed(
                f"{code}-{place:02d}",
                code,
                f"Kelurahan {village}",
                "",
                "kelurahan",
                f"Lurah {village}",
                district,
                remote,
                "kewilayahan",
                0.28,
                code,
            )
        health = "SRG-03"
        yield UnitSeed(
            f"{health}-P{number}",
            health,
            f"Puskesmas {district}",
            "",
            "puskesmas",
            f"Kepala Puskesmas {district}",
            district,
            remote,
            "kesehatan",
            2.4 if not remote else 1.6,
            health,
        )
        school = "SRG-02"
        for place in range(1, 4 if not remote else 3):
            kind = "SMP" if place == 1 else "SD"
            label = f"{kind} Negeri {(number - 33) * 3 + place} Sorong"
            yield UnitSeed(
                f"{school}-S{number}{place}",
                school,
                label,
                "",
                "sekolah",
                f"Kepala {label}",
                district,
                remote,
                "pendidikan",
                2.6 if kind == "SMP" else 2.1,
                school,
            )
    yield UnitSeed(
        "SRG-03-RS",
        "SRG-03",
        "RSUD Kota Sorong",
        "RSUD",
        "rsud",
        "Direktur RSUD Kota Sorong",
        "Sorong Manoi",
        False,
        "kesehatan",
        17.0,
        "SRG-03",
    )
