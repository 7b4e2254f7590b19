"""The flask commands, one module per group."""

from flask import Flask

from rtc_app.cli import accounts, backup, catalogue, check, demo, needs, reference, search, worker


def init_app(app: Flask) -> None:
    """Register every command."""
    app.cli.add_command(reference.group)
    app.cli.add_command(accounts.group)
    app.cli.add_command(catalogue.group)
    app.cli.add_command(demo.group)
    app.cli.add_command(search.group)
    app.cli.add_command(needs.group)
    app.cli.add_command(worker.command)
    app.cli.add_command(check.command)
    app.cli.add_command(backup.backup)
    app.cli.add_command(backup.restore)
