"""Addresses of the budget."""

from django.urls import path

from asah.stages.budget.web import office

urlpatterns = [
    path("anggaran/", office.overview, name="budget_overview"),
    path("anggaran/baru/", office.add, name="budget_add"),
    path("anggaran/standar-biaya/", office.standards, name="budget_standards"),
    path("anggaran/standar-biaya/contoh/", office.adopt, name="budget_adopt"),
    path("anggaran/standar-biaya/<slug:code>/", office.standard, name="budget_standard"),
    path("anggaran/<uuid:fund>/", office.edit, name="budget_edit"),
]
