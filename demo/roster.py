"""An invented workforce as a SIASN export: the same columns, the same spellings, every number made up.

Deterministic: the same seed gives the same people on every machine. NIP sequences 900-999 do not exist in reality.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demo.tree import UnitSeed

_FIRST_P = ("Yohana", "Maria", "Marthina", "Yuliana", "Agustina", "Ester", "Debora", "Siti", "Nurhayati", "Fatimah", "Rosalina",
            "Yosina", "Hermina", "Selvina", "Ni Made", "Sri", "Dewi", "Ratna", "Ribka", "Novita", "Welmina", "Aksamina")  # fmt: skip
_FIRST_L = ("Ruben", "Yohanes", "Markus", "Petrus", "Yusuf", "Daniel", "Abdul", "Muhammad", "Ahmad", "Obed", "Frans",
            "Alex", "Yakob", "Simon", "Wayan", "Agus", "Budi", "Hendra", "Melkias", "Soleman", "Isak", "Lukas")  # fmt: skip
_LAST = ("Rumbiak", "Kafiar", "Wanma", "Osok", "Kalami", "Malibela", "Mobalen", "Sesa", "Klasjok", "Malagam", "Duwit",
         "Mambrasar", "Sagrim", "Howay", "Bless", "Solossa", "Way", "Yumame", "Asmuruf", "Nauw", "Isir", "Kambu",
         "Suryani", "Hidayat", "Santoso", "Rahman", "Tahir", "Latuconsina", "Pattiasina", "Lewerissa", "Tuhumury",
         "Syaifudin", "Wibowo", "Hasanuddin", "Manurung", "Simanjuntak", "Paembonan", "Sampe", "Ohoiwutun")  # fmt: skip
_BACK = {
    "45": ("S.T., M.T.", "S.Sos., M.Si.", "S.E., M.M.", "S.Pd., M.Pd."),
    "40": ("S.E.", "S.Sos.", "S.H.", "S.Kom.", "S.IP.", "S.AP."),
    "30": ("A.Md.",),
}
_BACK_FAMILY = {
    "pendidikan": ("S.Pd.",),
    "kesehatan": ("S.Kep., Ns.", "S.K.M.", "S.Tr.Keb."),
    "pekerjaan_umum": ("S.T.",),
    "tik": ("S.Kom.",),
}

# family -> (title, SIASN-like code) of its functional posts
_FUNCTIONAL = {
    "pendidikan": ("Guru", "JF-GURU"), "kesehatan": ("Perawat", "JF-PERAWAT"), "pekerjaan_umum": ("Teknik Jalan dan Jembatan", "JF-TJJ"),
    "tik": ("Pranata Komputer", "JF-PRAKOM"), "keuangan": ("Analis Keuangan Pusat dan Daerah", "JF-AKPD"), "pajak": ("Penilai Pajak", "JF-PAJAK"),
    "perencanaan": ("Perencana", "JF-PERENCANA"), "pengawasan": ("Auditor", "JF-AUDITOR"), "kearsipan": ("Arsiparis", "JF-ARSIP"),
    "kepegawaian": ("Analis SDM Aparatur", "JF-ASDMA"), "pengadaan": ("Pengelola Pengadaan Barang/Jasa", "JF-PPBJ"), "hukum": ("Perancang Peraturan", "JF-PERANCANG"),
    "kependudukan": ("Administrator Database Kependudukan", "JF-ADB"), "sosial": ("Pekerja Sosial", "JF-PEKSOS"), "penyuluhan": ("Penyuluh Pertanian", "JF-PENYULUH"),
    "lingkungan": ("Pengendali Dampak Lingkungan", "JF-PEDAL"), "humas": ("Pranata Hubungan Masyarakat", "JF-HUMAS"), "perhubungan": ("Penguji Kendaraan Bermotor", "JF-PKB"),
    "ketertiban": ("Polisi Pamong Praja", "JF-POLPP"), "kebencanaan": ("Pemadam Kebakaran", "JF-DAMKAR"),
}  # fmt: skip
_CLERK = (
    ("Pengadministrasi Perkantoran", "JP-ADM"),
    ("Pengelola Layanan Operasional", "JP-PLO"),
    ("Penata Layanan Operasional", "JP-PNL"),
)
_SECOND_HEALTH = ("Bidan", "JF-BIDAN"), ("Sanitarian", "JF-SANITARIAN"), ("Apoteker", "JF-APOTEKER")
_RANKS = ["21", "22", "23", "24", "31", "32", "33", "34", "41", "42", "43"]
_RANK_NAMES = {"21": "II/a", "22": "II/b", "23": "II/c", "24": "II/d", "31": "III/a", "32": "III/b", "33": "III/c", "34": "III/d",
               "41": "IV/a", "42": "IV/b", "43": "IV/c"}  # fmt: skip
COLUMNS = (
    "PNS ID", "NIP BARU", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TANGGAL LAHIR", "JENIS KELAMIN", "EMAIL", "NOMOR HP",
    "JENIS PEGAWAI ID", "KEDUDUKAN HUKUM ID", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "GOL AKHIR ID", "GOL AKHIR NAMA",
    "TMT GOLONGAN", "JENIS JABATAN ID", "JENIS JABATAN NAMA", "JABATAN ID", "JABATAN NAMA", "TMT JABATAN", "ESELON ID",
    "JENJANG JF", "RUMPUN JABATAN", "TINGKAT PENDIDIKAN ID", "UNOR ID", "UNOR NAMA", "UNOR INDUK ID", "UNOR INDUK NAMA",
    "AWAL KONTRAK", "AKHIR KONTRAK",
)  # fmt: skip


@dataclass(frozen=True)
class Worker:
    """One invented employee, before he becomes a spreadsheet row."""

    number: int
    siasn_id: str
    nip: str
    name: str
    back: str
    birth: date
    sex: str
    email: str
    phone: str
    employment: str
    legal_status: str
    rank: str
    job_kind: str
    job_code: str
    job_title: str
    job_from: date
    echelon: str
    level: str
    family: str
    education: str
    unit: str
    is_head: bool
    contract: tuple[date, date] | None


def workers(units: Sequence[UnitSeed], size: int, seed: int, today: date) -> list[Worker]:
    """`size` people over the units: one head each, the rest by the units' weights."""
    rng = random.Random(seed)
    places = _places(units, size, rng)
    used: set[str] = set()
    return [_worker(rng, number, unit, is_head, today, used) for number, (unit, is_head) in enumerate(places, 1)]


