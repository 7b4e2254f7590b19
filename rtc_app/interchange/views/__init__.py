"""What other programs read: feeds of a search, calendars, the ways of crawlers; and files of the offer."""

from rtc_app.interchange.views import crawlers, feeds, importing, reports
from rtc_app.interchange.views.blueprint import bp

__all__ = ["bp", "crawlers", "feeds", "importing", "reports"]
