"""What is true of numbers, names, posts and units, whatever the database says; traps of the field are named."""

from datetime import date

import pytest

from asah.foundation.text.names import name_key, split_titles
from asah.foundation.text.nip import NipFault, is_damaged_text, is_nip_shaped, read_nip
from asah.stages.people import rules

TODAY = date(2027, 1, 12)


def test_a_pns_number_tells_birth_start_and_sex() -> None:
    known = read_nip("19850412 201001 1 907", TODAY)
    assert (known.birth_on, known.year, known.month, known.sex) == (date(1985, 4, 12), 2010, 1, "L")
    assert known.contract is None


@pytest.mark.parametrize("counter", ["21", "22", "13", "99", "00"])
def test_a_pppk_number_has_a_contract_counter_where_others_have_a_month(counter: str) -> None:
    """Trap 1: a check for a valid month would refuse every PPPK."""
    known = read_nip(f"199511042024{counter}2003", TODAY)
    assert known.looks_like_pppk
    assert (known.month, known.contract, known.year) == (None, int(counter), 2024)


def test_a_month_in_a_number_does_not_disprove_a_pppk() -> None:
    """Trap 1: digits 13-14 from 01 to 12 may be a counter too, so nothing is warned about."""
    known = read_nip("199511042024012003", TODAY)
    assert not rules.contradicts(rules.PPPK, known)
    assert rules.contradicts(rules.PNS, read_nip("199511042024212003", TODAY))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("19850412201001190", "18 angka. Di sini 17"),
        ("1985041220100119077", "Di sini 19"),
        ("19850231 201001 1 907", "31/02/1985"),
        ("19851312 201001 1 907", "12/13/1985"),
        ("19400412 196501 1 907", "umurnya 86 tahun"),
        ("20200412 203801 1 907", "umurnya 6 tahun"),
        ("19850412 199901 1 907", "tahun 1999"),
        ("19850412 202901 1 907", "tahun 2029"),
        ("19850412 201001 3 907", "Angka ke-15"),
        ("1985041A 201001 1 907", "hanya memuat angka"),
        ("١٩٨٥٠٤١٢٢٠١٠٠١١٩٠٧", "hanya memuat angka"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(NipFault, match=says):
        read_nip(text, TODAY)


@pytest.mark.parametrize(
    "text", ["'198504122010011907", "19850412\u00a0201001\u00a01\u00a0907", "19850412.201001.1.907"]
)
def test_numbers_are_read_as_they_are_printed_and_pasted(text: str) -> None:
    assert read_nip(text, TODAY).digits == "198504122010011907"


def test_a_number_turned_into_a_power_of_ten_is_recognised() -> None:
    """Trap 2: text, never a number."""
    assert is_damaged_text("1,96412E+17")
    assert is_damaged_text("1.98504122010012E+17")
    assert not is_damaged_text("198504122010011907")
    assert is_nip_shaped("198504122010011907")
    assert not is_nip_shaped("3271041204850001")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Dr. Contoh Nama, S.T., M.Si.", ("Dr.", "Contoh Nama", "S.T., M.Si.")),
        ("dr. Siti", ("dr.", "Siti", "")),
        ("Prof. Dr. Ir. Budi Santoso, M.Sc.", ("Prof. Dr. Ir.", "Budi Santoso", "M.Sc.")),
        ("Suharto", ("", "Suharto", "")),
        ("Drajat Wibowo", ("", "Drajat Wibowo", "")),
        ("Irwan", ("", "Irwan", "")),
        ("Ir", ("", "Ir", "")),
        ("H. Abdul Rahman, S.Sos.", ("", "H. Abdul Rahman", "S.Sos.")),
        ("MARIA WANGGAI", ("", "MARIA WANGGAI", "")),
    ],
)
def test_titles_are_taken_off_and_mononyms_stay_whole(given: str, expected: tuple[str, str, str]) -> None:
    """Trap 20: one name only is normal, and titles wrap the name; capitals are kept as stored."""
    assert split_titles(given) == expected


