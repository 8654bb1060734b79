"""The life of a survey: who is asked, who is told, what may be taken back, what closing brings."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.access.models import Account, Membership
from asah.foundation.notices.models import Notice
from asah.stages.people.models import Posting
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.jobs import mix_when_due
from asah.stages.questionnaires.models import Invitation, OpenTheme, Survey, UnnamedAnswer
from asah.stages.questionnaires.rules import BadAnswer
from tests.factories.towns import Town
from tests.stages.questionnaires.conftest import CLOSES, OPENS, Opener, Round

TODAY = date(2027, 1, 12)


def draft(town: Town, planner: Actor, now: Any, about: str = "diri", **given: Any) -> Survey:
    version = next(one for one in queries.newest_versions() if one.about == about)
    wanted: dict[str, Any] = {"opens_on": OPENS, "closes_on": CLOSES, "title": "Survei", "version": version.id}
    return services.prepare_survey(actor=planner, now=now, year=2027, **(wanted | given))


def test_everybody_present_is_asked_once(own: Round) -> None:
    assert Invitation.objects.filter(survey=own.row).count() == len(own.town.people)
    row = Invitation.objects.get(survey=own.row, person=own.town.people["Remu 0"])
    assert row.unit_id == own.town.units["Puskesmas Remu"]
    assert row.opd_id == own.town.units["Dinas Kesehatan"]


def test_superiors_are_asked_about_teams_and_people_without_one_are_counted(
    town: Town, planner: Actor, now: Any
) -> None:
    found = queries.audience(TODAY, "tim")
    assert {one.person for one in found.asked} == {town.people["Ruben"], town.people["Wali Kota"]}
    assert found.without_superior == ()
    Posting.objects.filter(person=town.people["Wali Kota"]).update(is_head=False)
    Posting.objects.filter(person=town.people["Ruben"]).update(is_head=False)
    alone = queries.audience(TODAY, "tim")
    assert alone.asked == ()
    assert set(alone.without_superior) == set(town.people.values())


def test_scope_by_unit_and_kind_and_who_is_away(town: Town, planner: Actor, now: Any) -> None:
    Posting.objects.filter(person=town.people["Remu 0"]).update(legal_status="03")
    Posting.objects.filter(person=town.people["Remu 1"]).update(employment="PPPK")
    inside = queries.audience(TODAY, "diri", town.units["Puskesmas Remu"])
    assert {one.person for one in inside.asked} == {town.people[f"Remu {n}"] for n in (1, 2, 3)}
    assert inside.away == 1
    only = queries.audience(TODAY, "diri", town.units["Puskesmas Remu"], ["PPPK"])
    assert [one.person for one in only.asked] == [town.people["Remu 1"]]


def test_opening_tells_those_with_an_account_and_only_once(town: Town, planner: Actor, now: Any) -> None:
    account = Account.objects.create_user("kes", name="Kes")
    Membership.objects.create(account=account, agency_id=town.agency, person=town.people["Kes 00"])
    row = draft(town, planner, now)
    assert services.open_survey(actor=planner, now=now, survey=row.uid) == len(town.people)
    notice = Notice.objects.get(account=account.pk)
    assert (notice.topic, notice.by_email) == ("survei", True)
    assert notice.link == f"/survei/{row.uid}/isi/"
    with pytest.raises(services.NotNow, match="sudah dibuka"):
        services.open_survey(actor=planner, now=now, survey=row.uid)
    assert Notice.objects.count() == 1


def test_a_survey_of_nobody_or_of_the_past_is_not_opened(town: Town, planner: Actor, now: Any) -> None:
    row = draft(town, planner, now, employments=["CPNS"])
    with pytest.raises(services.BadSurvey, match="Tidak ada pegawai"):
        services.open_survey(actor=planner, now=now, survey=row.uid)
    with pytest.raises(services.BadSurvey, match="lebih awal"):
        draft(town, planner, now, closes_on=OPENS - timedelta(days=1))
    with pytest.raises(services.BadSurvey, match="sudah lewat"):
        services.open_survey(actor=planner, now=now + timedelta(days=60), survey=draft(town, planner, now).uid)
    with pytest.raises(services.BadSurvey, match="sudah diterbitkan"):
        draft(town, planner, now, version=0)


def test_invitations_come_back_within_five_minutes_while_nobody_has_begun(own: Round, planner: Actor) -> None:
    soon = own.now + timedelta(minutes=4)
    services.withdraw_survey(actor=planner, now=soon, survey=own.uid)
    assert not Invitation.objects.filter(survey=own.row).exists()
    services.open_survey(actor=planner, now=soon, survey=own.uid)
    with pytest.raises(services.NotNow, match="5 menit"):
        services.withdraw_survey(actor=planner, now=soon + timedelta(minutes=6), survey=own.uid)
    services.give_answer(**own.do("Kes 00"), question="cara", value=["daring"])
    with pytest.raises(services.NotNow, match="mulai menjawab"):
        services.withdraw_survey(actor=planner, now=soon, survey=own.uid)


def test_reminders_skip_who_has_finished_and_do_not_come_daily(own: Round, planner: Actor) -> None:
    services.give_answer(**own.do("Kes 00"), question="cara", value=["daring"])
    services.finish_survey(**own.do("Kes 00"))
    do: dict[str, Any] = {"actor": planner, "survey": own.uid}
    assert services.remind(**do, now=own.now) == len(own.town.people) - 1
    with pytest.raises(services.NotNow, match="belum dua hari"):
        services.remind(**do, now=own.now + timedelta(days=1))
    office = own.town.units["Dinas Kesehatan"]
    assert services.remind(**do, now=own.now + timedelta(days=1), office=office) == len(own.town.people) - 2
    services.remind(**do, now=own.now + timedelta(days=3))
    assert services.remind(**do, now=own.now + timedelta(days=6)) == 1  # three reminders are enough
    with pytest.raises(services.NotNow, match="tidak sedang dibuka"):
        services.remind(**do, now=own.now + timedelta(days=90))


def test_extending_opens_a_closed_survey_again(own: Round, planner: Actor) -> None:
    do: dict[str, Any] = {"actor": planner, "now": own.now, "survey": own.uid}
    services.close_survey(**do)
    with pytest.raises(services.NotNow, match="tidak sedang dibuka"):
        services.close_survey(**do)
    with pytest.raises(services.BadSurvey, match="sudah lewat"):
        services.extend_survey(**do, closes_on=TODAY - timedelta(days=1))
    services.extend_survey(**do, closes_on=date(2027, 2, 15))
    services.give_answer(**own.do("Kes 00"), question="cara", value=["daring"])
    row = Survey.objects.get(uid=own.uid)
    assert (row.state, row.closes_on, row.closed_at) == ("dibuka", date(2027, 2, 15), None)


def test_response_by_unit_counts_within_reach(own: Round, planner: Actor) -> None:
    for name in ("Kes 00", "Remu 0"):
        services.give_answer(**own.do(name), question="cara", value=["daring"])
    services.finish_survey(**own.do("Kes 00"))
    survey = queries.survey_seen(planner, own.uid)
    rows = {row.name: row.response for row in queries.response_by_unit(planner, survey, TODAY)}
    assert rows["Dinas Kesehatan"] == queries.Response(17, 2, 1)
    inside = queries.response_by_unit(planner, survey, TODAY, "DINAS KESEHATAN")
    assert {row.name: row.response.invited for row in inside} == {"Dinas Kesehatan": 13, "Puskesmas Remu": 4}
    silent = queries.silent_people(planner, survey, "DINAS KESEHATAN", TODAY)
    assert "Kes 00" not in {row.name for row in silent}
    local = Actor(own.town.agency, None, "Ester", None, (Held("personnel_officer", own.town.paths["Puskesmas Remu"]),))
    assert queries.responses(local, [survey.id])[survey.id] == queries.Response(4, 1, 0)
    with pytest.raises(NotThere):
        queries.survey_seen(own.who("Kes 00"), own.uid)
    assert [(row.about, row.invited, row.finished) for row in queries.response_rates(2027)] == [
        ("diri", 1, 0), ("diri", 17, 1),
    ]  # fmt: skip


def test_only_planners_open_and_close(own: Round, planner: Actor, auditor: Actor) -> None:
    with pytest.raises(NotAllowed):
        services.close_survey(actor=auditor, now=own.now, survey=own.uid)
    with pytest.raises(NotThere):
        services.close_survey(actor=planner, now=own.now, survey=uuid.uuid4())


def test_three_answers_are_not_shown_and_five_are(own: Round, planner: Actor) -> None:
    survey = queries.survey_seen(planner, own.uid)
    for place in range(3):
        services.give_unnamed(**own.do(f"Kes {place:02}"), question="hambat", value="internet")
    few = {one.question.code: one for one in queries.results(planner, survey, TODAY)}["hambat"]
    assert (few.answers, few.counts) == (3, ())
    for place in range(3, 5):
        services.give_unnamed(**own.do(f"Kes {place:02}"), question="hambat", value="waktu")
    enough = {one.question.code: one for one in queries.results(planner, survey, TODAY)}["hambat"]
    counts = dict(enough.counts)
    assert (counts["Internet atau listrik sering putus"], counts["Beban kerja terlalu banyak"]) == (3, 2)


def test_results_of_unnamed_answers_are_for_the_whole_agency_only(own: Round, planner: Actor) -> None:
    local = Actor(own.town.agency, None, "Ester", None, (Held("personnel_officer", own.town.paths["Puskesmas Remu"]),))
    with pytest.raises(NotThere):
        queries.results(local, queries.survey_seen(planner, own.uid), TODAY)


def test_the_caretaker_mixes_days_that_are_over(own: Round, monkeypatch: pytest.MonkeyPatch, agency: Any) -> None:
    services.give_unnamed(**own.do("Kes 00"), question="hambat", value="internet")
    first = UnnamedAnswer.objects.get().pk
    assert mix_when_due(agency) == 0  # the clock of tests stands on the same day
    monkeypatch.setattr("django.conf.settings.ASAH_CLOCK", own.now + timedelta(days=1))
    assert mix_when_due(agency) == 1
    row = UnnamedAnswer.objects.get()
    assert (row.pk != first, row.on, row.value) == (True, TODAY, "internet")
    assert mix_when_due(agency) == 0


def test_paper_forms_come_in_at_once_and_wrong_rows_are_named(own: Round, planner: Actor) -> None:
    person = own.town.people["Kes 00"]
    do: dict[str, Any] = {"actor": planner, "now": own.now, "survey": own.uid}
    named = [
        services.PaperAnswer(person, "mampu", 3, "MAN-01"),
        services.PaperAnswer(person, "cara", ["daring"]),
    ]
    unnamed = [services.PaperUnnamed("hambat", "waktu", TODAY, own.town.units["Dinas Kesehatan"])]
    assert services.record_answers(**do, named=named, unnamed=unnamed, finished=[person]) == 3
    assert [(row.own, row.answers) for row in queries.survey_levels(2027)] == [(3.0, 1)]
    assert Invitation.objects.get(person=person, survey=own.row).finished_at == own.now
    for wrong, sentence in (
        (services.PaperAnswer(0, "cara", ["daring"]), "Baris 1: orang"),
        (services.PaperAnswer(person, "mampu", 3, "XX"), "Baris 1: orang atau kompetensinya"),
        (services.PaperAnswer(person, "hambat", "waktu"), "tidak ada di survei ini"),
        (services.PaperAnswer(person, "cara", ["terbang"]), "Pilih paling sedikit satu"),
    ):
        with pytest.raises(BadAnswer, match=sentence):
            services.record_answers(**do, named=[wrong])


def test_themes_of_open_answers_are_kept_and_replaced(own: Round, planner: Actor) -> None:
    from asah.stages.questionnaires.engine import themes_of

    texts = [f"Antrean nomor loket {word}" for word in ("pagi", "siang", "warga", "panjang", "lama", "tertib")]
    texts += [f"Internet jaringan putus {word}" for word in ("pagi", "siang", "hujan", "pulau", "malam", "aplikasi")]
    themes = themes_of(texts, 5)
    assert len(themes) >= 2
    assert sum(one.count for one in themes) <= len(texts)
    assert themes_of(texts[:3], 5) == ()
    assert themes_of(["a", "b", "c", "d", "e"], 5) == ()
    for _ in range(2):
        services.keep_themes(actor=planner, now=own.now, survey=own.row.pk, themes={"saran": themes})
    assert OpenTheme.objects.count() == len(themes)
    assert [row.words[0] for row in queries.open_themes(2027)] == [one.words[0] for one in themes]


def test_a_second_survey_of_the_year_stands_beside_the_first(own: Round, open_round: Opener) -> None:
    again = open_round("diri", title="Survei susulan")
    services.give_answer(**again.do("Kes 00"), question="cara", value=["daring"])
    assert own.sheet("Kes 00").given == {}
    assert len(queries.own_surveys(own.who("Kes 00"))) == 2
