"""The list of documents, and downloads."""

from django.urls import path

from asah.foundation.documents.web import views

urlpatterns = [
    path("dokumen/", views.documents, name="documents"),
    path("berkas/<uuid:uid>/", views.download, name="document_download"),
]
