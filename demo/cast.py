"""The fixed cast of the story: who signs in, as what. Passwords work on this computer only."""

from dataclasses import dataclass

PASSWORD = "contoh-asah-2027"


@dataclass(frozen=True)
class Part:
    """A log-in of the sample town. `unit` limits the roles to a subtree; `head_of`, `works_in` pick a real employee."""

    username: str
    name: str
    roles: tuple[str, ...]
    about: str
    unit: str = ""
    head_of: str = ""
    works_in: str = ""


CAST = (
    Part("maria", "Maria Wanma", ("planner",), "perencana BKPSDM"),
    Part("kepala", "Hermina Osok", ("head_of_agency",), "kepala BKPSDM: menyetujui rencana"),
    Part("sekda", "Yusuf Malibela", ("pyb",), "Sekretaris Daerah (PyB)"),
    Part("walikota", "Septer Kalami", ("ppk",), "Wali Kota (PPK)"),
    Part("dinkes", "Ester Sagrim", ("personnel_officer",), "pengelola kepegawaian Dinas Kesehatan", unit="SRG-03"),
    Part("dewi", "Dewi Pattiasina", ("evaluator", "assessor"), "evaluator dan asesor"),
    Part("auditor", "Abdul Rahman", ("auditor",), "Inspektorat, membaca semuanya"),
    Part("admin", "Frans Howay", ("admin",), "admin sistem"),
    Part("ruben", "", (), "atasan langsung: kepala bidang di Disdukcapil", head_of="SRG-11-02"),
    Part("yohana", "", (), "pegawai Puskesmas Sorong Kepulauan, dengan ponsel", works_in="SRG-03-P36"),
)
