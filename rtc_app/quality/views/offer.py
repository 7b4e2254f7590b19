"""A provider's own trainings: their state, why one is not online, submitting it, and the verdict per criterion."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import OrganisationKind
from rtc_app.catalogue.forms import PARTS, part_of
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.queries.offer import organisation_choices
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import clean_text, has_control_characters
from rtc_app.quality import queries, service
from rtc_app.quality.rules import OfferState
from rtc_app.quality.views import bp
from rtc_app.quality.views.second import refuse_blind


@bp.route("/mijn-aanbod", methods=["GET"])
@requires(Permission.OFFER_TRAININGS)
def list_own_trainings() -> ResponseReturnValue:
    """My trainings, or those of all providers for who works at an RTC: the state of each in words, and what to do next."""
    person, chosen = signed_in_actor(), _filter(request.args)
    own_ids = None if person.is_rtc_staff else person.provider_ids
    number = request.args.get("pagina", 1, type=int) or 1
    page = queries.offer_page(provider_ids=own_ids, chosen=chosen, number=number, at=clock.now(), reader=person)
    return render_template(
        "quality/list_own_trainings.html",
        page=page,
        chosen=chosen,
        states=list(OfferState),
        providers=organisation_choices(OrganisationKind.PROVIDER, own_ids),
        page_url=lambda number: f"{request.path}?{urlencode(request.args.to_dict() | {'pagina': number})}",
    )


def _filter(arguments: Mapping[str, str]) -> queries.OfferFilter:
    """What the address asks; an unknown state or provider asks nothing."""
    provider, state, words = arguments.get("verstrekker", ""), arguments.get("stand", ""), clean_text(arguments.get("q")) or ""
    return queries.OfferFilter(
        words="" if has_control_characters(words) else words[:200],
        state=OfferState(state) if state in set(OfferState) else None,
        provider_id=int(provider) if provider.isascii() and provider.isdecimal() and len(provider) < 10 else None,
    )


@bp.route("/mijn-aanbod/<training_slug>", methods=["GET"])
@requires(Permission.EDIT_TRAINING, on=Training)
def show_own_training(training: Training) -> ResponseReturnValue:
    """One training: why it is (not) online with a link per hole, its parts, its sessions, and the way to submit it."""
    refuse_blind(training)
    now = clock.now()
    own = queries.own_training(queries.load_content(training.id), now)
    holes = [(hole, part_of(hole.field)) for hole in own.holes]
    return render_template(
        "quality/show_own_training.html",
        own=own,
        training=training,
        holes=holes,
        parts=PARTS.values(),
        now=now,
        rounds=queries.rounds_of(training.id),
        may_appeal=queries.may_appeal(training, now),
    )


@bp.route("/mijn-aanbod/<training_slug>/indienen", methods=["POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def submit_training(training: Training) -> ResponseReturnValue:
    """The training goes to the assessors; when something is missing, the page says what."""
    try:
        service.submit(training=training, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        flash(violation.message, "warn")
    else:
        flash("Je opleiding is ingediend. Je krijgt een mail zodra er beslist is.", "ok")
    return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)


@bp.route("/mijn-aanbod/<training_slug>/beoordeling", methods=["GET"])
@requires(Permission.EDIT_TRAINING, on=Training)
def show_verdict(training: Training) -> ResponseReturnValue:
    """Every decision on this training, newest first, with the reason per criterion (QA-13)."""
    refuse_blind(training)
    rounds = queries.rounds_of(training.id)
    return render_template(
        "quality/show_verdict.html", training=training, rounds=rounds, may_appeal=queries.may_appeal(training, clock.now())
    )
