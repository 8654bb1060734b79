"""Made-up comments about training with a known subject each."""

import random

SUBJECTS = {
    "materi": [
        "Materi pelatihan sangat bermanfaat untuk pekerjaan di loket",
        "Materinya terlalu banyak teori, contoh kasus kurang",
        "Materi kurang sesuai dengan pekerjaan saya",
        "Contoh kasus pada materi perlu ditambah",
    ],
    "pengajar": [
        "Pengajar ramah dan sabar menjawab pertanyaan",
        "Narasumber menguasai bahan dan komunikatif",
        "Pengajar terlalu cepat menjelaskan",
        "Instruktur kurang memberi kesempatan bertanya",
    ],
    "ruang": [
        "Ruangan panas dan sempit, AC mati",
        "Ruang kelas kurang nyaman karena AC rusak",
        "Kursi di ruangan kurang nyaman",
    ],
    "makan": [
        "Makanan enak tetapi terlambat datang",
        "Konsumsi makan siang kurang dan sudah dingin",
        "Snack dan makan siang enak sekali",
    ],
    "internet": [
        "Jaringan internet putus-putus saat membuka aplikasi",
        "Wifi lambat sehingga aplikasi tdk bisa dibuka",
        "Internet dan jaringan lemot",
    ],
}
PLACES = ["di angkatan dua", "menurut saya", "pada hari pertama", "bagi petugas puskesmas", "selama kegiatan", ""]
TAILS = [
    "",
    "",
    " Terima kasih.",
    " Semoga ke depan lebih baik lagi.",
    " Hubungi 0812-3456-7890.",
    " Salam, Pak Budi Raharjo.",
]


def made_up(n: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """``n`` comments and the subject of each."""
    draw = random.Random(seed)
    subjects = [draw.choice(list(SUBJECTS)) for _ in range(n)]
    comments = [f"{draw.choice(SUBJECTS[s])} {draw.choice(PLACES)}.{draw.choice(TAILS)}" for s in subjects]
    return comments, subjects
