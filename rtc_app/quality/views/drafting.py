"""Versions of the kwaliteitskader: an administrator drafts a new one, sees what it would do, and publishes it from a date."""

from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.quality import queries, service
from rtc_app.quality.forms import (
    CONDITION_WORDS,
    FRAMES,
    SEVERITY_WORDS,
    FrameworkChoicesForm,
    FrameworkCriterionForm,
    NewCriterionForm,
    PublishFrameworkForm,
)
from rtc_app.quality.models import Criterion, Framework
from rtc_app.quality.rules import EffectKind, Severity, VersionState
from rtc_app.quality.views import bp
from rtc_app.quality.views.draft_words import changes_of, differences_of, rows_of
from rtc_app.reference import queries as reference


@bp.route("/rtc/kwaliteitskader", methods=["GET"])
@requires(Permission.VIEW_FRAMEWORKS)
def list_frameworks() -> ResponseReturnValue:
    """Every version with its state and how many rounds were judged with it; the draft on top."""
    versions = queries.versions()
    draft = next((version.framework for version in versions if version.state is VersionState.DRAFT), None)
    return render_template("quality/list_frameworks.html", draft=draft, versions=[v for v in versions if v.framework is not draft])


@bp.route("/rtc/kwaliteitskader/ontwerp", methods=["POST"])
@requires(Permission.KEEP_FRAMEWORK)
def draft_framework() -> ResponseReturnValue:
    """A copy of the newest version to work in, or the draft that there is already."""
    try:
        return _to_draft(service.draft_framework())
    except RuleViolation as violation:
        flash(violation.message, "warn")
        return redirect(url_for("quality.list_frameworks"), 303)


@bp.route("/rtc/kwaliteitskader/<int:framework_id>", methods=["GET"])
@requires(Permission.VIEW_FRAMEWORKS, on=Framework)
def show_draft(framework: Framework) -> ResponseReturnValue:
    """A draft: what it changes, its criteria, and what RTC chooses."""
    if framework.published_at is not None:
        return _to_published(framework)
    return render_template(
        "quality/show_draft.html", draft=framework, changes=changes_of(framework), words=SEVERITY_WORDS, when=CONDITION_WORDS
    )


@bp.route("/rtc/kwaliteitskader/<int:framework_id>/criteria/<criterion_code>", methods=["GET", "POST"])
@requires(Permission.KEEP_FRAMEWORK, on=Framework)
def edit_draft_criterion(framework: Framework, criterion_code: str) -> ResponseReturnValue:
    """One criterion of a draft; when a colleague changed it meanwhile, both versions."""
    if framework.published_at is not None:
        return _to_published(framework)
    criterion = queries.draft_criterion(framework, criterion_code) or abort(404)
    form, stored = _criterion_form(criterion), None
    if form.validate_on_submit():
        try:
            _store_criterion(framework, criterion, form)
        except RuleViolation as violation:
            form.show(violation)
            form.revision.data, stored = criterion.revision, rows_of(criterion)
        else:
            flash(f"{criterion.code} is bewaard in het ontwerp.", "ok")
            return _to_draft(framework)
    facts = {"judges": [queries.label_of(name) for name in criterion.judges], "is_new": _is_new(criterion), "stored": stored}
    return render_form("quality/edit_draft_criterion.html", form, draft=framework, criterion=criterion, **facts)


@bp.route("/rtc/kwaliteitskader/<int:framework_id>/criteria/nieuw", methods=["GET", "POST"])
@requires(Permission.KEEP_FRAMEWORK, on=Framework)
def add_draft_criterion(framework: Framework) -> ResponseReturnValue:
    """A criterion that no version had: what it asks and what of a training it judges; the rest follows on its own page."""
    if framework.published_at is not None:
        return _to_published(framework)
    form, groups = NewCriterionForm(), {group.code: group for group in framework.groups}
    form.group.choices = [SelectChoice(code, f"{code} {group.label}") for code, group in groups.items()]
    form.judges.choices = [SelectChoice(*choice) for choice in queries.judgeable()]
    if form.validate_on_submit():
        group, text, judges = groups[str(form.group.data)], str(form.text.data), list(form.judges.data or ())
        criterion = service.add_criterion(framework=framework, group=group, text=text, judges=judges)
        flash(f"{criterion.code} staat in het ontwerp. Kies nu wat het weegt en waaruit het kan blijken.", "ok")
        return redirect(url_for("quality.edit_draft_criterion", framework_id=framework.id, criterion_code=criterion.code), 303)
    return render_form("quality/add_draft_criterion.html", form, draft=framework)


@bp.route("/rtc/kwaliteitskader/<int:framework_id>/criteria/<criterion_code>/verwijderen", methods=["POST"])
@requires(Permission.KEEP_FRAMEWORK, on=Framework)
def remove_draft_criterion(framework: Framework, criterion_code: str) -> ResponseReturnValue:
    """A criterion that only this draft has is gone."""
    criterion = queries.draft_criterion(framework, criterion_code) or abort(404)
    try:
        service.remove_criterion(framework=framework, criterion=criterion)
    except RuleViolation as violation:
        flash(violation.message, "warn")
    else:
        flash(f"{criterion_code} staat niet meer in het ontwerp.", "ok")
    return _to_draft(framework)


