"""The flask commands, one module per domain that has any."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register every command."""
