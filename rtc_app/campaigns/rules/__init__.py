"""What a campaign may ask of whom, and what may be shown of its answers. Pure."""

from rtc_app.campaigns.rules.figures import Figure, Limits, Rounding, band, counts, figure
from rtc_app.campaigns.rules.publishing import Cell, Counted, Table, publish
from rtc_app.campaigns.rules.states import State, state_of

__all__ = ["Cell", "Counted", "Figure", "Limits", "Rounding", "State", "Table", "band", "counts", "figure", "publish", "state_of"]
