"""Reading the offer in from a file: template, preview, yes, history, undo."""

import io
from pathlib import Path

from flask import Response, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.interchange import catalogue_export, queries, service, shown, xlsx
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.forms import UploadForm
from rtc_app.interchange.models import CatalogueImport
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.interchange.scoping import selection_of
from rtc_app.interchange.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.database import release
from rtc_app.kernel.errors import RuleViolation

#: Sentences on what is wrong with a file; more help nobody.
MOST_SENTENCES = 100
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/aanbod-inlezen", methods=["GET", "POST"])
@requires(Permission.IMPORT_OFFER)
def read_offer_in() -> ResponseReturnValue:
    """Template and own offer to take away, a file to bring, and what was brought before."""
    form = UploadForm()
    if not form.validate_on_submit():
        page = render_template("interchange/read_offer_in.html", form=form, imports=queries.imports_of(signed_in_actor(), clock.now()))
        return make_response(page, 422 if form.errors else 200)
    upload: FileStorage = form.file.data
    kept = service.keep_upload(file=upload.read(), file_name=_file_name(upload), actor=signed_in_actor(), at=clock.now())
    return redirect(url_for("interchange.show_import", catalogue_import_id=kept.id), 303)


def _file_name(upload: FileStorage) -> str:
    """The name as its owner knows it: no folders, nothing that cannot be seen or stored, its ending whole."""
    name = Path((upload.filename or "").replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable())[-200:]


@bp.get("/aanbod-inlezen/sjabloon.xlsx")
@requires(Permission.IMPORT_OFFER)
def download_template() -> Response:
    """An empty workbook with an explanation, an example row and lists to choose from."""
    return _workbook(CatalogueFile(), "sjabloon-aanbod.xlsx", is_template=True)


@bp.get("/aanbod-inlezen/aanbod.xlsx")
@requires(Permission.IMPORT_OFFER)
def download_offer() -> Response:
    """The offer as it stands: one's own, or everything for RTC staff.

    Decisions stay out: whoever changes a text and brings the file back would decide on the new text with the old decision.
    """
    content = catalogue_export.current_catalogue(selection_of(signed_in_actor()), with_assessments=False)
    return _workbook(content, f"aanbod-{clock.today():%Y-%m-%d}.xlsx")


def _workbook(content: CatalogueFile, name: str, *, is_template: bool = False) -> Response:
    choices = catalogue_export.choices()
    file = io.BytesIO()
    xlsx.write(content, file, choices, is_template=is_template)
    file.seek(0)
    return send_file(file, _WORKBOOK, as_attachment=True, download_name=name, max_age=0)


@bp.get("/aanbod-inlezen/<int:catalogue_import_id>")
@requires(Permission.KEEP_IMPORT, on=CatalogueImport)
def show_import(catalogue_import: CatalogueImport) -> ResponseReturnValue:
    """How far the worker is with the file, then what it changes, or changed."""
    return _import_page(catalogue_import)


def _import_page(catalogue_import: CatalogueImport, sentences: tuple[str, ...] = (), kept: tuple[str, ...] = ()) -> Response:
    preview = queries.preview_of(catalogue_import)
    shown_sentences = sentences or tuple(catalogue_import.sentences)
    page = render_template(
        "interchange/show_import.html",
        one=catalogue_import,
        preview=preview,
        groups=shown.groups(preview, request.args.get("pagina", 1, int)),
        field_name=shown.field_name,
        page_url=lambda number: url_for("interchange.show_import", catalogue_import_id=catalogue_import.id, pagina=number),
        is_expired=catalogue_import.is_expired(clock.now()),
        sentences=shown_sentences[:MOST_SENTENCES],
        number=len(shown_sentences),
        kept=kept,
    )
    return make_response(page, 422 if sentences or kept else 200)


@bp.post("/aanbod-inlezen/<int:catalogue_import_id>/uitvoeren")
@requires(Permission.KEEP_IMPORT, on=CatalogueImport)
def apply_import(catalogue_import: CatalogueImport) -> ResponseReturnValue:
    """Yes: the worker does exactly what was shown; when the offer changed since, the new difference is shown first."""
    try:
        service.want_import(catalogue_import=catalogue_import, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        release()
        return _import_page(catalogue_import, (violation.message,))
    return redirect(url_for("interchange.show_import", catalogue_import_id=catalogue_import.id), 303)


@bp.post("/aanbod-inlezen/<int:catalogue_import_id>/ongedaan-maken")
@requires(Permission.KEEP_IMPORT, on=CatalogueImport)
def undo_import(catalogue_import: CatalogueImport) -> ResponseReturnValue:
    """What was there before comes back; what people use since stays, and is named first."""
    is_partial = request.form.get("rest") == "ja"
    try:
        kept = service.undo_import(catalogue_import=catalogue_import, actor=signed_in_actor(), at=clock.now(), is_partial=is_partial)
    except (FileRefusedError, RuleViolation) as error:
        release()
        return _import_page(catalogue_import, _sentences(error))
    if kept and not is_partial:
        release()
        return _import_page(catalogue_import, kept=tuple(kept))
    flash("De invoer is ongedaan gemaakt.", "ok")
    return redirect(url_for("interchange.show_import", catalogue_import_id=catalogue_import.id), 303)


def _sentences(error: FileRefusedError | RuleViolation) -> tuple[str, ...]:
    return error.sentences if isinstance(error, FileRefusedError) else (error.message,)
