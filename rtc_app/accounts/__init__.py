"""People, the organisations they work for, and signing in."""

from flask import Flask
from flask_login import LoginManager

from rtc_app.accounts import queries


def init_app(app: Flask) -> None:
    """Tell Flask-Login how the token in a cookie leads to a person."""
    manager = LoginManager()
    # Templates know `actor` from the gate; a second way in would also load the person for pages about a broken database.
    manager.init_app(app, add_context_processor=False)
    # The token is checked on the server; binding it to address and browser would sign people out on a moving phone.
    manager.session_protection = None
    manager.user_loader(queries.account_signed_in_with)
