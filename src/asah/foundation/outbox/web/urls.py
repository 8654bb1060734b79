"""The accepting end of the outbox."""

from django.urls import path

from asah.foundation.outbox.web import views

urlpatterns = [path("kotak-keluar/", views.receive, name="outbox")]
