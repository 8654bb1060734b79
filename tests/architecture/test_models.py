"""Tables: personal data is marked, keys point to earlier stages, agency tables are closed to other agencies."""

import pytest
from django.db import connection, models

from asah.config.installed import CYCLE, FOUNDATION
from asah.foundation.access.tenancy import AgencyKey, AgencyModel
from tests.architecture.house import ROOT, our_models
from tools.personal_data import document

TELLING = {
    "nip", "nik", "email", "phone", "birth_on", "birth_place", "sex", "religion", "username", "siasn_id",
    "address_home", "name_key", "title_front", "title_back", "bank_account", "photo",
}  # fmt: skip
"""Field names that can only mean a person's data."""

OUTSIDE_POLICIES = {
    "access_account", "access_activation", "access_agency", "access_membership",  # who may come in at all
    "account_emailaddress", "account_emailconfirmation", "django_session",  # log-in
    "auth_group", "auth_group_permissions", "auth_permission", "django_content_type",  # the framework's own
    "django_migrations", "django_cache",
    "procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers",  # ids only
    "agency_legalbasis", "agency_nationalrule",  # national reference data
}  # fmt: skip
"""Tables without a policy, each with its reason; whoever adds one answers for it here."""


def test_every_model_says_itself_which_fields_are_personal() -> None:
    silent = [model.__name__ for model in our_models() if "personal" not in vars(model)]
    assert silent == [], "write `personal = frozenset()` or name the fields, also when none is"


def test_every_field_is_marked_in_the_register_of_personal_data() -> None:
    written = (ROOT / "docs" / "reference" / "personal-data.md").read_text()
    told = "python -m tools.personal_data > docs/reference/personal-data.md, then look at the difference"
    assert written.splitlines() == document().splitlines(), told


def test_personal_fields_exist_and_telling_fields_are_marked() -> None:
    faults = []
    for model in our_models():
        fields = {field.name for field in model._meta.get_fields()}
        marked = getattr(model, "personal", None)
        if marked is None:
            faults.append(f"{model.__name__} does not say which fields are personal")
            continue
        faults += [f"{model.__name__}.{name} is marked but does not exist" for name in set(marked) - fields]
        faults += [f"{model.__name__}.{name} is personal but not marked" for name in TELLING & fields - set(marked)]
    assert faults == []


def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    missing = {model.__name__ for model in our_models() if f"`{model.__name__}`" not in glossary}
    assert missing == set()


def test_keys_point_to_the_same_or_an_earlier_stage() -> None:
    order = {label: place for place, label in enumerate([*FOUNDATION, *CYCLE])}
    faults = []
    for model in our_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey):
                continue
            there = field.remote_field.model._meta.app_label
            name = f"{here}.{model.__name__}.{field.name}"
            if there != here and order.get(there, -1) > order.get(here, len(order)):
                faults.append(f"{name} points to the later {there}")
            if there != here and field.remote_field.related_name != "+" and there in CYCLE:
                faults.append(f"{name} lets {there} walk back into {here}: related_name must be '+'")
    assert faults == []


def test_keys_between_agency_tables_cannot_cross_agencies() -> None:
    plain = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        if issubclass(model, AgencyModel)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and issubclass(field.remote_field.model, AgencyModel)
        and not isinstance(field, AgencyKey)
    ]
    assert plain == []


def test_no_many_to_many_hides_a_table_without_agency() -> None:
    hidden = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.many_to_many
        if field.remote_field.through._meta.auto_created
    ]
    assert hidden == []


@pytest.mark.django_db
def test_tables_without_policy_are_the_ones_we_answer_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity"
        )
        open_tables = {row[0] for row in cursor.fetchall()}
    assert open_tables - OUTSIDE_POLICIES == set()


@pytest.mark.django_db
def test_the_application_role_has_no_more_than_it_needs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, privilege_type from information_schema.table_privileges"
            " where grantee = current_user and table_schema = 'public'"
            " and privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')"
        )
        assert cursor.fetchall() == []
        for model in our_models():
            if getattr(model, "append_only", False):
                for privilege in ("UPDATE", "DELETE"):
                    cursor.execute("select has_table_privilege(%s, %s)", [model._meta.db_table, privilege])
                    assert cursor.fetchone() == (False,), f"{privilege} on {model._meta.db_table}"
