"""The data file of how RTC measures whether its assessors judge alike."""

import functools
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from rtc_app.quality.rules.agreement import Choices

_PATH = Path(__file__).parent / "data" / "agreement.yaml"


@functools.cache
def choices() -> Choices:
    """RTC's choices; raises pydantic.ValidationError on a broken file."""
    return TypeAdapter(Choices).validate_python(yaml.safe_load(_PATH.read_text("utf-8")))