def _places(units: Sequence[UnitSeed], size: int, rng: random.Random) -> list[tuple[UnitSeed, bool]]:
    heads = [(unit, True) for unit in units]
    if size < len(heads):
        raise ValueError(f"a town of {size} people cannot head {len(heads)} units")
    total = sum(unit.weight for unit in units)
    rest = size - len(heads)
    wanted = [unit.weight / total * rest for unit in units]
    counts = [int(value) for value in wanted]
    order = sorted(range(len(units)), key=lambda i: (counts[i] - wanted[i], i))
    for i in order[: rest - sum(counts)]:
        counts[i] += 1
    return heads + [(unit, False) for unit, count in zip(units, counts, strict=True) for _ in range(count)]


def _worker(rng: random.Random, number: int, unit: UnitSeed, is_head: bool, today: date, used: set[str]) -> Worker:
    sex = "P" if rng.random() < (0.62 if unit.family in ("pendidikan", "kesehatan") else 0.46) else "L"
    employment = "PNS" if is_head else rng.choices(("PNS", "PPPK", "PPPK_PW", "CPNS"), (62, 28, 7, 3))[0]
    age = rng.randint(38, 57) if is_head else min(59, max(22, round(rng.gauss(39 if employment == "PNS" else 33, 8))))
    birth = date(today.year - age, rng.randint(1, 12), rng.randint(1, 28))
    start_year = today.year - (1 if employment == "CPNS" else rng.randint(1, max(1, age - 22)))
    if employment in ("PPPK", "PPPK_PW"):
        start_year = max(2021 if employment == "PPPK" else 2025, min(today.year - 1, start_year))
    start_year = max(start_year, birth.year + 19)
    nip = _nip(rng, birth, start_year, sex, employment, used)
    title, code, kind, echelon, level = _post(rng, unit, is_head, age, employment)
    education = "45" if is_head and rng.random() < 0.5 else rng.choices(("15", "30", "40", "45"), (22, 20, 52, 6))[0]
    name = f"{rng.choice(_FIRST_P if sex == 'P' else _FIRST_L)} {rng.choice(_LAST)}"
    if rng.random() < 0.04:
        name = name.split()[0]
    back = rng.choice(_BACK_FAMILY.get(unit.family, _BACK.get(education, ("",)))) if education >= "30" else ""
    # One in seven has neither e-mail nor phone: the printed sheet is for them.
    reach = rng.random()
    contract = None
    if employment in ("PPPK", "PPPK_PW"):
        since = date(today.year - 1 if rng.random() < 0.6 else today.year - 2, rng.choice((3, 6, 10)), 1)
        contract = (since, date(since.year + (5 if employment == "PPPK" else 2), since.month, 1) - timedelta(days=1))
    return Worker(
        number, f"DEMO-{number:06d}", nip, name, back, birth, sex,
        f"p{number}@contoh.invalid" if reach < 0.7 else "", f"0812{number:08d}" if reach < 0.86 else "",
        employment, _status(rng, is_head), _rank(rng, employment, age, echelon), kind, code, title,
        date(max(start_year, today.year - rng.randint(1, 8)), rng.randint(1, 12), 1), echelon, level,
        "kepala_sekolah" if is_head and unit.kind == "sekolah" else unit.family if kind != "4" else rng.choice((unit.family, "administrasi")),
        education, unit.code, is_head, contract,
    )  # fmt: skip


