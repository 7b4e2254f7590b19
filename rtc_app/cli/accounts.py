"""`flask accounts …`: the first administrator of an installation."""

import click
from flask.cli import AppGroup

from rtc_app.accounts import service
from rtc_app.kernel import clock
from rtc_app.kernel.database import transaction
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.links import absolute_url_for

group = AppGroup("accounts", help="People who can sign in.")


@group.command("create-administrator")
@click.argument("email")
@click.option("--name", default="Beheerder", show_default=True, help="First name and name.")
@click.option("--rtc", "rtc_code", default="rtc-limburg", show_default=True, help="Code of the RTC.")
def create_administrator(email: str, name: str, rtc_code: str) -> None:
    """Make EMAIL an administrator and mail a link to choose a password."""
    try:
        with transaction():
            service.create_administrator(email=email, name=name, rtc_code=rtc_code, link=_link, at=clock.now())
    except RuleViolation as violation:
        raise click.ClickException(violation.message) from None
    click.echo(f"{email} is an administrator. The mail with the link waits in the outbox.")


def _link(token: str) -> str:
    return absolute_url_for("accounts.choose_password", token=token)
