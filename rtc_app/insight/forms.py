"""What RTC staff write at their desk."""

from wtforms.validators import DataRequired, Length

from rtc_app.kernel.forms import BaseForm, LongTextField


class AnswerForm(BaseForm):
    """An answer to everybody who reported the same need."""

    answer = LongTextField(
        "Je antwoord",
        (
            DataRequired("Schrijf wat er nu is, met een link als dat kan."),
            Length(max=1500, message="Maak je antwoord korter: hoogstens 1500 tekens."),
        ),
    )
