"""The roster's columns: SIASN's names and the ways offices write them (domain: export of the employee file).

Religion, marital status, NIK, bank and health data are not among them on purpose: Asah does not need them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.imports import cleaners
from asah.foundation.imports.findings import Problem, Suggestion, Tidied
from asah.foundation.imports.formats import Field
from asah.foundation.text.cells import plain_key
from asah.foundation.text.nip import NipFault, is_nip_shaped, read_nip
from asah.stages.people.imports.scene import Scene
from asah.stages.people.rules import EMPLOYMENTS, JOB_KINDS, LEVELS, job_kind_of, rank_id_of, rank_text
from asah_basics.formats.dates import date_input

_MALE, _FEMALE = ("L", "Laki-laki", "Pria", "M", "Male"), ("P", "Perempuan", "Wanita", "F", "Female")
_SEX = dict.fromkeys(_MALE, "L") | dict.fromkeys(_FEMALE, "P")

_LEVELS = {code: code for code in LEVELS} | {name: code for code, name in LEVELS.items()}


def _nip(text: str, scene: Scene) -> str:
    try:
        known = read_nip(text, scene.today)
    except NipFault as fault:
        raise Problem(str(fault)) from None
    scene.nips[known.digits] = known
    return known.digits


def _birth(text: str, scene: Scene) -> date:
    born = cleaners.day(text)
    if born > scene.today:
        raise Problem(f"{date_input(born)} belum terjadi. Tulis tanggal lahir sesuai SK.")
    return born


def _start(text: str, scene: Scene) -> Any:
    found = cleaners.day(text)
    if found > scene.today:
        return Tidied(found, "Mungkin SK belum berlaku.", "tanggal mulai tugas di masa depan")
    return found


def _email(text: str) -> Any:
    return _or_nothing(cleaners.email, text, "alamat email tidak terbaca, dikosongkan")


def _phone(text: str) -> Any:
    return _or_nothing(cleaners.phone, text, "nomor HP tidak terbaca, dikosongkan")


def _or_nothing(clean: Any, text: str, group: str) -> Any:
    """Contact data are no reason to keep somebody out of the roster."""
    try:
        return clean(text)
    except Problem as problem:
        return Tidied(None, problem.message, group)


def _legal_status(text: str, scene: Scene) -> str:
    code = text.zfill(2) if text.isdigit() else scene.statuses_by_name.get(plain_key(text), "")
    if code not in scene.statuses:
        raise Problem(f"Kedudukan hukum “{text}” tidak dikenal.", Suggestion("Aktif"), Suggestion("Tugas Belajar"))
    return code


def _education(text: str, scene: Scene) -> Any:
    code = text[:2] if text[:2].isdigit() else scene.educations.get(plain_key(text.split("/")[0]), "")
    if code not in scene.educations.values():
        return Tidied(None, f"Pendidikan “{text}” tidak dikenal, dikosongkan.", "tingkat pendidikan tidak dikenal")
    return code


def _rank(text: str) -> str:
    try:
        return rank_id_of(text)
    except ValueError as error:
        raise Problem(str(error)) from None


def _job_kind(text: str) -> str:
    try:
        return job_kind_of(text)
    except ValueError as error:
        raise Problem(str(error), "Struktural", "Fungsional", "Pelaksana") from None


def _nip_share(texts: Sequence[str]) -> float:
    return sum(map(is_nip_shaped, texts)) / len(texts)


def _email_share(texts: Sequence[str]) -> float:
    return sum("@" in text for text in texts) / len(texts)


def _day(value: Any) -> str:
    return date_input(value) if isinstance(value, date) else str(value or "")


FIELDS = (
    Field("nip", "NIP", _("18 angka NIP atau NI PPPK"), clean_in=_nip, required=True, as_text=True,
          example="19850412 201001 1 907", recognise=_nip_share,
          synonyms=("nip baru", "nip_baru", "ni pppk", "nomor induk pegawai", "nip/ni pppk", "nip pegawai")),
    Field("name", _("Nama"), _("Nama tanpa atau dengan gelar"), clean=cleaners.text_up_to(160), required=True,
          synonyms=("nama pegawai", "nama lengkap", "nama asn")),
    Field("unit", _("Unit"), _("Unit tempat bekerja (unor)"), clean=cleaners.text_up_to(200), required=True,
          synonyms=("unor nama", "nama unor", "unit kerja", "unor", "nama unit", "tempat tugas", "unit organisasi")),
    Field("siasn_id", _("Id SIASN"), _("Kunci tetap seseorang di SIASN, tidak ikut berganti dengan NIP"),
          clean=cleaners.text_up_to(40), synonyms=("pns id", "pns orang id", "id", "id pns", "uuid")),
    Field("title_front", _("Gelar depan"), clean=cleaners.text_up_to(60), synonyms=("gelar_depan", "glr depan")),
    Field("title_back", _("Gelar belakang"), clean=cleaners.text_up_to(80), synonyms=("glr belakang",)),
    Field("birth_on", _("Tanggal lahir"), _("Kosong: diambil dari NIP"), clean_in=_birth, example="23/11/1990",
          synonyms=("tgl lahir", "tanggal_lahir", "lahir"), show=_day),
    Field("sex", _("Jenis kelamin"), _("Kosong: diambil dari NIP"), clean=cleaners.one_of(_SEX, shown=("L", "P")),
          synonyms=("jk", "l/p", "kelamin")),
    Field("email", "Email", clean=_email, blank_keeps=True, recognise=_email_share, 
          synonyms=("email gov", "email dinas", "surel", "e-mail")),
    Field("phone", _("Nomor HP"), clean=_phone, blank_keeps=True,
          synonyms=("nomor hp", "no hp", "hp", "telepon", "no telepon", "handphone")),
    Field("employment", _("Status"), _("PNS, CPNS, PPPK, PPPK Paruh Waktu"), clean=cleaners.text_up_to(40),
          synonyms=("status cpns pns", "status kepegawaian", "status pegawai", "jenis asn"),
          show=lambda value: EMPLOYMENTS.get(value, str(value))),
    Field("legal_status", _("Kedudukan hukum"), _("Kode atau namanya; kosong: Aktif"), clean_in=_legal_status,
          synonyms=("kedudukan hukum id", "kedudukan hukum nama", "kedudukan_hukum_nama", "kedhuk")),
    Field("rank_id", _("Golongan"), _("III/c untuk PNS, IX untuk PPPK"), clean=_rank,
          synonyms=("gol akhir nama", "gol akhir id", "golongan ruang", "gol", "gol/ruang", "pangkat golongan"),
          show=lambda value: rank_text(str(value))),
    Field("job_kind", _("Jenis jabatan"), _("Struktural, fungsional, atau pelaksana (JFU)"), clean=_job_kind,
          synonyms=("jenis jabatan id", "jenis jabatan nama"), show=lambda value: JOB_KINDS.get(value, str(value))),
    Field("job_code", _("Kode jabatan"), clean=cleaners.text_up_to(60), synonyms=("jabatan id", "id jabatan")),
    Field("job_title", _("Jabatan"), clean=cleaners.text_up_to(200), synonyms=("jabatan nama", "nama jabatan")),
    Field("job_family", _("Rumpun jabatan"), _("Kosong: dibaca dari nama jabatan fungsional"),
          clean=cleaners.text_up_to(40), synonyms=("rumpun", "rumpun jabatan", "bidang tugas")),
    Field("job_from", _("TMT jabatan"), clean_in=_start, synonyms=("tmt jabatan", "tmt_jabatan"), show=_day),
    Field("echelon", _("Eselon"), _("Kode SIASN, misalnya 41 untuk IV.a"), clean=cleaners.text_up_to(3),
          synonyms=("eselon id", "id eselon")),
    Field("functional_level", _("Jenjang JF"), _("Kosong: dibaca dari jabatan"),
          clean=cleaners.one_of(_LEVELS, shown=("Ahli Pertama", "Ahli Muda", "Terampil")),
          synonyms=("jenjang", "jenjang jabatan fungsional")),
    Field("education_id", _("Pendidikan"), clean_in=_education,
          synonyms=("tingkat pendidikan id", "tingkat pendidikan nama", "tk pendidikan", "pendidikan terakhir")),
    Field("contract_from", _("Awal kontrak"), _("Untuk PPPK"), clean=cleaners.day, show=_day,
          synonyms=("tmt kontrak", "mulai kontrak", "tanggal mulai kontrak", "tmt pppk")),
    Field("contract_until", _("Akhir kontrak"), _("Untuk PPPK"), clean=cleaners.day, show=_day,
          synonyms=("selesai kontrak", "tanggal akhir kontrak", "kontrak sampai")),
    Field("is_head", _("Kepala unit"), _("ya bila ia memimpin unitnya; kosong: dibaca dari jabatan"),
          clean=cleaners.yes_no, blank_keeps=True,
          synonyms=("kepala", "pimpinan unit"), show=lambda value: "ya" if value else "tidak"),
    Field("unit_code", _("Kode unit"), _("Id unor dari SIASN"), clean=cleaners.text_up_to(60),
          synonyms=("unor id", "id unor", "kode unor")),
    Field("opd", _("Perangkat daerah"), _("OPD induk dari unit"), clean=cleaners.text_up_to(200),
          synonyms=("unor induk nama", "satuan kerja kerja nama", "satuan kerja", "opd", "skpd", "unor induk",
                    "satuan kerja induk nama", "unit induk")),
    Field("opd_code", _("Kode perangkat daerah"), clean=cleaners.text_up_to(60),
          synonyms=("unor induk id", "id unor induk", "satuan kerja kerja id", "satuan kerja induk id")),
    Field("parent_code", _("Kode unit atasan"), _("Diatasan id dari SIASN"), clean=cleaners.text_up_to(60),
          synonyms=("diatasan id", "unor atasan id", "id atasan unor", "kode unor atasan")),
)  # fmt: skip
