"""Sentences from facts: why a programme is in or out, why somebody waits, what changed. Indonesian, for screens."""

from collections.abc import Mapping
from typing import Any

from asah_basics.formats import MONTHS, number, rupiah, rupiah_short

__all__ = [
    "GROUP_WORDS",
    "KIND_WORDS",
    "MONTHS",
    "NOT_COUNTED_WORDS",
    "STATE_WORDS",
    "STATUTORY",
    "TAG_WORDS",
    "lead_sentence",
    "months_words",
    "place_of",
    "programme_reason",
    "waiting_reason",
]

STATE_WORDS = {
    "masuk": ("Masuk", "ok", "full"),
    "di_batas": ("Di batas", "warn", "half"),
    "tidak_masuk": ("Tidak masuk", "", "empty"),
}
KIND_WORDS = {
    "wajib": "Wajib",
    "manajerial": "Manajerial",
    "teknis": "Teknis",
    "sosiokultural": "Sosiokultural",
    "pemerintahan": "Pemerintahan",
}
GROUP_WORDS = {
    "distrik": "Distrik",
    "golongan": "Golongan",
    "status": "Status kepegawaian",
    "kelamin": "Jenis kelamin",
    "unit": "Perangkat daerah",
}
TAG_WORDS = {
    "studi_banding": "Studi banding",
    "seminar": "Seminar",
    "struktural": "Pelatihan kepemimpinan struktural",
}
NOT_COUNTED_WORDS = {
    "kedekatan": "kedekatan",
    "asal_daerah": "asal daerah",
    "jenis_kelamin": "jenis kelamin",
    "usia": "usia",
    "golongan": "pangkat atau golongan",
    "distrik": "distrik tempat kerja",
    "lama_menunggu": "lama menunggu",
}
STATUTORY = (
    "Sanggahan ini tidak menggantikan keberatan dan banding administratif menurut PP 79/2021. "
    "Hak itu tetap Anda miliki."
)
_PROGRAMME = {
    "wajib": "Wajib menurut {basis}",
    "dikunci_masuk": "Dikunci masuk oleh perencana",
    "di_batas": "Termasuk yang pertama keluar bila pagu turun: {per_seat} per kursi",
    "terbukti": "Dampak terukur: {source}",
    "satu_satunya": "Satu-satunya program untuk {competency}",
    "termurah": "Menutup banyak kesenjangan dengan biaya kecil: {per_seat} per kursi",
    "unit": "Menutup kesenjangan di {units} unit, {per_seat} per kursi",
    "dikunci": "Dikeluarkan oleh perencana",
    "kebijakan": "Dilarang oleh kebijakan skenario ini",
    "tanpa_dana": "Tidak ada sumber dana yang boleh membiayai. Periksa aturan dana di Anggaran",
    "tanpa_harga": "{detail}",
    "tanpa_calon": "Tidak ada pegawai dengan kesenjangan dan jabatan yang cocok",
    "calon_kurang": "Calon {candidates}, sedangkan satu kelas perlu paling sedikit {needs}",
    "bulan_lewat": "Semua bulan penyelenggaraannya sudah lewat",
    "kalah_hasil": "{cost} untuk {levels} level kesenjangan; program lain menutup lebih banyak dengan uang yang sama",
}


def programme_reason(reason: str, facts: Mapping[str, Any]) -> str:
    """The sentence in the column Alasan."""
    words: dict[str, Any] = dict(facts)
    if "per_seat" in words:
        words["per_seat"] = rupiah_short(words["per_seat"])
    if "cost" in words:
        words["cost"] = rupiah_short(words["cost"])
    if "levels" in words:
        words["levels"] = number(words["levels"], 1)
    return _PROGRAMME[reason].format_map(words)


def waiting_reason(reason: str, facts: Mapping[str, Any]) -> str:
    """Why somebody did not get a seat, without any other person's data."""
    if reason in ("kursi_habis", "anggaran"):
        verb = "Kursi habis" if reason == "kursi_habis" else "Anggaran tidak cukup untuk kursi berikutnya"
        return f"{verb}: urutan {facts['rank']} dari {facts['of']}, kursi {facts['quota']}."
    if reason == "tidak_dibuka":
        return f"Kelas belum dibuka: ada {facts['candidates']} calon, satu kelas perlu paling sedikit {facts['needs']}."
    if reason == "prasyarat":
        return f"Prasyarat belum selesai: {', '.join(facts['programmes'])}."
    if reason == "batas_jp":
        return f"Batas JP: sudah {facts['hours']} JP, program ini {facts['jp']} JP, batasnya {facts['most']} JP."
    if reason == "batas_pelatihan":
        return f"Sudah terpilih untuk {facts['most']} pelatihan: {', '.join(facts['programmes'])}."
    if reason == "kompetensi_sama":
        return f"Sudah terpilih untuk kompetensi yang sama: {facts['programme']}."
    if reason == "bentrok":
        return f"Bentrok pada {MONTHS[facts['month'] - 1]} dengan {facts['programme']}."
    months = ", ".join(MONTHS[month - 1] for month in facts["months"])
    if reason == "tugas_belajar":
        return f"Tugas belajar pada {months}."
    return f"Pegawai unit yang boleh pergi pada {months} sudah penuh."


def months_words(months: list[int]) -> str:
    """Maret, Juni, dan Agustus as short words: Mar, Jun, Agu."""
    return ", ".join(MONTHS[month - 1][:3] for month in months)


def lead_sentence(budget: int, cost: int, closed_percent: float, people: int, floor: int) -> str:
    """The page's first sentence: money, gap closed, people to the floor."""
    return (
        f"Dengan {rupiah_short(budget)}, rencana ini menutup {number(closed_percent, 0)}% kesenjangan terukur, memakai "
        f"{rupiah(cost)}, dan membawa {number(people)} orang ke {floor} JP."
    )


def place_of(agency: str) -> str:
    """The place a letter is dated from: Kota Sorong writes Sorong."""
    for kind in ("Pemerintah ", "Kota ", "Kabupaten ", "Provinsi "):
        agency = agency.removeprefix(kind)
    return agency
