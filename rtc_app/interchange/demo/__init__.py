"""Example people for demo mode: two schools, what their teams answered in a campaign, who enrolled, and assessments in every state."""

from rtc_app.interchange.demo.files import DemoAccount, DemoFile, demo_file
from rtc_app.interchange.demo.loading import is_loaded, load

__all__ = ["DemoAccount", "DemoFile", "demo_file", "is_loaded", "load"]
