"""The guide of an interview about needs: eight questions, from the work to the wish."""

from collections.abc import Sequence

QUESTIONS: tuple[str, ...] = (
    "Pekerjaan apa yang paling sering membuat warga atau rekan kerja menunggu di unit ini?",
    "Kapan terakhir kali pekerjaan harus diulang? Apa sebabnya?",
    "Apa yang paling sulit bagi pegawai baru di unit ini?",
    "Kemampuan apa yang sekarang hanya dikuasai satu atau dua orang?",
    "Apa yang akan berubah dalam pekerjaan unit ini dua tahun ke depan?",
    "Pelatihan apa yang pernah diikuti dan sungguh dipakai? Mengapa dipakai?",
    "Pelatihan apa yang pernah diikuti tetapi tidak dipakai? Apa penghalangnya?",
    "Bila hanya satu hal dapat dipelajari tahun depan, apa dan oleh siapa?",
)


def answered(answers: Sequence[str]) -> int:
    """How many of the eight questions have an answer."""
    return sum(1 for text in answers[: len(QUESTIONS)] if text.strip())
