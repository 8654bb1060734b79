"""Pages of the set-up in the page x role matrix; rules in force are open to everybody with a role."""

from typing import Any

from asah.foundation.access.roles import GRANTABLE

EVERYBODY = dict.fromkeys(GRANTABLE, 200)
ADMIN = dict.fromkeys(GRANTABLE, 403) | {"admin": 200}

PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("agency_identity", {}, ADMIN),
    ("agency_letterhead", {}, ADMIN),
    ("agency_officials", {}, ADMIN),
    ("agency_official_end", {"official": 1}, ADMIN),
    ("agency_years", {}, ADMIN),
    ("agency_phase", {"year": 2027}, ADMIN),
    ("agency_calendar", {}, ADMIN),
    ("agency_hours", {}, ADMIN),
    ("agency_rules_confirm", {}, ADMIN),
    ("agency_rules", {}, EVERYBODY),
    ("agency_rule_table", {"kind": "konversi_jp"}, EVERYBODY),
    ("agency_rule", {"kind": "batas_jp", "key": "pns_minimal"}, EVERYBODY),
]
# These only take a POST.
ELSEWHERE = {"agency_holidays_adopt", "agency_holiday_remove"}
