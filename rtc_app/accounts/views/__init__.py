"""Signing in, registering, one's own account, the team of a school, and staff's work on members."""

from rtc_app.accounts.views import my_account, passwords, people, registering, signing_in
from rtc_app.accounts.views.blueprint import bp

__all__ = ["bp", "my_account", "passwords", "people", "registering", "signing_in"]
