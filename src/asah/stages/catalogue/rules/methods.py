"""How a programme is taught. A new method is one entry here; pages, forms and spreadsheets follow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

LEADERSHIP_FORM = 1  # SIASN jenisDiklat "Diklat Struktural"


@dataclass(frozen=True)
class Prior:
    """What meta-analyses found for training in general, halved for planning: standardised mean differences (d).

    Not a finding about the programme; shown as a prior until an evaluation replaces it.
    """

    reaction: Decimal
    learning: Decimal
    behaviour: Decimal
    results: Decimal
    source: str

    @property
    def for_planning(self) -> Decimal:
        """Half of the mean effect on behaviour at work: published means flatter."""
        return self.behaviour / 2


ARTHUR = Prior(Decimal("0.60"), Decimal("0.63"), Decimal("0.62"), Decimal("0.62"), "Arthur dkk. 2003")
LACERENZA = Prior(Decimal("0.63"), Decimal("0.73"), Decimal("0.82"), Decimal("0.72"), "Lacerenza dkk. 2017")


@dataclass(frozen=True)
class Method:
    """A way to teach.

    in_person: participants are away from work; prior: share of the promised lift that the planner expects before any
    evaluation, an assumption and called so on screen; effect: what research says of such training, None where the
    sources at hand say nothing; describes: what happens, in a sentence; proof: what is filed to have the hours counted.
    """

    code: str
    label: str
    in_person: bool
    prior: Decimal
    describes: str
    proof: str = "Daftar hadir dan sertifikat"
    effect: Prior | None = ARTHUR


_AT_WORK = "Surat tugas atasan, catatan kegiatan, dan surat keterangan dengan JP"

METHODS: Mapping[str, Method] = {
    row.code: row
    for row in (
        Method("kelas", "Tatap muka", True, Decimal("0.85"), "Belajar bersama pengajar di satu ruang."),
        Method("lokakarya", "Lokakarya", True, Decimal("0.85"), "Peserta menghasilkan karya yang dipakai di kantor."),
        Method("simulasi", "Simulasi kasus", True, Decimal("0.90"), "Berlatih pada kasus yang menyerupai tugas."),
        Method("proyek", "Berbasis proyek", True, Decimal("0.90"), "Belajar sambil menyelesaikan proyek nyata."),
        Method(
            "tempat_kerja", "Praktik di tempat kerja", False, Decimal("0.80"),
            "Belajar sambil bekerja dengan bimbingan di unit sendiri.", _AT_WORK,
        ),
        Method("campuran", "Bauran (daring dan tatap muka)", True, Decimal("0.85"), "Daring dan di kelas."),
        Method("daring_langsung", "Daring terjadwal", False, Decimal("0.65"), "Kelas daring pada jam yang ditentukan."),
        Method("daring_mandiri", "E-learning mandiri", False, Decimal("0.45"), "Materi daring diikuti kapan saja."),
        Method("seminar", "Seminar", True, Decimal("0.50"), "Mendengar dan berdiskusi dengan narasumber.", effect=None),
        Method(
            "kunjungan", "Studi banding", True, Decimal("0.40"), "Melihat cara kerja instansi lain.",
            "Surat tugas dan laporan", None,
        ),
        Method(
            "coaching", "Coaching", False, Decimal("0.70"), "Pelatih membantu seseorang mencapai sasarannya sendiri.",
            _AT_WORK, None,
        ),
        Method(
            "mentoring", "Mentoring", False, Decimal("0.70"), "Rekan berpengalaman mendampingi dalam waktu lama.",
            _AT_WORK, None,
        ),
        Method(
            "magang", "Magang atau detasering", True, Decimal("0.70"), "Bekerja sementara di instansi lain.",
            _AT_WORK, None,
        ),
        Method(
            "komunitas", "Komunitas belajar", False, Decimal("0.50"), "Rekan seprofesi belajar bersama secara berkala.",
            _AT_WORK, None,
        ),
    )
}  # fmt: skip


def prior_of(method: str, form_id: int) -> Prior | None:
    """What research says of such a programme: leadership courses have their own meta-analysis."""
    if form_id == LEADERSHIP_FORM:
        return LACERENZA
    return METHODS[method].effect if method in METHODS else None
