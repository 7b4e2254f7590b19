"""The flask commands, one module per group."""

from flask import Flask

from rtc_app.cli import accounts, catalogue, demo, reference


def init_app(app: Flask) -> None:
    """Register every command."""
    app.cli.add_command(reference.group)
    app.cli.add_command(accounts.group)
    app.cli.add_command(catalogue.group)
    app.cli.add_command(demo.group)
