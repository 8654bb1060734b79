"""Tables that belong to an agency: keys that cannot cross agencies, and the policies that hide other agencies' rows.

Plain foreign keys cross agencies, because PostgreSQL's own key checks ignore row security. Every key between two
agency tables is therefore an `AgencyKey`: a ForeignKey without its own constraint, plus a composite constraint
(agency_id, x_id) -> (agency_id, id). The metaclass adds both constraints, so that nobody can forget them.
"""

from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.models.base import ModelBase
from django.db.models.constraints import BaseConstraint

_ST = TypeVar("_ST")
_GT = TypeVar("_GT")
_POLICY = "agency_id = (SELECT NULLIF(current_setting('asah.agency', true), '')::bigint)"


class SameAgency(BaseConstraint):
    """FOREIGN KEY (agency_id, x_id) REFERENCES parent (agency_id, id), deferred to the end of the transaction."""

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def _sql(self, model: Any, editor: Any) -> str:
        quote = editor.quote_name
        key = model._meta.get_field(self.field)
        parent = key.remote_field.model._meta
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('agency_id')}, {quote(key.column)}) "
            f"REFERENCES {quote(parent.db_table)} ({quote('agency_id')}, {quote(parent.pk.column)}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """Inside CREATE TABLE: nothing, see create_sql."""
        self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """ALTER TABLE ... ADD CONSTRAINT at the end of the migration, when self and forward references exist."""
        quote = schema_editor.quote_name
        sql = f"ALTER TABLE {quote(model._meta.db_table)} ADD {self._sql(model, schema_editor)}"
        schema_editor.deferred_sql.append(sql)

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        """ALTER TABLE ... DROP CONSTRAINT."""
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database is the judge."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameAgency) and (self.name, self.field) == (other.name, other.field)

    def __hash__(self) -> int:
        return hash((self.name, self.field))

    def deconstruct(self) -> Any:
        """For migrations."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}


class AgencyKey(models.ForeignKey[_ST, _GT]):
    """A key to another table of the same agency. No reverse accessor: nobody walks from a stage to a later one."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        """Migrations see a plain ForeignKey: history must not depend on this class."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class AgencyModelBase(ModelBase):
    """Adds UNIQUE (agency, id) and one SameAgency constraint for each AgencyKey of a concrete model."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> Any:
        meta = attrs.get("Meta")
        if not getattr(meta, "abstract", False):
            own = list(getattr(meta, "constraints", []))
            stem = name.lower()
            own.append(models.UniqueConstraint(fields=["agency", "id"], name=f"%(app_label)s_{stem}_agency_id"))
            own += [
                SameAgency(field=key, name=f"%(app_label)s_{stem}_{key}_same_agency")
                for key, value in attrs.items()
                if isinstance(value, AgencyKey)
            ]
            app_label = getattr(meta, "app_label", None) or attrs["__module__"].removesuffix(".models").split(".")[-1]
            if app_label == "models" or ".models." in attrs["__module__"]:
                app_label = attrs["__module__"].split(".models.")[0].split(".")[-1]
            for constraint in own:
                constraint.name = constraint.name.replace("%(app_label)s", app_label)
            attrs["Meta"] = type("Meta", (meta,) if meta else (), {"constraints": own})
        return super().__new__(mcs, name, bases, attrs, **kwargs)


class AgencyModel(models.Model, metaclass=AgencyModelBase):
    """Base of every table that belongs to an agency.

    `personal` names the fields that hold data about a person (erasure, export and the architecture test read it);
    `append_only` takes UPDATE and DELETE away from the application role.
    """

    personal: ClassVar[frozenset[str]] = frozenset()
    append_only: ClassVar[bool] = False

    id = models.BigAutoField(primary_key=True)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def agency_tables() -> list[type[AgencyModel]]:
    """Every concrete model that belongs to an agency."""
    return [model for model in apps.get_models() if issubclass(model, AgencyModel)]


def apply_policies(app_role: str) -> None:
    """Switch row security on for every agency table and grant the application role what it needs, and no more.

    Runs as owner after each migrate; repeating it changes nothing.
    """
    quote = connection.ops.quote_name
    role = quote(app_role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute("select tablename from pg_policies where policyname = 'one_agency'")
        done = {row[0] for row in cursor.fetchall()}
        cursor.execute("select relname from pg_class where relkind = 'r' and relrowsecurity")
        secured = {row[0] for row in cursor.fetchall()}
        for model in agency_tables():
            table = model._meta.db_table
            if table not in secured:
                cursor.execute(f"ALTER TABLE {quote(table)} ENABLE ROW LEVEL SECURITY")
            if table not in done:
                cursor.execute(f"CREATE POLICY one_agency ON {quote(table)} USING ({_POLICY}) WITH CHECK ({_POLICY})")
        for any_model in apps.get_models():
            if getattr(any_model, "append_only", False):
                cursor.execute(f"REVOKE UPDATE, DELETE ON {quote(any_model._meta.db_table)} FROM {role}")
