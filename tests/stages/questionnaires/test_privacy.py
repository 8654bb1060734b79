"""Unnamed answers lead to nobody: read back from the database itself, column by column."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from asah.foundation.access.actor import Actor
from asah.foundation.audit.models import Event, EventDetail
from asah.stages.questionnaires import services
from asah.stages.questionnaires.models import Answer, Invitation, UnnamedAnswer
from asah.stages.questionnaires.rules import BadAnswer
from tests.stages.questionnaires.conftest import Round

SECRET = "Kepala seksi jarang di tempat."


def columns(table: str) -> dict[str, str]:
    """Column -> type, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("select column_name, data_type from information_schema.columns where table_name = %s", [table])
        return dict(cursor.fetchall())


def every_value(agency: int) -> Iterator[tuple[str, str, str]]:
    """(table, column, value as text) of everything the application can read."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'select row_to_json(t)::text from "{table}" t')
            for (text,) in cursor.fetchall():
                yield table, "", text


def test_the_table_has_no_column_that_could_lead_to_a_person(own: Round) -> None:
    assert columns("questionnaires_unnamedanswer") == {
        "id": "bigint",
        "agency_id": "bigint",
        "survey_id": "bigint",
        "question": "character varying",
        "opd_id": "bigint",
        "value": "jsonb",
        "on": "date",
    }


def test_what_was_said_stands_in_one_table_only(own: Round) -> None:
    services.give_unnamed(**own.do("Kes 00"), question="saran", value=SECRET)
    holders = {table for table, _column, text in every_value(own.town.agency) if SECRET in text}
    assert holders == {"questionnaires_unnamedanswer"}
    row = UnnamedAnswer.objects.get()
    assert row.on == date(2027, 1, 12)


def test_the_id_is_random_and_stands_nowhere_else(own: Round) -> None:
    for name in ("Kes 00", "Kes 01", "Kes 02"):
        services.give_unnamed(**own.do(name), question="hambat", value="waktu")
        services.give_answer(**own.do(name), question="cara", value=["daring"])
    ids = list(UnnamedAnswer.objects.values_list("pk", flat=True))
    assert min(abs(one - other) for one in ids for other in ids if one != other) > 1_000_000
    texts = [text for table, _column, text in every_value(own.town.agency) if table != "questionnaires_unnamedanswer"]
    assert [one for one in ids if any(str(one) in text for text in texts)] == []
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_serial_sequence('questionnaires_unnamedanswer', 'id')")
        assert cursor.fetchone() == (None,)


def test_the_trail_holds_the_day_and_neither_account_nor_words(own: Round) -> None:
    services.give_unnamed(**own.do("Kes 00"), question="saran", value=SECRET)
    event = Event.objects.get(verb="pipe.give_unnamed")
    assert (event.account, event.kind, event.key, event.detail_hash) == (None, "", "", "")
    assert (event.at.hour, event.at.minute, event.at.second, event.at.microsecond) == (0, 0, 0, 0)
    assert not EventDetail.objects.filter(event=event).exists()


def test_the_invitation_knows_that_it_was_answered_and_not_what(own: Round) -> None:
    services.give_unnamed(**own.do("Kes 00"), question="hambat", value="internet")
    row = Invitation.objects.get(survey=own.row, person=own.town.people["Kes 00"])
    assert row.passed == ["hambat"]
    assert own.sheet("Kes 00").given["hambat"].value is None
    assert not Answer.objects.exists()


def test_an_unnamed_answer_is_given_once_and_cannot_be_changed(own: Round) -> None:
    services.give_unnamed(**own.do("Kes 00"), question="hambat", value="internet")
    with pytest.raises(services.AlreadyGiven, match="tidak dapat dicari lagi"):
        services.give_unnamed(**own.do("Kes 00"), question="hambat", value="waktu")
    assert [row.value for row in UnnamedAnswer.objects.all()] == ["internet"]


def test_a_named_question_is_not_taken_without_a_name(own: Round) -> None:
    with pytest.raises(BadAnswer, match="dijawab dengan nama"):
        services.give_unnamed(**own.do("Kes 00"), question="cara", value=["daring"])
    assert not UnnamedAnswer.objects.exists()


def test_an_office_is_kept_only_where_a_crowd_was_asked(own: Round, open_round: Any) -> None:
    services.give_unnamed(**own.do("Kes 00"), question="hambat", value="waktu")
    assert UnnamedAnswer.objects.get().opd_id == own.town.units["Dinas Kesehatan"]
    services.give_unnamed(**own.do("Wali Kota"), question="hambat", value="orang")
    assert UnnamedAnswer.objects.get(value="orang").opd_id is None


def _physical(order: str = "ctid") -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"select id, value #>> '{{}}' from questionnaires_unnamedanswer order by {order}")
        return list(cursor.fetchall())


def test_a_day_that_is_over_loses_the_order_in_which_answers_came(own: Round, planner: Actor, now: datetime) -> None:
    names = [f"Kes {n:02}" for n in range(12)]
    texts = [f"Saran dari meja {place}" for place in range(12)]
    for name, text in zip(names, texts, strict=True):
        services.give_unnamed(**own.do(name), question="saran", value=text)
    before = _physical()
    assert [value for _id, value in before] == texts
    services.mix_finished_days(actor=planner, now=now + timedelta(days=1), until=date(2027, 1, 12))
    after = _physical()
    assert sorted(value for _id, value in after) == sorted(texts)
    assert [value for _id, value in after] != texts  # one in 12! = 479,001,600 would come back in order
    assert not {one for one, _value in before} & {one for one, _value in after}
    with connection.cursor() as cursor:
        cursor.execute("select count(distinct xmin::text) from questionnaires_unnamedanswer")
        assert cursor.fetchone() == (1,)


def test_closing_takes_the_day_away(own: Round, planner: Actor) -> None:
    services.give_unnamed(**own.do("Kes 00"), question="hambat", value="waktu")
    services.give_unnamed(**{**own.do("Kes 01"), "now": own.now + timedelta(days=3)}, question="hambat", value="orang")
    services.close_survey(actor=planner, now=own.now + timedelta(days=5), survey=own.uid)
    assert set(UnnamedAnswer.objects.values_list("on", flat=True)) == {date(2027, 1, 17)}
