"""Addresses of the set-up."""

from django.urls import path

from asah.stages.agency.web import admin, everybody, hours, rules, years

urlpatterns = [
    path("pengaturan/identitas/", admin.identity, name="agency_identity"),
    path("pengaturan/kop/", admin.letterhead, name="agency_letterhead"),
    path("pengaturan/pejabat/", admin.officials, name="agency_officials"),
    path("pengaturan/pejabat/<int:official>/akhiri/", admin.end_official, name="agency_official_end"),
    path("pengaturan/tahun/", years.years, name="agency_years"),
    path("pengaturan/tahun/<int:year>/", years.phase, name="agency_phase"),
    path("pengaturan/kalender/", years.calendar, name="agency_calendar"),
    path("pengaturan/kalender/pakai/", years.adopt, name="agency_holidays_adopt"),
    path("pengaturan/kalender/<int:holiday>/hapus/", years.remove, name="agency_holiday_remove"),
    path("pengaturan/jam-kerja/", hours.work_hours, name="agency_hours"),
    path("pengaturan/konfirmasi-aturan/", rules.confirm, name="agency_rules_confirm"),
    path("aturan/", everybody.tables, name="agency_rules"),
    path("aturan/<str:kind>/", everybody.table, name="agency_rule_table"),
    path("aturan/<str:kind>/<path:key>/", rules.row, name="agency_rule"),
]
