"""Addresses of competence."""

from django.urls import path

from asah.stages.competencies.web import learner, office, standards, superior

urlpatterns = [
    path("kesenjangan/", office.gap_map, name="gap_map"),
    path("kesenjangan/hitung/", office.refresh, name="gap_refresh"),
    path("kesenjangan/ekspor/", office.export, name="gap_export"),
    path("kesenjangan/orang/", office.people_of_cell, name="gap_people"),
    path("kesenjangan/tim/", superior.team, name="gap_team"),
    path("kesenjangan/pegawai/<uuid:uid>/", superior.person, name="gap_person"),
    path("kompetensi/saya/", learner.mine, name="competency_mine"),
    path("standar-kompetensi/", standards.dictionary, name="competency_standards"),
    path("standar-kompetensi/mulai/", standards.start, name="competency_start"),
    path("standar-kompetensi/<str:code>/", standards.competency, name="competency_detail"),
]
