"""Trainings in the words of schema.org, made of the same facts as their pages: Course with its instances, and a list of courses.

What search engines ask of these types: https://developers.google.com/search/docs/appearance/structured-data/course-info.
"""

from collections.abc import Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from rtc_app.catalogue.queries import SessionRow, TrainingContent, TrainingFacts
from rtc_app.kernel.clock import BRUSSELS
from rtc_app.kernel.links import absolute_url_for

Json = dict[str, Any]
_CONTEXT = "https://schema.org"
_MODES = {"fysiek": "Onsite", "op-school": "Onsite", "hybride": "Blended"}
#: Schemes whose concepts say what a training is about.
_SUBJECTS = ("studiegebied", "thema", "tool")


def course(facts: TrainingFacts) -> Json:
    """The training as a Course; what is not known is left out."""
    content = facts.content
    training, url = content.training, _url(content.slug)
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "Course",
            "@id": url,
            "url": url,
            "name": training.title,
            "description": training.summary or training.title,
            "inLanguage": "nl-BE",
            "image": absolute_url_for("static", filename="share.png"),
            "provider": {"@type": "Organization", "name": training.provider},
            "dateModified": training.updated_at.isoformat(timespec="seconds"),
            "about": [{"@type": "Thing", "name": tag.label} for scheme in _SUBJECTS for tag in content.tags.get(scheme, ())],
            "teaches": list(training.outcomes),
            "educationalLevel": ", ".join(tag.label for tag in content.tags.get("niveau", ())),
            "coursePrerequisites": [words for words in (training.prior_ict, training.prior_application) if words],
            "educationalCredentialAwarded": training.certificate,
            "audience": _filled({"@type": "EducationalAudience", "educationalRole": "teacher", "audienceType": training.audience}),
            "offers": [_offer(content)],
            "hasCourseInstance": [_instance(facts, row) for row in facts.sessions if not row.planned.is_cancelled] or _undated(content),
        }
    )


def course_list(slugs: Sequence[str]) -> Json:
    """Trainings in the order in which a page lists them."""
    items = [{"@type": "ListItem", "position": position, "url": _url(slug)} for position, slug in enumerate(slugs, 1)]
    return {"@context": _CONTEXT, "@type": "ItemList", "itemListElement": items}


def script(data: Json) -> Markup:
    """What a page carries for machines."""
    return Markup('<script type="application/ld+json">{}</script>').format(htmlsafe_json_dumps(data))


def course_list_script(slugs: tuple[str, ...]) -> Markup:
    """The list of a page of results; nothing for an empty one."""
    return script(course_list(slugs)) if slugs else Markup()


def course_script(facts: TrainingFacts) -> Markup:
    """The Course of a training, for its page."""
    return script(course(facts))


def _url(slug: str) -> str:
    return absolute_url_for("catalogue.show_training", training_slug=slug)


def _offer(content: TrainingContent) -> Json:
    """The price of everything together, which is what a participant pays."""
    is_paid = content.price > 0
    return {"@type": "Offer", "category": "Paid" if is_paid else "Free", "price": f"{content.price / 100:.2f}", "priceCurrency": "EUR"}


def _instance(facts: TrainingFacts, row: SessionRow) -> Json:
    content, planned = facts.content, row.planned
    first, last = planned.starts_at.astimezone(BRUSSELS), planned.ends_at.astimezone(BRUSSELS)
    availability = "SoldOut" if row.is_full or row.is_closed else "InStock"
    offer = {
        "url": absolute_url_for("enrolment.enrol", training_session_id=row.id),
        "availability": f"{_CONTEXT}/{availability}",
        "validThrough": planned.deadline_at.astimezone(BRUSSELS).isoformat(timespec="minutes"),
    }
    return _filled(
        {
            "@type": "CourseInstance",
            "name": content.training.title,
            "description": content.training.summary,
            "courseMode": _mode(content, is_online=planned.location is None),
            "courseWorkload": _duration(planned.minutes),
            "startDate": first.isoformat(timespec="minutes"),
            "endDate": last.isoformat(timespec="minutes"),
            "eventStatus": f"{_CONTEXT}/EventScheduled",
            "eventAttendanceMode": f"{_CONTEXT}/{'Online' if planned.location is None else 'Offline'}EventAttendanceMode",
            "location": _location(row, _url(content.slug)),
            "instructor": [{"@type": "Person", "name": trainer.name} for trainer in content.trainers],
            "maximumAttendeeCapacity": planned.capacity,
            "remainingAttendeeCapacity": row.free,
            "offers": [_offer(content) | offer],
        }
    )


def _undated(content: TrainingContent) -> list[Json]:
    """A training without a session to come still says how it is given and how long it takes, when that is known.

    Of one without any session, such as self-study, the time to practise is what it takes.
    """
    minutes = content.duration_minutes or content.training.practice_minutes
    if not minutes:
        return []
    is_online = not {tag.code for tag in content.tags.get("leervorm", ())} & _MODES.keys()
    mode = _mode(content, is_online=is_online)
    return [{"@type": "CourseInstance", "courseMode": mode, "courseWorkload": _duration(minutes)}]


def _mode(content: TrainingContent, *, is_online: bool) -> str:
    if any(tag.code == "hybride" for tag in content.tags.get("leervorm", ())):
        return "Blended"
    return "Online" if is_online else "Onsite"


def _location(row: SessionRow, url: str) -> Json:
    place = row.planned.location
    if place is None:
        return {"@type": "VirtualLocation", "url": url}
    address = {"@type": "PostalAddress", "streetAddress": place.street, "postalCode": place.postcode, "addressLocality": place.city}
    return {"@type": "Place", "name": place.name, "address": address | {"addressCountry": "BE"}}


def _duration(minutes: int) -> str:
    """150 → "PT2H30M"."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _filled(data: Json) -> Json:
    return {key: value for key, value in data.items() if value not in ("", [], None)}
