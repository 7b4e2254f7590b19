"""The questionnaire, one's profile and the matches. Each page shows a person nothing but their own answers."""

from rtc_app.needs.views import answering, interviewing, matches, profile, reach, reflecting, reporting
from rtc_app.needs.views.blueprint import bp

__all__ = ["answering", "bp", "interviewing", "matches", "profile", "reach", "reflecting", "reporting"]
