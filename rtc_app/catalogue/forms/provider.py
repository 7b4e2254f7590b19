"""Forms for what a provider says once, for all its trainings."""

from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired, Length, Regexp

from rtc_app.catalogue.forms.fields import NeededToSubmit
from rtc_app.kernel.forms import BaseForm, LongTextField, TextField


class TrainerForm(BaseForm):
    """Somebody who gives sessions."""

    name = TextField("Naam", (DataRequired("Vul een naam in."), Length(max=120, message="Houd het bij 120 tekens.")))
    subject_background = LongTextField(
        "Achtergrond in het vak",
        (DataRequired("Zeg kort welke vakkennis deze lesgever heeft."), Length(max=800, message="Houd het bij 800 tekens.")),
    )
    teaching_background = LongTextField(
        "Achtergrond als lesgever",
        (
            DataRequired("Zeg kort welke ervaring of welk diploma deze lesgever heeft."),
            Length(max=800, message="Houd het bij 800 tekens."),
        ),
    )


class ProviderForm(BaseForm):
    """Quality care and declarations of the provider."""

    quality_care = LongTextField("Hoe zorg je voor kwaliteit?", (Length(max=3000, message="Houd het bij 3000 tekens."),))
    declaration = LongTextField("Accounts, gegevens, reclame en licenties", (Length(max=3000, message="Houd het bij 3000 tekens."),))


class LocationForm(BaseForm):
    """A place for sessions."""

    name = TextField("Naam van de plaats", (DataRequired("Vul een naam in."), Length(max=120, message="Houd het bij 120 tekens.")))
    street = TextField("Straat en nummer", (DataRequired("Vul straat en nummer in."), Length(max=120, message="Houd het bij 120 tekens.")))
    postcode = TextField("Postcode", (DataRequired("Vul een postcode in."), Regexp(r"^\d{4}$", message="Een postcode heeft vier cijfers.")))
    city = TextField("Gemeente", (DataRequired("Vul een gemeente in."), Length(max=80, message="Houd het bij 80 tekens.")))
    province = SelectField("Provincie", [NeededToSubmit()])
    access = LongTextField("Hoe geraak je er?", (Length(max=600, message="Houd het bij 600 tekens."),))
    equipment = LongTextField("Wat staat er?", (Length(max=1000, message="Houd het bij 1000 tekens."),))
    has_public_transport = BooleanField("Vlot bereikbaar met het openbaar vervoer")


class RemoveForm(BaseForm):
    """Take away something that others may use; 0 is nothing in its stead."""

    replacement = SelectField("Wat komt in de plaats?", [NeededToSubmit()], coerce=int)
