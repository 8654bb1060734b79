"""Addresses of the stage plan."""

from django.urls import path

from asah.stages.plan.web import deciding, learner, office, roster

_ONE = "rencana/skenario/<uuid:scenario>/"

urlpatterns = [
    path("rencana/skenario/", office.scenarios, name="plan_scenarios"),
    path(_ONE, office.scenario, name="plan_scenario"),
    path(_ONE + "ubah/", office.edit, name="plan_edit"),
    path(_ONE + "hitung/", office.solve, name="plan_solve"),
    path(_ONE + "kunci/<slug:code>/", office.lock, name="plan_lock"),
    path(_ONE + "unduh/<slug:form>/", office.export, name="plan_export"),
    path(_ONE + "bukti/", office.proof, name="plan_proof"),
    path(_ONE + "masalah.json", office.problem_file, name="plan_problem"),
    path(_ONE + "program/<slug:code>/", roster.programme, name="plan_programme"),
    path(_ONE + "ajukan/", deciding.submit, name="plan_submit"),
    path("rencana/pengajuan/<uuid:submission>/", deciding.decide, name="plan_decide"),
    path("rencana/peserta/", roster.participants, name="plan_participants"),
    path("rencana/peserta/menunggu/", roster.waiting, name="plan_waiting"),
    path("rencana/keputusan-saya/", learner.mine, name="plan_mine"),
    path("rencana/keputusan-saya/<slug:code>/", learner.why, name="plan_why"),
]
