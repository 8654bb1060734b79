"""A small lexicon of our own for comments about training and public service.

Written by hand for this library; keys are whole words or roots. 1 is plainly good, -1 plainly bad.
"""

from __future__ import annotations

_GOOD = {
    1.0: """bagus baik puas senang mantap hebat memuaskan menyenangkan menarik bermanfaat manfaat berguna
    sempurna istimewa cemerlang keren inspiratif menginspirasi ramah sabar profesional kompeten jempol salut suka
    bersemangat semangat antusias antusiasme seru asyik asik""",
    0.8: """jelas mudah paham mengerti nyaman bersih rapi tertib lancar cepat tepat lengkap relevan sesuai aktif
    interaktif komunikatif efektif efisien praktis aplikatif terstruktur sistematis berkualitas kualitas terbantu
    membantu bantu menambah enak lezat sejuk memadai responsif tanggap disiplin sopan santun ringkas
    bahagia cocok unggul terampil cakap transparan adil segar luas terbaik sukses berhasil tercapai""",
}
_BAD = {
    1.0: """buruk jelek kecewa mengecewakan parah payah membosankan bosan jenuh sia-sia percuma gagal rusak kotor kasar
    kacau berantakan merugikan rugi marah kesal bohong malas jorok bau menyebalkan kaku""",
    0.8: """sulit susah lambat lama bingung membingungkan panas sempit bising berisik gelap kecil jauh rumit ribet repot
    mahal telat terlambat lelah capek ngantuk mengantuk monoton ketinggalan kuno usang putus lemot macet mati
    hilang salah keliru keluhan keluh masalah kendala hambatan hambat kesulitan mepet padat singkat terburu-buru
    tergesa-gesa dadakan mendadak basi dingin pengap bocor minim kekurangan lemah ketidaksesuaian ngawur""",
}


def _spread(groups: dict[float, str], sign: int) -> dict[str, float]:
    """Groups of words as word -> value."""
    return {word: sign * value for value, words in groups.items() for word in words.split()}


POLARITY: dict[str, float] = {**_spread(_GOOD, 1), **_spread(_BAD, -1)}
"""Word or root -> value."""

TURNERS: dict[str, float] = {
    "tidak": 1.0, "bukan": 0.8, "belum": 0.7, "jangan": 0.8, "tanpa": 1.0, "kurang": 1.0, "sulit": 0.8, "susah": 0.8,
}  # fmt: skip
"""Words that turn the mood of what follows, with the strength left of something good."""

MILD = 0.6
"""Strength left when something bad is denied: ``tidak sulit`` is milder than ``mudah``."""

STRONGER = frozenset({"sangat", "sekali", "banget", "amat", "sungguh", "benar", "luar", "paling", "super"})
CONTRAST = frozenset(
    {"tapi", "namun", "sedangkan", "hanya", "walaupun", "meskipun", "melainkan", "sayangnya", "padahal"}
)
WISHES = frozenset(
    {"semoga", "agar", "supaya", "sebaiknya", "harap", "harapan", "harapannya", "mohon", "tolong", "andai"}
)
"""Words that open a wish: what follows is not there yet."""
