"""The list of Django apps: framework, foundation in its order, then every stage and desk that exists."""

from pathlib import Path

_HERE = Path(__file__).resolve().parents[1]

FRAMEWORK = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
]
# After ours, so that our templates stand before allauth's of the same name.
LATE = ["allauth", "allauth.account"]
FOUNDATION = ["pages", "access", "audit", "jobs", "documents", "imports", "notices", "outbox", "search"]
# The order of the annual cycle (architecture, section 3); the import contracts say the same.
CYCLE = [
    "agency", "people", "competencies", "records", "questionnaires", "performance", "partners", "budget", "catalogue",
    "needs", "offers", "plan", "delivery", "learning", "credentials", "engagement", "evaluation", "improvement",
]  # fmt: skip


def installed_apps() -> list[str]:
    """Apps whose folder holds an apps.py, in the order of the house."""
    ours = [f"foundation.{name}" for name in FOUNDATION] + [f"stages.{name}" for name in CYCLE]
    desks = sorted(path.parent.name for path in (_HERE / "desks").glob("*/apps.py"))
    ours += [f"desks.{name}" for name in desks]
    built = [f"asah.{name}" for name in ours if (_HERE / name.replace(".", "/") / "apps.py").exists()]
    return FRAMEWORK + built + LATE
