"""The two database roles: one owns the tables, the other is what Asah's pages run as.

Row security does not bind superusers and owners, so pages never run as either. The application role may read and
write rows; it may not TRUNCATE, create tables, or step around a policy.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import conninfo, sql

from asah.config.launch.binaries import OLDEST
from asah.config.launch.keys import ensure_password, known_password
from asah.config.launch.places import DataFolder
from asah.config.launch.refusal import Refusal

OWNER = "asah_owner"
APP = "asah_app"
DATABASE = "asah"


@dataclass(frozen=True)
class Addresses:
    """Where the database is, twice.

    Parameters:
        owner: address for migrations, backup and restore.
        app: address for pages and jobs.
    """

    owner: str
    app: str


def create_embedded_roles(admin_url: str, data: DataFolder, *, may_create: bool = False) -> tuple[str, str]:
    """Create both roles and the database on our own server, again and again without harm.

    Parameters:
        admin_url: address of the superuser's `postgres` database.
        data: where the passwords are kept.
        may_create: let the owner create databases, as tests need.

    Returns:
        The passwords of owner and application role.
    """
    passwords = ensure_password(data, OWNER), ensure_password(data, APP)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for role, password in zip((OWNER, APP), passwords, strict=True):
            _ensure_role(connection, role, password)
        if may_create:
            connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
            # Dropping a test's database may cut off sessions of the application role.
            connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER)))
        if not _has(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
    return passwords


def admit_app_role(owner_url: str, given_app_url: str | None, data: DataFolder) -> Addresses:
    """Make sure that an application role exists for a server named in DATABASE_URL.

    Parameters:
        owner_url: DATABASE_URL.
        given_app_url: DATABASE_APP_URL, or None to make the role here.
        data: where a generated password is kept.

    Raises:
        Refusal: the server is too old or out of reach, the role is too mighty, or the owner may not create roles;
            then the text holds the SQL that somebody mightier must run.
    """
    with _connect(owner_url, "DATABASE_URL") as connection:
        if connection.info.server_version < OLDEST * 10000:
            raise Refusal(f"Peladen di DATABASE_URL terlalu lama; Asah memerlukan PostgreSQL {OLDEST} atau lebih baru.")
        app_url = given_app_url or _own_app_url(connection, owner_url, data)
    with _connect(app_url, "DATABASE_APP_URL") as connection:
        _refuse_mighty(connection, owner_url)
    return Addresses(owner_url, app_url)


def describe_roles(database: str, app: str = APP) -> str:
    """The SQL for an administrator who makes the application role by hand.

    Its rights on tables are given by the owner after each migration.
    """
    return (
        f"CREATE ROLE {app} LOGIN PASSWORD 'ganti-kata-sandi-ini'\n"
        "  NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;\n"
        f"GRANT CONNECT ON DATABASE {database} TO {app};"
    )


def _own_app_url(connection: psycopg.Connection, owner_url: str, data: DataFolder) -> str:
    database = connection.info.dbname
    exists = _has(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", APP)
    if exists and known_password(data, APP) is None:
        raise Refusal(
            f"Peran basis data {APP} sudah ada, tetapi kata sandinya tidak dikenal di folder data ini. "
            "Isi DATABASE_APP_URL dengan alamat peran itu."
        )
    if not exists:
        if not _has(connection, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolsuper)"):
            raise Refusal(
                "Peran di DATABASE_URL tidak boleh membuat peran lain. Jalankan SQL ini di basis data Asah sebagai "
                f"administrator PostgreSQL, lalu isi DATABASE_APP_URL:\n\n{describe_roles(database)}\n"
            )
        _ensure_role(connection, APP, ensure_password(data, APP))
    return with_credentials(owner_url, APP, ensure_password(data, APP))


def with_credentials(url: str, role: str, password: str) -> str:
    """The same address with another role and password."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(password, safe='')}@{host}"))


def _refuse_mighty(connection: psycopg.Connection, owner_url: str) -> None:
    mighty = _has(connection, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)")
    if mighty or conninfo.conninfo_to_dict(owner_url).get("user") == connection.info.user:
        raise Refusal(
            f"Peran {connection.info.user} di DATABASE_APP_URL terlalu kuat: ia dapat melewati batas antarinstansi. "
            "Pakai peran lain yang bukan pemilik, bukan superuser, dan tanpa BYPASSRLS."
        )


def _ensure_role(connection: psycopg.Connection, role: str, password: str) -> None:
    exists = _has(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role)
    verb = sql.SQL("ALTER ROLE" if exists else "CREATE ROLE")
    # BYPASSRLS and SUPERUSER are not named: naming them needs a right that CREATEROLE alone does not give,
    # and a new role has neither.
    statement = sql.SQL("{} {} LOGIN PASSWORD {}").format(verb, sql.Identifier(role), sql.Literal(password))
    connection.execute(statement)


def _has(connection: psycopg.Connection, question: str, *values: str) -> bool:
    return connection.execute(question.encode(), values).fetchone() is not None


def _connect(url: str, name: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as failed:
        raise Refusal(f"Basis data di {name} tidak dapat dihubungi:\n{failed}") from failed
