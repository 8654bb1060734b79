"""The pictures shown on the page /gaya/: drawn data of an invented town, one of each kind."""

from datetime import date

from asah_basics import charts
from asah_basics.charts import Chart

_SOURCE = "Sumber: data contoh, 12 Januari 2027 pukul 08.14 WIT."
_NO_HOURS = [0.0] * 36 + [4.0 + place * 0.7 for place in range(64)]
_THIS_YEAR = [0.0] * 18 + [6.0 + place * 0.32 for place in range(82)]


def all_charts() -> list[Chart]:
    """One chart of every kind of the catalogue, in the order of their questions."""
    return [*_needs(), *_money(), *_people(), *_evidence()]


def _needs() -> list[Chart]:
    bar, pair = charts.Bar, charts.Pair
    return [
        charts.ordered_bars(
            [
                bar("Literasi digital", 1.62, 1.48, 1.76, 3204, highlight=True),
                bar("Pelayanan publik", 1.41, 1.22, 1.60, 2911),
                bar("Pengelolaan keuangan daerah", 1.18, 0.91, 1.45, 402),
                bar("Pengadaan barang dan jasa", 1.02, 0.70, 1.34, 311),
                bar("Komunikasi publik", 0.77, 0.58, 0.96, 1204),
                bar("Bahasa isyarat petugas loket", None, n=3),
            ],
            measure="Kesenjangan (level)",
            sub="Level, 4.905 pegawai, siklus 2027; garis = selang kepercayaan 95%",
            source=_SOURCE,
            title="Literasi digital paling kurang, dan itu pasti",
            decimals=1,
        ),
        charts.dumbbell(
            [
                pair("Melayani warga", 3.4, 2.6),
                pair("Mengelola data", 2.1, 2.3),
                pair("Menulis naskah dinas", 2.9, 2.5),
                pair("Mengambil keputusan", 2.4, 2.4),
            ],
            first_label="Menurut diri",
            second_label="Menurut atasan",
            sub="Level 1–5, Disdukcapil, 38 pegawai",
            source=_SOURCE,
            decimals=1,
        ),
    ]


def _money() -> list[Chart]:
    step, pair = charts.Step, charts.Pair
    closed = [(500e6 + index * 250e6, 0.5 * (1 - 2.718281828 ** (-0.9 * (0.5 + index * 0.25)))) for index in range(11)]
    return [
        charts.waterfall(
            1850,
            [
                step("Wajib", 310),
                step("Manajerial", 385),
                step("Teknis", 742),
                step("Sosiokultural", 168),
                step("Evaluasi", 93),
                step("Cadangan", 140),
            ],
            sub="Juta rupiah, rencana 2027",
            source=f"{_SOURCE} Evaluasi = biaya mengukur hasil.",
            title="Dua dari lima rupiah untuk kompetensi teknis",
        ),
        charts.frontier(closed, 1_850_000_000, sub="Bagian kesenjangan prioritas, siklus 2027", source=_SOURCE),
        charts.slope(
            [
                pair("Dinas Kesehatan", 31, 44),
                pair("Disdukcapil", 28, 41),
                pair("Distrik Sorong Kepulauan", 22, 38),
                pair("Dinas PUPR", 40, 33, highlight=True),
                pair("Satpol PP", 18, 19),
                pair("Inspektorat", 35, 30),
            ],
            first_label="Skenario A",
            second_label="Skenario B",
            measure="Kesenjangan tertutup (%)",
            sub="Persen kesenjangan tertutup per unit",
            source=_SOURCE,
        ),
        charts.bullets(
            [
                charts.Target("Anggaran terpakai (Rp juta)", 1380, 1838),
                charts.Target("Orang mencapai 20 JP", 1905, 1800),
                charts.Target("Kelas terlaksana", 61, 84),
            ],
            measure="Terlaksana",
            sub="Sampai 30 September 2027",
            source=_SOURCE,
        ),
        charts.month_strip(
            [
                charts.Span("Literasi digital dasar", date(2027, 3, 1), date(2027, 6, 30)),
                charts.Span("Pelayanan publik prima", date(2027, 4, 5), date(2027, 7, 16)),
                charts.Span("Orientasi PPPK 2027", date(2027, 2, 1), date(2027, 3, 4)),
                charts.Span("Kepemimpinan kepala seksi", date(2027, 8, 2), date(2027, 9, 30), highlight=True),
                charts.Span("Pengadaan lanjutan", date(2027, 9, 6), date(2027, 9, 17)),
            ],
            2027,
            pauses=[charts.Span("Ramadan", date(2027, 2, 8), date(2027, 3, 9))],
            sub="Kelas per bulan, 2027; arsir = Ramadan",
            source=_SOURCE,
        ),
    ]


