"""Addresses of the stage plan."""

from django.urls import path

from asah.stages.plan.web import (
    comparing,
    deciding,
    editing,
    equality,
    learner,
    lottery,
    objections,
    office,
    playing,
    roster,
)

_ONE = "rencana/skenario/<uuid:scenario>/"

urlpatterns = [
    path("rencana/banding/", comparing.compare, name="plan_compare"),
    path("rencana/skenario/", office.scenarios, name="plan_scenarios"),
    path(_ONE, office.scenario, name="plan_scenario"),
    path(_ONE + "ubah/", editing.edit, name="plan_edit"),
    path(_ONE + "hitung/", editing.solve, name="plan_solve"),
    path(_ONE + "kunci/<slug:code>/", editing.lock, name="plan_lock"),
    path(_ONE + "geser/", playing.slide, name="plan_slide"),
    path(_ONE + "garis/", playing.prepare, name="plan_frontier"),
    path(_ONE + "pagu/", playing.budget, name="plan_budget"),
    path(_ONE + "longgarkan/", playing.relax, name="plan_relax"),
    path(_ONE + "urungkan/", editing.undo, name="plan_undo"),
    path(_ONE + "batas-unit/", editing.cap, name="plan_cap"),
    path(_ONE + "unduh/<slug:form>/", office.export, name="plan_export"),
    path(_ONE + "pemerataan/", equality.equality, name="plan_equality"),
    path(_ONE + "pemerataan/hitung/", equality.compute, name="plan_curve"),
    path(_ONE + "pemerataan/pakai/", equality.use, name="plan_curve_use"),
    path(_ONE + "bukti/", office.proof, name="plan_proof"),
    path(_ONE + "masalah.json", office.problem_file, name="plan_problem"),
    path(_ONE + "program/<slug:code>/", roster.programme, name="plan_programme"),
    path(_ONE + "teruskan/", comparing.carry, name="plan_carry"),
    path(_ONE + "perubahan/", comparing.change, name="plan_change"),
    path(_ONE + "siapa-berubah/", comparing.changed, name="plan_changed"),
    path(_ONE + "undian/<slug:code>/", lottery.freeze, name="plan_lottery_freeze"),
    path("rencana/undian/", lottery.lotteries, name="plan_lotteries"),
    path("rencana/undian/<uuid:lottery>/", lottery.lottery, name="plan_lottery"),
    path("rencana/undian/<uuid:lottery>/berita-acara/", lottery.record, name="plan_lottery_record"),
    path("undian/<slug:slug>/<uuid:lottery>/", lottery.check, name="lottery_check"),
    path("undian/<slug:slug>/<uuid:lottery>/unduh/<slug:form>/", lottery.download, name="lottery_download"),
    path(_ONE + "ajukan/", deciding.submit, name="plan_submit"),
    path("rencana/pengajuan/<uuid:submission>/", deciding.decide, name="plan_decide"),
    path("rencana/pengajuan/<uuid:submission>/nota/", deciding.note, name="plan_note"),
    path("rencana/peserta/", roster.participants, name="plan_participants"),
    path("rencana/peserta/menunggu/", roster.waiting, name="plan_waiting"),
    path("rencana/keputusan-saya/", learner.mine, name="plan_mine"),
    path("rencana/keputusan-saya/<slug:code>/", learner.why, name="plan_why"),
    path("rencana/keputusan-saya/<slug:code>/sanggah/", learner.object_to, name="plan_object"),
    path("rencana/sanggahan/", objections.objections, name="plan_objections"),
    path("rencana/sanggahan/<uuid:objection>/", objections.objection, name="plan_objection"),
]
