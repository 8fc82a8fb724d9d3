from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention


class ImportUpload(models.Model):
    """A file that was read and checked, waiting to be confirmed. The file itself is not kept."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="imports")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    file_name = models.CharField(_("file"), max_length=120)
    # {"organizations": [{"row": 2, …}], "delegates": […], "wishes": […]}: cleaned cells.
    rows = models.JSONField(_("rows"), default=dict)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"import {self.pk}"