def _people() -> list[Chart]:
    group, distribution = charts.Group, charts.Distribution
    return [
        charts.lorenz(
            [distribution("Rencana 2027", _THIS_YEAR), distribution("2026", _NO_HOURS)],
            sub="Bagian jam kumulatif, 4.905 pegawai",
            source="Tanpa jam sama sekali: 880 orang (18%), tahun lalu 1.760 (36%).",
            title="Jam belajar terbagi lebih merata",
        ),
        charts.swarm(
            [
                charts.Swarm("2026", _units(0.07, 0.5), 0.23),
                charts.Swarm("Rencana 2027", _units(0.21, 0.44), 0.39),
            ],
            measure="pegawai yang mencapai 20 JP",
            whole="kota",
            sub="Bagian pegawai yang mencapai 20 JP; satu titik satu unit, 42 unit",
            source=_SOURCE,
        ),
        charts.dot_strip(
            [
                group("Dinas Kesehatan", [0] * 6 + [10.0, 12, 20, 20, 22, 24, 24, 24, 30, 30, 36]),
                group("Distrik Sorong Kepulauan", [0] * 11 + [6.0, 10, 20]),
                group("Disdukcapil", [0, 0, 10.0, 10, 16, 20, 20, 20, 24, 24, 32, 40]),
            ],
            sub="JP per pegawai, 2026; luas titik = banyak orang",
            source=_SOURCE,
        ),
        charts.histogram(
            [1.2, 1.4, 1.6, 1.8, 1.9, 2.1, 2.1, 2.2, 2.3, 2.4, 2.4, 2.6, 2.8, 3.1, 3.3, 3.6, 4.2],
            [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5],
            measure="Level awal",
            noun="peserta",
            sub="Pra-uji, 17 peserta, angkatan V",
            source=_SOURCE,
        ),
        charts.stacked(
            [
                charts.Stack("Dinas Kesehatan", [420, 180, 60]),
                charts.Stack("Dinas Pendidikan", [300, 420, 110]),
                charts.Stack("Kecamatan dan distrik", [90, 60, 10]),
            ],
            ["Daring", "Klasikal", "Di tempat kerja"],
            measure="Kursi menurut cara belajar",
            sub="Bagian kursi, rencana 2027",
            source=_SOURCE,
        ),
    ]


def _units(lowest: float, spread: float) -> list[tuple[str, float]]:
    """Invented shares of 42 units, the first of them the lowest."""
    names = ["Sorong Kepulauan", *(f"Unit {place}" for place in range(2, 43))]
    return [(name, lowest + spread * (place * 37 % 101 / 101) ** 1.6) for place, name in enumerate(names)]


def _evidence() -> list[Chart]:
    period, estimate = charts.Period, charts.Estimate
    before = [(-5, -0.08, 0.38), (-4, 0.05, 0.34), (-3, 0.02, 0.33), (-2, -0.05, 0.31), (-1, 0.0, 0.0)]
    after = [(0, 0.12, 0.40), (1, 0.55, 0.46), (2, 0.82, 0.50), (3, 0.93, 0.55), (4, 0.90, 0.58), (5, 1.02, 0.62)]
    return [
        charts.funnel(
            [("Diundang", 248), ("Hadir", 236), ("Mengisi reaksi", 217), ("Dinilai atasan", 200)],
            noun="peserta",
            sub="Pelayanan publik prima, angkatan I–IV",
            source=_SOURCE,
        ),
        charts.diverging(
            [
                charts.Rated("Materi sesuai pekerjaan saya", [4, 12, 40, 96, 65]),
                charts.Rated("Waktunya cukup", [22, 61, 58, 50, 26]),
                charts.Rated("Pengajar jelas", [2, 8, 30, 101, 76]),
                charts.Rated("Ruang dan alat", [0, 0, 0, 0, 0]),
            ],
            ["Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik"],
            sub="217 dari 236 peserta mengisi (92%)",
            source=_SOURCE,
        ),
        charts.event_study(
            [period(when, value, value - half, value + half) for when, value, half in (*before, *after)],
            smallest_worth=0.5,
            sub="Selisih terhadap pembanding, poin",
            source="Sumber: survei kepuasan masyarakat bulanan, 39 unit. Bulan −1 menjadi titik nol.",
            title="Skor naik sesudah pelatihan, tidak sebelumnya",
        ),
        charts.forest(
            [
                estimate("Pelayanan publik prima", 0.9, 0.3, 1.5, "B · Kemungkinan membantu"),
                estimate("Literasi digital dasar", 0.4, -0.1, 0.9, "C · Belum pasti"),
                estimate("Kepemimpinan kepala seksi", -0.2, -0.8, 0.4, "D · Belum pasti"),
            ],
            sub="Poin kepuasan (skala 1–10), 2026",
            source=_SOURCE,
            decimals=1,
        ),
        charts.line(
            ["2022", "2023", "2024", "2025", "2026"],
            [
                charts.Series(
                    "Disdukcapil", [7.1, 7.0, 7.2, 7.9, 8.3], [6.8, 6.7, 6.9, 7.6, 8.0], [7.4, 7.3, 7.5, 8.2, 8.6]
                ),
                charts.Series("Unit serupa", [7.0, 7.1, None, 7.2, 7.3]),
            ],
            measure="Kepuasan masyarakat",
            marks=[charts.Mark(2.5, "pelatihan")],
            sub="IKM, skala 1–10; pita = selang kepercayaan 95%",
            source=_SOURCE,
            decimals=1,
        ),
    ]
