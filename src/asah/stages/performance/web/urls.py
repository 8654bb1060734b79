"""Addresses of performance."""

from django.urls import path

from asah.stages.performance.web import learner, office

urlpatterns = [
    path("kinerja/", office.overview, name="performance_overview"),
    path("kinerja/unit/<uuid:uid>/", office.unit, name="performance_unit"),
    path("skp/saya/", learner.mine, name="skp_mine"),
    path("skp/pegawai/<uuid:uid>/", learner.person, name="skp_person"),
]