def _nip(rng: random.Random, birth: date, start: int, sex: str, employment: str, used: set[str]) -> str:
    digit = "2" if sex == "P" else "1"
    while True:
        middle = (
            f"{start}{rng.choice((21, 22)):02d}"
            if employment.startswith("PPPK")
            else f"{start}{rng.choice((1, 3, 4, 12)):02d}"
        )
        nip = f"{birth:%Y%m%d}{middle}{digit}{rng.randint(900, 999)}"
        if nip not in used:
            used.add(nip)
            return nip


def _status(rng: random.Random, is_head: bool) -> str:
    return "01" if is_head else rng.choices(("01", "03", "02", "20"), (970, 16, 6, 8))[0]


def _rank(rng: random.Random, employment: str, age: int, echelon: str) -> str:
    if employment.startswith("PPPK"):
        return rng.choices(("V", "VII", "IX", "X"), (25, 20, 50, 5))[0]
    if echelon:
        return {"21": "43", "22": "43", "31": "42", "32": "41", "41": "34"}[echelon]
    return _RANKS[min(len(_RANKS) - 3, max(0, (age - 22) // 4 + rng.randint(-1, 1)))]


def _post(
    rng: random.Random, unit: UnitSeed, is_head: bool, age: int, employment: str
) -> tuple[str, str, str, str, str]:
    """Title, code, SIASN kind of post, echelon, functional level."""
    if is_head:
        if unit.kind in ("sekolah", "puskesmas", "rsud"):
            base, code = _FUNCTIONAL[unit.family]
            return unit.head_title, f"{code}-MU", "2", "", "MU"
        echelon = {"pemda": "21", "opd": "22", "kecamatan": "31", "bidang": "32", "kelurahan": "41"}[unit.kind]
        if unit.kind == "bidang" and unit.name.startswith("Sekretariat"):
            echelon = "31"
        return unit.head_title, f"ES-{echelon}-{unit.kind}", "1", echelon, ""
    share = {"pendidikan": 0.88, "kesehatan": 0.8}.get(unit.family, 0.32)
    if unit.family in _FUNCTIONAL and rng.random() < share:
        base, code = _FUNCTIONAL[unit.family]
        if unit.family == "kesehatan" and rng.random() < 0.45:
            base, code = rng.choice(_SECOND_HEALTH)
        level = "PT" if age < 36 or employment != "PNS" else "MU" if age < 48 else "MA"
        if unit.family == "kesehatan" and rng.random() < 0.4:
            level = rng.choice(("TR", "MH"))
        words = {"PT": "Ahli Pertama", "MU": "Ahli Muda", "MA": "Ahli Madya", "TR": "Terampil", "MH": "Mahir"}
        return f"{base} {words[level]}", f"{code}-{level}", "2", "", level
    base, code = rng.choice(_CLERK)
    return base, f"{code}-{unit.family.upper()}", "4", "", ""


_KIND_NAMES = {"1": "Jabatan Struktural", "2": "Jabatan Fungsional Tertentu", "4": "Jabatan Fungsional Umum"}
_STATUS_NAMES = {"01": "Aktif", "02": "CLTN", "03": "Tugas Belajar", "20": "Masa Persiapan Pensiun"}


def roster_rows(people: Sequence[Worker], units: Sequence[UnitSeed]) -> list[dict[str, str]]:
    """The spreadsheet as SIASN would export it: texts only, dates dd-mm-YYYY."""
    by_code = {unit.code: unit for unit in units}
    return [_row(person, by_code[person.unit], by_code) for person in people]


def _row(person: Worker, unit: UnitSeed, by_code: dict[str, UnitSeed]) -> dict[str, str]:
    opd = by_code.get(unit.opd, unit)
    contract = [day.strftime("%d-%m-%Y") for day in person.contract] if person.contract else ["", ""]
    values = (
        person.siasn_id, person.nip, person.name, "", person.back, person.birth.strftime("%d-%m-%Y"),
        "F" if person.sex == "P" else "M", person.email, person.phone, "15", person.legal_status,
        _STATUS_NAMES[person.legal_status], person.employment, person.rank, _RANK_NAMES.get(person.rank, person.rank),
        person.job_from.strftime("%d-%m-%Y"), person.job_kind, _KIND_NAMES[person.job_kind], person.job_code,
        person.job_title, person.job_from.strftime("%d-%m-%Y"), person.echelon, person.level, person.family,
        person.education, unit.code, unit.name, opd.code, opd.name, *contract,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))