@bp.route("/rtc/kwaliteitskader/<int:framework_id>/keuzes", methods=["GET", "POST"])
@requires(Permission.KEEP_FRAMEWORK, on=Framework)
def edit_draft_choices(framework: Framework) -> ResponseReturnValue:
    """What the source leaves open: name, term and the numbers of the checklist."""
    if framework.published_at is not None:
        return _to_published(framework)
    form = FrameworkChoicesForm(data={**framework.thresholds, **_choices_of(framework)})
    if form.validate_on_submit():
        choices = service.Choices(str(form.title.data), int(form.validity_months.data), form.thresholds())
        try:
            service.edit_choices(framework=framework, choices=choices, revision=_number(form.revision.data))
        except RuleViolation as violation:
            form.show(violation)
            form.revision.data = framework.revision
        else:
            flash("De keuzes zijn bewaard in het ontwerp.", "ok")
            return _to_draft(framework)
    return render_form("quality/edit_draft_choices.html", form, draft=framework)


@bp.route("/rtc/kwaliteitskader/<int:framework_id>/gevolgen", methods=["GET"])
@requires(Permission.VIEW_FRAMEWORKS, on=Framework)
def show_draft_effects(framework: Framework) -> ResponseReturnValue:
    """What the draft would make of every decision that holds now: the same, another outcome, or something to judge first."""
    if framework.published_at is not None:
        return _to_published(framework)
    asked = request.args.get("gevolg", "")
    kind = EffectKind(asked) if asked in set(EffectKind) else None
    found = queries.effects(framework, at=clock.now(), kind=kind, number=request.args.get("pagina", 1, type=int) or 1)
    reworded = [change.code for change in differences_of(framework) if change.name in ("text", "note")]
    return render_template(
        "quality/show_draft_effects.html",
        draft=framework,
        found=found,
        kind=kind,
        reworded=list(dict.fromkeys(reworded)),
        page_url=lambda number: f"{request.path}?{urlencode({'gevolg': asked, 'pagina': number})}",
    )


@bp.route("/rtc/kwaliteitskader/<int:framework_id>/publiceren", methods=["GET", "POST"])
@requires(Permission.KEEP_FRAMEWORK, on=Framework)
def publish_framework(framework: Framework) -> ResponseReturnValue:
    """The draft is in force from a day on, and never changes again."""
    if framework.published_at is not None:
        return _to_published(framework)
    form = PublishFrameworkForm(data={"revision": framework.revision, "valid_from": clock.today()})
    if form.validate_on_submit() and _published(framework, form):
        flash(f"Versie {framework.version} is gepubliceerd en geldt vanaf {framework.valid_from:%d/%m/%Y}.", "ok")
        return redirect(url_for("quality.list_frameworks"), 303)
    counts = queries.effects(framework, at=clock.now()).counts
    return render_form("quality/publish_framework.html", form, draft=framework, changes=changes_of(framework), counts=counts)


@bp.route("/rtc/kwaliteitskader/<int:framework_id>/verwijderen", methods=["POST"])
@requires(Permission.KEEP_FRAMEWORK, on=Framework)
def discard_draft(framework: Framework) -> ResponseReturnValue:
    """The draft is gone; nothing was judged with it."""
    try:
        service.discard_draft(framework=framework)
    except RuleViolation as violation:
        flash(violation.message, "warn")
    else:
        flash("Het ontwerp is verwijderd.", "ok")
    return redirect(url_for("quality.list_frameworks"), 303)


def _is_new(criterion: Criterion) -> bool:
    base = queries.newest_published()
    return base is None or queries.draft_criterion(base, criterion.code) is None


def _to_draft(framework: Framework) -> ResponseReturnValue:
    return redirect(url_for("quality.show_draft", framework_id=framework.id), 303)


def _to_published(framework: Framework) -> ResponseReturnValue:
    """What is published is read where everybody reads it."""
    return redirect(url_for("quality.show_framework_version", framework_version=framework.version), 303)


def _number(text: str | None) -> int:
    """A revision from a hidden field; anything else is none that was ever shown."""
    return int(text) if text and text.isascii() and text.isdecimal() else -1


def _choices_of(framework: Framework) -> dict[str, object]:
    return {"title": framework.title, "validity_months": framework.validity_months, "revision": framework.revision}


def _criterion_form(criterion: Criterion) -> FrameworkCriterionForm:
    data = {
        "revision": criterion.revision,
        "is_active": criterion.is_active,
        "text": criterion.text,
        "note": criterion.note or "",
        "applies_when": criterion.applies_when,
        "severity": criterion.severity.value,
        "evidence": "\n".join(criterion.evidence),
    }
    form = FrameworkCriterionForm(data=data | criterion.mapping)
    for key, (scheme, _) in FRAMES.items():
        form[key].choices = [SelectChoice(*choice) for choice in reference.choices(scheme)]
    return form


def _store_criterion(framework: Framework, criterion: Criterion, form: FrameworkCriterionForm) -> None:
    words = service.CriterionWords(
        text=str(form.text.data),
        note=form.note.data or None,
        applies_when=list(form.applies_when.data or ()),
        severity=Severity(form.severity.data),
        evidence=[line.strip() for line in str(form.evidence.data).split("\n") if line.strip()],
        mapping={key: list(form[key].data or ()) for key in FRAMES},
        is_active=bool(form.is_active.data),
    )
    service.edit_criterion(framework=framework, criterion=criterion, words=words, revision=_number(form.revision.data))


def _published(framework: Framework, form: PublishFrameworkForm) -> bool:
    """Publish; a broken rule is shown on the form."""
    try:
        service.publish_framework(
            framework=framework,
            valid_from=form.valid_from.data,
            revision=_number(form.revision.data),
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except RuleViolation as violation:
        form.show(violation)
        form.revision.data = framework.revision
        return False
    return True
