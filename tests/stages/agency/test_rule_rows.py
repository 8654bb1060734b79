"""National rows, own rows before them, and the tables that ship with Asah."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from asah.foundation.access.actor import Actor, NotAllowed, NotThere
from asah.stages.agency import queries, services
from asah.stages.agency.management.seeds import load_seeds
from asah.stages.agency.models import LegalBasis, NationalRule
from asah.stages.agency.rules import legal_bases, misshapen, rule_tables
from asah.stages.agency.rules.words import FIELD_WORDS
from tests.conftest import as_role

JANUARY = date(2027, 1, 12)


def test_tables_are_there_after_migrate_and_loading_again_changes_nothing(db: None) -> None:
    assert NationalRule.objects.count() == sum(len(table.rows) for table in rule_tables().values())
    assert LegalBasis.objects.count() == len(legal_bases())
    assert load_seeds() == 0


@pytest.mark.django_db(transaction=True)
def test_tables_come_back_after_a_flush() -> None:
    from asah.config.settings import OWNER_URL

    with as_role(OWNER_URL):
        call_command("flush", interactive=False, verbosity=0)
    assert queries.rule("batas_jp", "pns_minimal", JANUARY).values["jp"] == 20


def test_a_damaged_row_is_put_right(db: None) -> None:
    NationalRule.objects.filter(kind="batas_jp", key="pns_minimal").update(values={"jp": 5})
    assert load_seeds() > 0
    assert queries.rule("batas_jp", "pns_minimal", JANUARY).values["jp"] == 20


@pytest.mark.parametrize(("key", "jp"), [("pns_minimal", 20), ("pppk_maksimal", 24)])
def test_floor_and_ceiling_of_the_law(db: None, key: str, jp: int) -> None:
    assert queries.rule("batas_jp", key, JANUARY).values["jp"] == jp


def test_figures_nobody_confirmed_say_so(db: None) -> None:
    conversion = queries.rules("konversi_jp", JANUARY)
    assert conversion["9:nasional"].confirmed
    assert not conversion["20:nasional"].confirmed
    assert not queries.rule("satuan_biaya", "kontribusi_pkp", JANUARY).confirmed


def test_no_row_in_force_is_an_answer_in_words(scope: Any) -> None:
    with pytest.raises(queries.NoRule, match="batas_jp/pns_minimal"):
        queries.rule("batas_jp", "pns_minimal", date(2010, 1, 1))
    assert queries.rule_or_earliest("batas_jp", "pns_minimal", date(2010, 1, 1)).valid_from == date(2017, 4, 7)


def test_every_row_names_a_known_regulation(db: None) -> None:
    known = {basis.code for basis in legal_bases()}
    assert {row.legal_basis for table in rule_tables().values() for row in table.rows} <= known


def _own(admin: Actor, now: datetime, **more: Any) -> queries.RuleRow:
    values = {"people": 7}
    given: dict[str, Any] = {"kind": "batas_tampil", "key": "dalam", "values": values, "from_on": date(2027, 1, 1)}
    return services.set_own_rule(actor=admin, now=now, **(given | {"legal_basis": "Kepwal 1/2027"} | more))


def test_an_own_row_stands_before_the_national_one_while_in_force(scope: Any, admin: Actor, now: datetime) -> None:
    _own(admin, now, until_on=date(2028, 1, 1))
    assert queries.rule("batas_tampil", "dalam", JANUARY).values == {"people": 7}
    assert queries.rules("batas_tampil", JANUARY)["dalam"].own
    assert queries.rule("batas_tampil", "dalam", date(2026, 12, 31)).values == {"people": 5}
    assert queries.rule("batas_tampil", "dalam", date(2028, 1, 1)).values == {"people": 5}


def test_a_newer_own_row_ends_the_older_one_and_both_stay_in_the_history(
    scope: Any, admin: Actor, now: datetime
) -> None:
    _own(admin, now)
    _own(admin, now, values={"people": 8}, from_on=date(2027, 7, 1))
    assert queries.rule("batas_tampil", "dalam", JANUARY).values == {"people": 7}
    assert queries.rule("batas_tampil", "dalam", date(2027, 7, 1)).values == {"people": 8}
    assert [row.values["people"] for row in queries.rule_history("batas_tampil", "dalam")] == [5, 7, 8]


def test_ending_an_own_row_brings_the_national_one_back(scope: Any, admin: Actor, now: datetime) -> None:
    _own(admin, now)
    services.end_own_rule(
        actor=admin, now=now, kind="batas_tampil", key="dalam", from_on=date(2027, 1, 1), until_on=date(2027, 2, 1)
    )
    assert queries.rule("batas_tampil", "dalam", date(2027, 2, 1)).values == {"people": 5}
    with pytest.raises(NotThere):
        services.end_own_rule(
            actor=admin, now=now, kind="batas_tampil", key="dalam", from_on=date(2020, 1, 1), until_on=JANUARY
        )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"values": {"people": "tujuh"}}, "tidak sesuai"),
        ({"values": {"people": 7, "extra": 1}}, "extra"),
        ({"legal_basis": " "}, "dasar hukum"),
        ({"kind": "tak_ada"}, "tidak dikenal"),
    ],
)
def test_rows_that_do_not_fit_are_refused(
    scope: Any, admin: Actor, now: datetime, wrong: dict[str, Any], words: str
) -> None:
    with pytest.raises(services.BadRule, match=words):
        _own(admin, now, **wrong)


def test_confirming_a_table_keeps_its_figures_and_says_who_stands_for_them(
    scope: Any, admin: Actor, planner: Actor, now: datetime
) -> None:
    before = queries.rules("standar_pemerintahan", JANUARY)
    waiting = sum(not row.confirmed for row in before.values())
    assert waiting
    assert services.confirm_rules(actor=admin, now=now, kind="standar_pemerintahan") == waiting
    after = queries.rules("standar_pemerintahan", JANUARY)
    assert {key: row.values for key, row in after.items()} == {key: row.values for key, row in before.items()}
    assert {key: row.legal_basis for key, row in after.items()} == {k: row.legal_basis for k, row in before.items()}
    assert all(row.confirmed for row in after.values())
    assert sum(row.adopted for row in after.values()) == waiting
    assert services.confirm_rules(actor=admin, now=now, kind="standar_pemerintahan") == 0
    with pytest.raises(services.BadRule):
        services.confirm_rules(actor=admin, now=now, kind="tidak_ada")
    with pytest.raises(NotAllowed):
        services.confirm_rules(actor=planner, now=now)


def test_confirming_all_leaves_nothing_open_and_own_rows_as_they_are(scope: Any, admin: Actor, now: datetime) -> None:
    key = next(key for key, row in queries.rules("standar_level", JANUARY).items() if not row.confirmed)
    values = queries.rule("standar_level", key, JANUARY).values | {"level": 3}
    services.set_own_rule(actor=admin, now=now, kind="standar_level", key=key, values=values,
                          from_on=date(2027, 6, 1), legal_basis="Keputusan contoh")  # fmt: skip
    services.confirm_rules(actor=admin, now=now)
    assert sum(table.unconfirmed for table in queries.tables(JANUARY)) == 0
    assert queries.rule("standar_level", key, date(2027, 6, 1)).legal_basis == "Keputusan contoh"
    assert queries.rule("standar_level", key, date(2027, 5, 31)).confirmed


def test_only_the_admin_sets_rules(scope: Any, planner: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        _own(planner, now)


def test_shapes() -> None:
    assert misshapen({"a": 1}, {"a": 2.5}) == []
    assert misshapen({"a": True}, {"a": 1}) == ["a"]
    assert misshapen({}, {"a": [1]}) == ["a"]
    assert misshapen({"a": None}, {"a": None}) == []


def test_another_agency_does_not_see_own_rows(scope: Any, admin: Actor, now: datetime) -> None:
    from asah.foundation.access.models import Agency
    from asah.foundation.access.scope import agency_scope

    _own(admin, now)
    other = Agency.objects.create(slug="binjai", name="Kota Binjai")
    with agency_scope(other.pk):
        assert queries.rule("batas_tampil", "dalam", JANUARY).values == {"people": 5}
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from agency_agencyrule")
        assert cursor.fetchone()[0] == 1


def test_every_field_of_a_row_has_a_word_on_screen() -> None:
    fields = {name for table in rule_tables().values() for row in table.rows for name in row.values}
    assert {name for name in fields if name not in FIELD_WORDS} == set()
