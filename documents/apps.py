from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """What comes in and goes out: lists read, HTML to PDF, PDFs merged."""

    name = "documents"
