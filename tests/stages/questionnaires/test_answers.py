"""Giving answers: named ones kept and replaced, refused ones with a sentence, a whole sheet within twelve questions."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.models import Answer, Invitation
from asah.stages.questionnaires.rules import BadAnswer
from tests.stages.questionnaires.conftest import Round


def answer_all(own: Round, name: str, level: int = 2) -> list[str]:
    """Answer question after question as they come; returns their keys."""
    keys = []
    while (step := own.sheet(name).step) is not None:
        value: Any = {"level": level, "scale": 2, "text": "Antrean lebih pendek."}.get(step.question.kind)
        if step.question.source:
            value = [own.sheet(name).competencies[0].code]
        elif value is None:
            value = step.question.options[0].value
        given: dict[str, Any] = {"question": step.question.code, "value": value}
        if step.question.named:
            services.give_answer(**own.do(name), **given, competency=step.competency, device="hp")
        else:
            services.give_unnamed(**own.do(name), **given)
        keys.append(step.key)
        assert len(keys) <= 12
    return keys


def test_a_sheet_ends_within_twelve_questions_and_its_mirror_says_what_was_said(own: Round) -> None:
    keys = answer_all(own, "Kes 00")
    assert 6 <= len(keys) <= 12
    assert len(set(keys)) == len(keys)
    sheet = own.sheet("Kes 00")
    assert sheet.mirror.wished == (sheet.competencies[0].code,)
    services.finish_survey(**own.do("Kes 00"))
    first = Invitation.objects.get(survey=own.row, person=own.town.people["Kes 00"]).finished_at
    services.finish_survey(**{**own.do("Kes 00"), "now": own.now + timedelta(hours=1)})
    row = Invitation.objects.get(survey=own.row, person=own.town.people["Kes 00"])
    assert row.finished_at == first == own.now


def test_the_same_question_again_replaces_the_answer(own: Round) -> None:
    for chosen in (["daring"], ["simulasi", "proyek"]):
        services.give_answer(**own.do("Kes 00"), question="cara", value=chosen, device="hp")
    answer = Answer.objects.get(question="cara")
    assert answer.value == ["simulasi", "proyek"]


def test_two_devices_are_both_kept_until_the_person_chooses(own: Round) -> None:
    for device, chosen in (("hp", ["daring"]), ("laptop", ["simulasi"])):
        services.give_answer(**own.do("Kes 00"), question="cara", value=chosen, device=device)
    contested = own.sheet("Kes 00").contested
    assert [one.key for one in contested] == ["cara"]
    assert dict(contested[0].answers) == {"hp": ["daring"], "laptop": ["simulasi"]}
    services.settle_answer(**own.do("Kes 00"), question="cara", competency="", device="hp")
    sheet = own.sheet("Kes 00")
    assert sheet.contested == ()
    assert sheet.given["cara"].value == ["daring"]
    assert Answer.objects.filter(question="cara").count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"question": "cara", "value": ["terbang"]}, "Pilih paling sedikit satu jawaban atau tekan “Lewati”."),
        ({"question": "cara", "value": ["daring", "proyek", "simulasi"]}, "Pilih paling banyak 2."),
        ({"question": "cara", "value": []}, "Pilih paling sedikit satu"),
        ({"question": "mampu", "value": 9, "competency": "MAN-01"}, "Pilih satu level."),
        ({"question": "mampu", "value": "lima", "competency": "MAN-01"}, "Pilih satu level."),
        ({"question": "mampu", "value": 2}, "perlu kompetensi"),
        ({"question": "hadir", "value": "izin"}, "tidak ditanyakan kepada Anda"),
        ({"question": "hambat", "value": "waktu"}, "dijawab tanpa nama"),
        ({"question": "cara", "value": ["daring"], "state": "mungkin"}, "Pilih satu jawaban"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(own: Round, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadAnswer, match=sentence):
        services.give_answer(**own.do("Kes 00"), **given)
    assert not Answer.objects.exists()


def test_unknown_and_skipped_answers_count_as_said_but_hold_no_value(own: Round) -> None:
    for state in ("tidak_tahu", "lewati"):
        services.give_answer(**own.do("Kes 00"), question="mampu", competency="MAN-01", value=5, state=state)
        row = Answer.objects.get(question="mampu")
        assert (row.state, row.value, row.level) == (state, None, None)


def test_who_is_not_invited_or_of_another_agency_finds_nothing(own: Round, agency: Any) -> None:
    stranger = Actor(own.town.agency, None, "Orang", None, (), "Asia/Jayapura")
    with pytest.raises(NotThere):
        services.give_answer(actor=stranger, now=own.now, survey=own.uid, question="cara", value=["daring"])
    with pytest.raises(NotThere):
        services.give_answer(**{**own.do("Kes 00"), "survey": uuid.uuid4()}, question="cara", value=["daring"])
    other = Agency.objects.create(slug="binjai", name="Kota Binjai")
    foreign = replace(own.who("Kes 00"), agency=other.pk)
    with agency_scope(other.pk), pytest.raises(NotThere):
        services.give_answer(actor=foreign, now=own.now, survey=own.uid, question="cara", value=["daring"])


def test_nobody_answers_for_somebody_else(own: Round) -> None:
    with pytest.raises(NotThere):
        services.give_answer(
            **own.do("Kes 00"), question="mampu", competency="MAN-01", value=3, about=own.town.people["Kes 01"]
        )
    assert not Answer.objects.exists()


def test_a_closed_survey_says_so_and_what_to_do(own: Round, planner: Actor) -> None:
    services.close_survey(actor=planner, now=own.now, survey=own.uid)
    with pytest.raises(services.NotNow, match=r"ditutup 12/01/2027\. Minta BKPSDM memperpanjangnya"):
        services.give_answer(**own.do("Kes 00"), question="cara", value=["daring"])
    with pytest.raises(services.NotNow, match="ditutup"):
        services.give_unnamed(**own.do("Kes 00"), question="hambat", value="waktu")
    with pytest.raises(services.NotNow, match="ditutup"):
        services.finish_survey(**own.do("Kes 00"))


def test_after_its_last_day_a_survey_takes_nothing(own: Round) -> None:
    late = {**own.do("Kes 00"), "now": own.now + timedelta(days=20)}
    with pytest.raises(services.NotNow, match="ditutup 31/01/2027"):
        services.give_answer(**late, question="cara", value=["daring"])


def test_an_empty_sheet_cannot_be_finished(own: Round) -> None:
    with pytest.raises(BadAnswer, match="Belum ada jawaban"):
        services.finish_survey(**own.do("Kes 00"))


def test_a_skip_rule_opens_its_question_only_after_the_answer_it_names(own: Round) -> None:
    services.give_answer(**own.do("Kes 00"), question="cara", value=["daring"])
    with pytest.raises(BadAnswer, match="tidak ditanyakan"):
        services.give_answer(**own.do("Kes 00"), question="hadir", value="izin")
    services.give_answer(**own.do("Kes 00"), question="cara", value=["tatap_muka"])
    services.give_answer(**own.do("Kes 00"), question="hadir", value="izin")
    assert own.sheet("Kes 00").given["hadir"].value == "izin"


def test_levels_become_evidence_for_later_stages(own: Round, team: Round) -> None:
    for word, competency in ((3, "MAN-01"), (2, "MAN-03")):
        services.give_answer(**own.do("Kes 00"), question="mampu", competency=competency, value=word)
    services.give_answer(**own.do("Kes 00"), question="bantuan", competency="MAN-01", value=4)
    about = own.town.people["Kes 00"]
    services.give_answer(**team.do("Ruben"), question="mampu", competency="MAN-01", value=2, about=about)
    services.give_answer(
        **team.do("Ruben"), question="mampu", competency="MAN-04", value=None, state="tidak_tahu", about=about
    )
    rows = {row.competency: row for row in queries.survey_levels(2027)}
    ids = {one.code: one.id for one in own.sheet("Kes 00").competencies}
    assert set(rows) == {ids["MAN-01"], ids["MAN-03"]}
    both, alone = rows[ids["MAN-01"]], rows[ids["MAN-03"]]
    assert (both.person, both.own, both.superior, both.answers) == (about, 3.0, 2.0, 3)
    assert (alone.own, alone.superior, alone.answers) == (2.0, None, 1)
    assert 2.0 < both.level < 3.0
    assert both.standard_error < alone.standard_error < 1.0
    assert list(queries.survey_levels(2027, [own.town.people["Kes 01"]])) == []
    assert list(queries.survey_levels(2026)) == []


def test_a_superior_rates_his_own_people_only(team: Round) -> None:
    with pytest.raises(NotThere):
        services.give_answer(
            **team.do("Ruben"), question="mampu", competency="MAN-01", value=3, about=team.town.people["Wali Kota"]
        )
    with pytest.raises(NotThere):
        team.sheet("Kes 00")


def test_neither_sees_the_others_view_before_both_have_finished(own: Round, team: Round) -> None:
    about = own.town.people["Kes 00"]
    services.give_answer(**own.do("Kes 00"), question="mampu", competency="MAN-01", value=3)
    services.give_answer(**team.do("Ruben"), question="mampu", competency="MAN-01", value=2, about=about)
    assert queries.views_of(about, 2027) == []
    services.finish_survey(**own.do("Kes 00"))
    assert queries.views_of(about, 2027) == []
    services.finish_survey(**team.do("Ruben"))
    assert [(view.own, view.superior) for view in queries.views_of(about, 2027)] == [(3.0, 2.0)]
