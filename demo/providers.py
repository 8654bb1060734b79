"""Invented partners of the town: a university, two NGOs, a firm, a ministry's school and the province's."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PartnerSeed:
    """A partner with agreements (kind, number, subject, first day, last day) and instructors (name, fields, rate)."""

    code: str
    name: str
    kind: str
    city: str
    fields: tuple[str, ...]
    agreements: tuple[tuple[str, str, str, date, date], ...] = ()
    instructors: tuple[tuple[str, tuple[str, ...], int | None], ...] = ()


PARTNERS = (
    PartnerSeed(
        "UNIV-SORONG", "Universitas Contoh Sorong", "universitas", "Sorong",
        ("Manajemen publik", "Pelayanan publik", "Teknologi informasi"),
        (
            ("mou", "01/MOU/2024", "Tridarma dan pengembangan ASN", date(2024, 3, 1), date(2029, 2, 28)),
            ("pks", "07/PKS/2026", "Pelatihan pelayanan publik", date(2026, 3, 1), date(2028, 2, 29)),
        ),
        (
            ("Dr. Contoh Wanggai, M.Si.", ("Manajemen publik",), 300_000),
            ("Contoh Pattipi, S.Kom., M.T.", ("Teknologi informasi",), 300_000),
        ),
    ),
    PartnerSeed(
        "YYS-PESISIR", "Yayasan Pesisir Contoh", "lsm", "Sorong", ("Layanan daerah kepulauan", "Inovasi pelayanan"),
        (("pks", "11/PKS/2025", "Pendampingan pelayanan kepulauan", date(2025, 2, 1), date(2027, 1, 31)),),
        (("Contoh Mambrasar, S.Sos.", ("Inovasi pelayanan",), 250_000),),
    ),
    PartnerSeed(
        "LSM-WARGA", "Forum Warga Contoh", "lsm", "Sorong", ("Pengaduan masyarakat",),
        (("mou", "04/MOU/2025", "Keterbukaan informasi", date(2025, 6, 1), date(2027, 5, 31)),),
    ),
    PartnerSeed(
        "PT-DIGITAL", "PT Contoh Digital Nusantara", "perusahaan", "Jakarta", ("Keamanan informasi", "Analisis data"),
        (("pks", "02/PKS/2024", "Pelatihan analisis data", date(2024, 11, 1), date(2026, 10, 31)),),
        (("Contoh Setiawan, S.T.", ("Analisis data",), 450_000),),
    ),
    PartnerSeed(
        "BPSDM-PBD", "BPSDM Provinsi (contoh)", "lembaga_diklat", "Sorong", ("Kepemimpinan", "Latsar"),
        (("pks", "15/PKS/2026", "Pengiriman peserta PKP, PKA, dan Latsar", date(2026, 1, 5), date(2027, 12, 31)),),
        (("Contoh Widyaiswara, M.Pd.", ("Kepemimpinan",), 200_000),),
    ),
    PartnerSeed("PUSDIKLAT", "Pusdiklat Kementerian (contoh)", "instansi", "Jakarta", ("Keuangan daerah", "Pengadaan")),
)  # fmt: skip