def test_names_are_compared_without_titles_accents_and_apostrophes() -> None:
    """Trap 20."""
    assert name_key("Dr. Ma’rifatul Éka, S.T.") == name_key("Marifatul  Eka") == "marifatul eka"


@pytest.mark.parametrize(
    ("words", "rank", "expected"),
    [
        ("PNS", "", "PNS"), ("P", "III/c", "PNS"), ("C", "III/a", "CPNS"), ("CPNS", "", "CPNS"),
        ("PPPK", "IX", "PPPK"), ("P3K", "", "PPPK"), ("PPPK Paruh Waktu", "", "PPPK_PW"), ("PPPK_PW", "", "PPPK_PW"),
        ("Pegawai Pemerintah dengan Perjanjian Kerja", "", "PPPK"), ("", "IX", "PPPK"), ("", "III/a", "PNS"),
    ],
)  # fmt: skip
def test_employment_is_read_from_many_words(words: str, rank: str, expected: str) -> None:
    """Trap 24: part-time PPPK are a kind of their own."""
    assert rules.employment_of(words, rank, read_nip("198504122010011907", TODAY)) == expected


def test_an_unknown_employment_is_refused() -> None:
    with pytest.raises(ValueError, match="PPPK Paruh Waktu"):
        rules.employment_of("honorer", "", read_nip("198504122010011907", TODAY))


@pytest.mark.parametrize(
    ("words", "code"),
    [("Jabatan Fungsional Umum", "4"), ("JFU", "4"), ("Pelaksana", "4"), ("Jabatan Fungsional Tertentu", "2"),
     ("JF", "2"), ("Struktural", "1"), ("Administrator", "1"), ("Rangkap", "3"), ("4", "4")],
)  # fmt: skip
def test_a_general_functional_post_is_pelaksana(words: str, code: str) -> None:
    """Trap 22: code 4 is JFU, code 2 is JFT."""
    assert rules.job_kind_of(words) == code


@pytest.mark.parametrize(
    ("title", "level"),
    [("Perawat Ahli Muda", "MU"), ("Guru Ahli Madya", "MA"), ("Bidan Terampil", "TR"), ("Arsiparis Penyelia", "PY"),
     ("Pengelola Umum", ""), ("Auditor Pertama", "PT"), ("Kepala Bidang", "")],
)  # fmt: skip
def test_the_level_of_a_functional_post_stands_in_its_title(title: str, level: str) -> None:
    assert rules.functional_level_of(title) == level


def test_ranks_sort_by_id_and_pns_iv_is_not_pppk_iv() -> None:
    order = sorted(["IX", "41", "IV", "11", "33", "XVII"], key=rules.rank_order)
    assert order == ["11", "33", "41", "IV", "IX", "XVII"]
    assert [rules.rank_text(one) for one in ("33", "45", "IX")] == ["III/c", "IV/e", "IX"]
    assert [rules.rank_id_of(one) for one in ("III/c", "iv e", "33", "IX", "V")] == ["33", "45", "33", "IX", "V"]


def test_retirement_begins_the_month_after_the_birthday() -> None:
    assert rules.retires_on(date(1969, 3, 15), 58) == date(2027, 4, 1)
    assert rules.retires_on(date(1968, 12, 1), 58) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("post", "key"),
    [
        (("4", "", "", "Pengadministrasi"), "pelaksana"), (("1", "41", "", "Lurah"), "pengawas"),
        (("1", "31", "", "Camat"), "administrator"), (("1", "22", "", "Kepala Dinas"), "jpt_pratama"),
        (("2", "", "MA", "Auditor Ahli Madya"), "jf_madya"), (("2", "", "UT", "Dokter Ahli Utama"), "jf_utama"),
        (("2", "", "PT", "Guru Ahli Pertama"), "guru"), (("2", "", "TR", "Bidan Terampil"), "jf_keterampilan"),
    ],
)  # fmt: skip
def test_every_post_has_its_row_in_the_table_of_ages(post: tuple[str, str, str, str], key: str) -> None:
    assert rules.pension_key(*post) == key


