"""The kwaliteitskader for everyone."""

from flask import render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public
from rtc_app.quality import queries
from rtc_app.quality.files import framework_file
from rtc_app.quality.models import Criterion
from rtc_app.quality.views import bp
from rtc_app.reference import queries as reference

#: Key of a mapping → scheme that names its concepts, and the name of the framework (QA-14).
_FRAMES = {
    "ok": ("ok-rubriek", "In het referentiekader OK"),
    "vlor": ("vlor-voorwaarde", "Bij de voorwaarden van de Vlor"),
    "pillars": ("pijler", "Bij de pijlers van de inspectie"),
    "speerpunt": ("speerpunt", "Bij de speerpunten van de Digisprong"),
}
_SEVERITIES = {"knock_out": "breekpunt", "repairable": "te herstellen met een afspraak", "advisory": "advies, telt niet mee"}
_CONDITIONS = {
    "always": "altijd",
    "physical": "op locatie",
    "online": "online",
    "hybrid": "hybride",
    "if_materials_required": "als deelnemers materiaal nodig hebben",
}


@bp.route("/kwaliteitskader", methods=["GET"])
@public
def show_framework() -> ResponseReturnValue:
    """The criteria with what they rest on, the 19 points of the ideal training, and what of all this is RTC's own choice."""
    framework = queries.current_framework()
    labels = {key: dict(reference.choices(scheme)) for key, (scheme, _) in _FRAMES.items()}
    return render_template(
        "quality/show_framework.html",
        framework=framework,
        facts={criterion.code: _facts(criterion, labels) for criterion in queries.criteria_of(framework)},
        proposals=framework_file().proposals,
        thresholds=framework_file().thresholds,
    )


def _facts(criterion: Criterion, labels: dict[str, dict[str, str]]) -> list[tuple[str, object]]:
    """The rows under a criterion: when it applies, how it weighs, what proves it, and where it sits in wider frameworks."""
    rows: list[tuple[str, object]] = [
        ("Geldt", ", ".join(_CONDITIONS[condition] for condition in criterion.applies_when)),
        ("Gewicht (voorstel)", _SEVERITIES[criterion.severity]),
        ("Kan blijken uit", criterion.evidence),
        ("Opnieuw bekeken als dit verandert", [queries.label_of(name) for name in criterion.judges]),
        ("Goed om te weten", criterion.note),
    ]
    if criterion.same_as:
        rows.append(("Eén antwoord samen met", criterion.same_as))
    for key, (_, name) in _FRAMES.items():
        codes = criterion.mapping.get(key, [])
        rows.append((name, [labels[key].get(code, code) for code in codes] if isinstance(codes, list) else None))
    return rows
