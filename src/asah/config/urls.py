"""Every stage and desk that has a web/urls.py is included; its own patterns carry their full Indonesian path."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{config.name}.{where}"))
    for config in apps.get_app_configs()
    if config.name.startswith("asah.")
    for where in ("web.urls", "urls")
    if find_spec(f"{config.name}.{where.split('.')[0]}") and find_spec(f"{config.name}.{where}")
]

handler400 = "asah.foundation.pages.errors.bad_request"
handler403 = "asah.foundation.pages.errors.forbidden"
handler404 = "asah.foundation.pages.errors.not_found"
handler500 = "asah.foundation.pages.errors.server_error"
