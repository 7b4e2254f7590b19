"""What other programs read: feeds of a search, calendars, and the ways of crawlers."""

from rtc_app.interchange.views import crawlers, feeds
from rtc_app.interchange.views.blueprint import bp

__all__ = ["bp", "crawlers", "feeds"]
