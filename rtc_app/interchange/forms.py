"""The form that takes a file."""

from flask_wtf.file import FileField, FileRequired

from rtc_app.kernel.forms import BaseForm


class UploadForm(BaseForm):
    """One catalogue file."""

    file = FileField("Bestand", [FileRequired(message="Kies een bestand.")])
