"""What a curriculum is, whom it is for, how two versions differ."""

from dataclasses import replace
from decimal import Decimal

import pytest

from asah.stages.catalogue.rules import (
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


def test_difference_names_the_fields_in_words() -> None:
    new = replace(PRIMA, class_max=30, gains=(Gain("layanan", Decimal("1.5"), 4),))
    found = {row.label: (row.old, row.new) for row in differences(to_plain(PRIMA), to_plain(new))}
    assert found == {"Peserta terbesar": ("35", "30"), "Kompetensi dan kenaikan level": ("layanan +1", "layanan +1,5")}
