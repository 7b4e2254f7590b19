"""What RTC fills in to open a campaign, and what a person chooses about invitations."""

from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from rtc_app.kernel.forms import BaseForm, LongTextField, TextField
from rtc_app.needs.models import CampaignScope

SCOPE_LABELS = {
    CampaignScope.FLANDERS: "alle scholen in Vlaanderen",
    CampaignScope.PROVINCE: "de scholen van één provincie",
    CampaignScope.SCHOOLS: "enkele scholen",
}


class CampaignForm(BaseForm):
    """A new campaign. The choices of `province` and `schools` come from the view."""

    title = TextField("Titel", (InputRequired("Geef de bevraging een titel."), Length(max=120, message="Houd de titel bij 120 tekens.")))
    purpose = LongTextField(
        "Waarvoor dienen de antwoorden?",
        (InputRequired("Schrijf waarvoor de antwoorden dienen."), Length(max=1000, message="Houd het bij 1000 tekens.")),
    )
    scope = RadioField(
        "Wie vraag je het?",
        [InputRequired("Kies wie je het vraagt.")],
        choices=[SelectChoice(scope.value, label) for scope, label in SCOPE_LABELS.items()],
    )
    province = SelectField("Welke provincie?")
    schools = SelectMultipleField("Welke scholen?", coerce=int)
    starts_on = DateField("Eerste dag", [InputRequired("Kies een eerste dag.")])
    ends_on = DateField("Laatste dag", [InputRequired("Kies een laatste dag.")])
    reminds = BooleanField("Herinner wie nog niet antwoordde, één keer")

    def offer(self, provinces: list[tuple[str, str]], schools: list[tuple[int, str]]) -> None:
        """Give the lists to choose from."""
        self.province.choices = [SelectChoice("", "Kies een provincie"), *(SelectChoice(*choice) for choice in provinces)]
        self.schools.choices = [SelectChoice(*choice) for choice in schools]

    def values(self, reminder_after_days: int) -> dict[str, Any]:
        """What the service takes, but for province and schools, which the form knows by code and id only."""
        starts_on: date | None = self.starts_on.data
        return {
            "title": self.title.data,
            "purpose": self.purpose.data,
            "scope": CampaignScope(self.scope.data),
            "starts_on": starts_on,
            "ends_on": self.ends_on.data,
            "reminder_after_days": reminder_after_days if self.reminds.data else None,
        }


class InvitationsForm(BaseForm):
    """Whether RTC may invite by mail."""

    by_mail = RadioField(
        "Mogen de RTC’s je per mail uitnodigen?",
        [InputRequired("Kies ja of nee.")],
        choices=[SelectChoice("ja", "Ja, mail mij"), SelectChoice("nee", "Nee, geen mails hierover")],
    )
