"""The kwaliteitskader for everyone: the version in force, and earlier or planned ones with their own words."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public
from rtc_app.quality import queries
from rtc_app.quality.files import framework_file
from rtc_app.quality.forms import CONDITION_WORDS, FRAMES, SEVERITY_WORDS
from rtc_app.quality.models import Criterion, Framework
from rtc_app.quality.rules import VersionState
from rtc_app.quality.views import bp
from rtc_app.reference import queries as reference


@bp.route("/kwaliteitskader", methods=["GET"])
@public
def show_framework() -> ResponseReturnValue:
    """The criteria with what they rest on, the 19 points of the ideal training, and what of all this is RTC's own choice."""
    return _page(queries.current_framework())


@bp.route("/kwaliteitskader/versies/<int:framework_version>", methods=["GET"])
@public
def show_framework_version(framework_version: int) -> ResponseReturnValue:
    """The kwaliteitskader as it read in one published version; decisions keep the version they were taken with."""
    return _page(queries.published_version(framework_version) or abort(404))


def _page(framework: Framework) -> ResponseReturnValue:
    labels = {key: dict(reference.choices(scheme)) for key, (scheme, _) in FRAMES.items()}
    published = [version for version in queries.versions() if version.state is not VersionState.DRAFT]
    return render_template(
        "quality/show_framework.html",
        framework=framework,
        groups=queries.groups_of(framework),
        facts={criterion.code: _facts(criterion, labels) for criterion in queries.criteria_of(framework)},
        proposals=framework_file().proposals,
        versions=published,
        shown=next(version for version in published if version.framework.id == framework.id),
    )


def _facts(criterion: Criterion, labels: dict[str, dict[str, str]]) -> list[tuple[str, object]]:
    """The rows under a criterion: when it applies, how it weighs, what proves it, and where it sits in wider frameworks."""
    rows: list[tuple[str, object]] = [
        ("Geldt", ", ".join(CONDITION_WORDS[condition] for condition in criterion.applies_when)),
        ("Gewicht (voorstel)", SEVERITY_WORDS[criterion.severity]),
        ("Kan blijken uit", criterion.evidence),
        ("Opnieuw bekeken als dit verandert", [queries.label_of(name) for name in criterion.judges]),
        ("Goed om te weten", criterion.note),
    ]
    if criterion.same_as:
        rows.append(("Eén antwoord samen met", criterion.same_as))
    for key, (_, name) in FRAMES.items():
        codes = criterion.mapping.get(key, [])
        rows.append((name, [labels[key].get(code, code) for code in codes] if isinstance(codes, list) else None))
    return rows
