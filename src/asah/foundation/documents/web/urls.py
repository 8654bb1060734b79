"""Downloads."""

from django.urls import path

from asah.foundation.documents.web import views

urlpatterns = [path("berkas/<uuid:uid>/", views.download, name="document_download")]
