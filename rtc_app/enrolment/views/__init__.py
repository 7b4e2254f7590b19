"""Enrolling, one's own enrolments, and running a session."""

from rtc_app.enrolment.views import moving, own, running
from rtc_app.enrolment.views.blueprint import bp

__all__ = ["bp", "moving", "own", "running"]
