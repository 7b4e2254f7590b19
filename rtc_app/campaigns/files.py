"""The data file of this domain: how far the figures of a campaign may go."""

import functools
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from rtc_app.campaigns.rules import Limits

FOLDER = Path(__file__).parent / "data"


@functools.cache
def limits() -> Limits:
    """The limits of campaigns and their reports; raises pydantic.ValidationError on a broken file."""
    return TypeAdapter(Limits).validate_python(yaml.safe_load((FOLDER / "reporting.yaml").read_text("utf-8")))
