"""What a curriculum is, whom it is for, how two versions differ."""

from dataclasses import replace
from decimal import Decimal

import pytest

from asah.stages.catalogue.rules import (
    METHODS,
    CostItem,
    Curriculum,
    CurriculumRefused,
    Gain,
    Job,
    admits,
    differences,
    faults_of,
    from_plain,
    lesson_hours,
    lifted,
    prior_of,
    to_plain,
)

PRIMA = Curriculum(
    name="Pelayanan publik prima",
    summary="Melayani warga di loket.",
    outcomes=("menerapkan antrean prioritas",),
    form_id=3,
    method="simulasi",
    quantity=Decimal(24),
    measure="jp_program",
    days=3,
    delivery="sendiri",
    class_min=20,
    class_max=35,
    most_classes=2,
    months=(3, 6),
    gains=(Gain("layanan", Decimal(1), 4),),
    costs=(CostItem("KIT", "orang", Decimal(1)),),
)
LURAH = Job("JAB-1", "1", "pemerintahan", "41", "", "PNS", "kelurahan", True)
NURSE = Job("JAB-2", "2", "kesehatan", "", "PT", "PPPK", "puskesmas", False)


def test_plain_form_reads_back_as_the_same_curriculum() -> None:
    assert from_plain(to_plain(PRIMA)) == PRIMA
    with pytest.raises(CurriculumRefused, match="belum lengkap"):
        from_plain({"name": "x"})


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ({}, (True, True)),
        ({"echelons": ["41", "42"]}, (True, False)),
        ({"echelons": ["41"], "levels": ["PT"]}, (True, True)),
        ({"employments": ["PPPK"]}, (False, True)),
        ({"unit_kinds": ["puskesmas"], "levels": ["MU"]}, (False, False)),
        ({"job_codes": ["JAB-2"]}, (False, True)),
        ({"families": ["kesehatan"], "job_kinds": ["2"]}, (False, True)),
        ({"heads_only": True}, (True, False)),
    ],
)
def test_audience_is_decided_by_keys_of_the_post(audience: dict[str, object], who: tuple[bool, bool]) -> None:
    assert (admits(audience, LURAH), admits(audience, NURSE)) == who


def test_a_title_is_no_audience_key() -> None:
    assert faults_of(replace(PRIMA, audience={"job_title": "Lurah"})) == [
        "Sasaran hanya boleh memakai kunci jabatan, bukan nama jabatan."
    ]


def test_faults_are_listed_all_at_once() -> None:
    broken = replace(
        PRIMA, outcomes=(), months=(0,), class_min=40, gains=(Gain("a", Decimal(6)), Gain("a", Decimal(1)))
    )
    assert len(faults_of(broken)) == 5
    assert faults_of(PRIMA) == []


@pytest.mark.parametrize(
    ("required", "held", "levels"),
    [("3", "1", "1"), ("3", "2.5", "0.5"), ("5", "4", "0"), ("3", "3", "0"), ("2", "4", "0")],
)
def test_lift_stops_at_the_gap_and_at_the_top_level(required: str, held: str, levels: str) -> None:
    gain = Gain("layanan", Decimal(1), 4)
    assert lifted(gain, required=Decimal(required), held=Decimal(held)) == Decimal(levels)


def test_conversion_of_days_and_of_hours_abroad() -> None:
    assert lesson_hours(Decimal(2), {"value": 5, "plus_percent": 0}) == 10
    assert lesson_hours(Decimal(40), {"value": 1, "plus_percent": 20}) == 48


def test_difference_names_the_fields_in_words_with_what_went_and_what_came() -> None:
    new = replace(
        PRIMA,
        class_max=30,
        gains=(Gain("layanan", Decimal("1.5"), 4),),
        outcomes=("menerapkan antrean prioritas", "menjawab keluhan"),
        months=(3, 9),
        recurrence="P2Y",
    )
    found = {row.label: row for row in differences(to_plain(PRIMA), to_plain(new))}
    assert {label: (row.minus, row.plus, row.kept) for label, row in found.items()} == {
        "Peserta terbesar": (("35",), ("30",), 0),
        "Kompetensi dan kenaikan level": (("layanan +1 (sampai level 4)",), ("layanan +1,5 (sampai level 4)",), 0),
        "Yang dapat dilakukan sesudahnya": ((), ("menjawab keluhan",), 1),
        "Bulan": (("Jun",), ("Sep",), 1),
        "Diulang setiap": ((), ("2 tahun",), 0),
    }
    assert found["Bulan"].old == "Mar; Jun"


def test_one_spelling_of_a_figure_is_no_difference() -> None:
    same = replace(PRIMA, quantity=Decimal("24.00"), gains=(Gain("layanan", Decimal("1.00"), 4),))
    assert differences(to_plain(PRIMA), to_plain(same)) == []
    assert differences(to_plain(PRIMA), {key: value for key, value in to_plain(PRIMA).items() if value}) == []


def test_a_draft_of_before_durations_keeps_its_months() -> None:
    old = to_plain(PRIMA) | {"again_after_months": 24}
    assert from_plain(old).recurrence == "P24M"
    assert from_plain(old).again_after_months == 24


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recurrence": "dua tahun"}, "Diulang setiap: “dua tahun” bukan lama waktu"),
        ({"validity": "PT5H"}, "Sertifikat berlaku"),
        ({"recurrence": "P3Y", "validity": "P2Y"}, "habis sebelum program diulang"),
        ({"practice_percent": 101}, "antara 0 dan 100"),
        ({"form_id": 26}, "kode SIASN 1 sampai 25"),
        ({"form_id": 0}, "kode SIASN 1 sampai 25"),
        ({"delivery": "titip"}, "kelas sendiri atau pengiriman"),
        ({"scope": "galaksi"}, "nasional atau internasional"),
        ({"method": "hipnosis"}, "tidak dikenal"),
    ],
)
def test_what_cannot_be_published_is_told(changes: dict[str, object], words: str) -> None:
    found = faults_of(replace(PRIMA, **changes))  # type: ignore[arg-type]
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    "method",
    [
        "kelas", "lokakarya", "seminar", "daring_mandiri", "proyek", "simulasi", "coaching", "campuran", "mentoring",
        "kunjungan",
    ],
)  # fmt: skip
def test_every_method_says_what_happens_and_what_is_filed(method: str) -> None:
    row = METHODS[method]
    assert row.code == method
    assert all((row.label, row.describes, row.proof))
    assert 0 < row.prior <= 1


def test_priors_are_those_of_the_meta_analyses_halved() -> None:
    general, leadership = prior_of("kelas", 3), prior_of("campuran", 1)
    assert general is not None
    assert leadership is not None
    assert (general.behaviour, general.for_planning) == (Decimal("0.62"), Decimal("0.31"))
    assert (leadership.learning, leadership.behaviour, leadership.for_planning) == (
        Decimal("0.73"), Decimal("0.82"), Decimal("0.41"),
    )  # fmt: skip
    assert prior_of("kunjungan", 20) is None
