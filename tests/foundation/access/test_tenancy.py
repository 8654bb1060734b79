"""One agency never sees another: keys and policies are read back from the database, and tried by raw SQL."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope, current_agency
from asah.foundation.access.tenancy import AgencyKey, agency_tables
from asah.stages.people.models import Unit, UnitPosition

pytestmark = pytest.mark.django_db


def two_agencies() -> tuple[Agency, Agency]:
    return Agency.objects.create(slug="a", name="A"), Agency.objects.create(slug="b", name="B")


def add_unit(agency: Agency, code: str) -> Unit:
    with agency_scope(agency.pk):
        return Unit.objects.create(agency=agency, uid=uuid.uuid4(), code=code)


def test_tests_run_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        name, is_super, bypasses = cursor.fetchone()
    assert name.startswith("asah_app")
    assert not is_super
    assert not bypasses


def test_every_agency_table_has_policy_and_keys() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select tablename, qual, with_check from pg_policies where policyname = 'one_agency'")
        policies = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute("select relname from pg_class where relrowsecurity and relkind = 'r'")
        secured = {row[0] for row in cursor.fetchall()}
        cursor.execute("select conname, pg_get_constraintdef(oid) from pg_constraint")
        constraints = dict(cursor.fetchall())
    for model in agency_tables():
        table = model._meta.db_table
        assert table in secured, table
        assert "asah.agency" in policies[table][0], table
        assert "asah.agency" in policies[table][1], table
        assert any(text == "UNIQUE (agency_id, id)" for name, text in constraints.items() if name.startswith(table))
        for field in model._meta.get_fields():
            if isinstance(field, AgencyKey):
                definition = constraints[f"{table}_{field.name}_same_agency"]
                assert f"FOREIGN KEY (agency_id, {field.column})" in definition
                assert field.remote_field.related_name == "+"


def test_every_unique_constraint_begins_with_agency() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid"
            " where i.indisunique and not i.indisprimary"
        )
        rows = cursor.fetchall()
    tables = {model._meta.db_table for model in agency_tables()}
    for table, definition in rows:
        if table in tables:
            assert "(agency_id" in definition, definition


def test_no_row_without_scope_and_only_own_rows_inside() -> None:
    a, b = two_agencies()
    add_unit(a, "U1")
    add_unit(b, "U2")
    assert Unit.objects.count() == 0
    with agency_scope(a.pk):
        assert [unit.code for unit in Unit.objects.all()] == ["U1"]
        with connection.cursor() as cursor:
            cursor.execute("select code from people_unit where agency_id = %s or true", [b.pk])
            assert cursor.fetchall() == [("U1",)]
            cursor.execute("update people_unit set code = 'stolen' where agency_id = %s", [b.pk])
            assert cursor.rowcount == 0
        with agency_scope(b.pk):
            assert [unit.code for unit in Unit.objects.all()] == ["U2"]
        assert current_agency() == a.pk
    assert current_agency() is None


def test_row_cannot_be_written_into_another_agency() -> None:
    a, b = two_agencies()
    with agency_scope(a.pk), pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.create(agency=b, uid=uuid.uuid4(), code="X")


def test_key_cannot_point_into_another_agency() -> None:
    a, b = two_agencies()
    foreign = add_unit(b, "U2")
    with agency_scope(a.pk), pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT012 the key is deferred
        UnitPosition.objects.create(
            agency=a, unit_id=foreign.pk, name="x", kind="opd", path="/1/", valid=("2026-01-01", None)
        )
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


def test_application_role_may_not_truncate_or_disable_policies() -> None:
    for sql in ("truncate people_unit", "alter table people_unit disable row level security", "set role asah_owner"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