def test_not_everybody_may_be_trained() -> None:
    """Trap 23: status first, then retirement and contract."""

    def ask(status: str = "01", leaves: date | None = None, contract: date | None = None) -> rules.Trainable:
        return rules.trainable(
            legal_status=status, status_name="CLTN", trainable_statuses={"01", "15"}, retires_on=leaves,
            contract_until=contract, ends_on=date(2027, 6, 30),
        )  # fmt: skip

    assert ask().is_so
    assert ask(status="02") == rules.Trainable(False, "Kedudukan hukum: CLTN.")
    assert ask(leaves=date(2027, 6, 1)).why_not == "Mencapai batas usia pensiun pada 01/06/2027."
    assert ask(leaves=date(2027, 7, 1)).is_so
    assert not ask(contract=date(2027, 6, 29)).is_so
    assert ask(contract=date(2027, 6, 30)).is_so


@pytest.mark.parametrize(
    ("name", "kind"),
    [("SD Inpres 12", "sekolah"), ("Puskesmas Remu", "puskesmas"), ("RSUD Sele Be Solu", "rsud"),
     ("Kelurahan Remu", "kelurahan"), ("Kampung Raam", "kelurahan"), ("Distrik Sorong Timur", "kecamatan"),
     ("Kecamatan Plaju", "kecamatan"), ("UPTD Pasar", "uptd"), ("Seksi Mutasi", "seksi"), ("Bidang Mutasi", "bidang"),
     ("Dinas Kesehatan", "opd"), ("Badan Pendapatan", "opd"), ("Sekretariat Daerah", "opd")],
)  # fmt: skip
def test_schools_and_health_centres_are_units(name: str, kind: str) -> None:
    """Traps 18 and 21: distrik and kampung in Papua; a school, a puskesmas and the RSUD are work units."""
    assert rules.kind_of_unit(name, 2) == kind


def test_spellings_of_places_are_one() -> None:
    """Traps 18 and 19: distrik = kecamatan, kampung = kelurahan, Palangka Raya = Palangkaraya."""
    assert rules.unit_key("Distrik Sorong") == rules.unit_key("Kecamatan Sorong")
    assert rules.unit_key("BKPSDM Kota Palangka Raya") == rules.unit_key("BKPSDM Kota Palangkaraya")


def test_rings_are_found_and_sound_trees_pass() -> None:
    assert rules.ring({"a": "b", "b": "c"}) == []
    assert sorted(rules.ring({"x": "a", "a": "b", "b": "c", "c": "a"})) == ["a", "b", "c"]
    assert rules.ring({"a": "a"}) == ["a"]
    with pytest.raises(rules.Cycle):
        rules.path_of(1, {1: 2, 2: 1})
    with pytest.raises(rules.Cycle):
        rules.refuse_cycle(1, 3, {1: "/1/", 3: "/1/3/"})
    assert rules.path_of(3, {3: 2, 2: 1, 1: None}) == "/1/2/3/"


@pytest.mark.parametrize(
    ("title", "unit", "expected"),
    [("Kepala Dinas", "Dinas Kesehatan", True), ("Lurah", "Kelurahan Remu", True), ("Camat", "Distrik Sorong", True),
     ("Sekretaris", "Sekretariat", True), ("Sekretaris", "Dinas Kesehatan", False),
     ("Kepala Ruang Anggrek", "RSUD", False),
     ("Wakil Kepala Sekolah", "SD 1", False), ("Analis", "Bidang Mutasi", False)],
)  # fmt: skip
def test_who_heads_a_unit_is_read_from_the_title(title: str, unit: str, expected: bool) -> None:
    assert rules.is_head_title(title, "", unit) is expected
