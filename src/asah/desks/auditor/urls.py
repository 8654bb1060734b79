"""Pages of the auditor."""

from django.urls import path

from asah.desks.auditor import views

urlpatterns = [path("jejak/", views.audit_trail, name="audit_trail")]
