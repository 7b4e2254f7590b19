"""Saved trainings and searches, and trainings side by side."""

from rtc_app.saved.views import comparing, searches, trainings
from rtc_app.saved.views.blueprint import bp

__all__ = ["bp", "comparing", "searches", "trainings"]
