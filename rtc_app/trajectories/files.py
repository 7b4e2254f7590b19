"""The data file of this domain: how far the figures of a school may go."""

from pathlib import Path

import yaml
from pydantic import TypeAdapter

from rtc_app.trajectories.rules.mirror import Thresholds

FOLDER = Path(__file__).parent / "data"


def thresholds() -> Thresholds:
    """The limits of a school mirror; raises pydantic.ValidationError on a broken file."""
    content = yaml.safe_load((FOLDER / "privacy.yaml").read_text("utf-8"))
    return TypeAdapter(Thresholds).validate_python(content)
