"""Forms about accounts: shape and field rules only."""

from wtforms import BooleanField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from rtc_app.accounts import rules
from rtc_app.kernel.forms import BaseForm, TextField

_EMAIL = (
    DataRequired("Vul je e-mailadres in."),
    Length(max=254, message="Vul een e-mailadres van hoogstens 254 tekens in."),
    Email("Vul een volledig e-mailadres in, zoals naam@school.be."),
)
_NAME = (DataRequired("Vul je voornaam en naam in."), Length(max=120, message="Vul een naam van hoogstens 120 tekens in."))
#: The button that shows what is typed is added by JavaScript, to fields that carry this mark.
_REVEALED = {"data-reveal": True}


_LONG_ENOUGH = Length(min=rules.SHORTEST_PASSWORD, message=rules.TOO_SHORT)
_NOT_TOO_LONG = Length(max=rules.LONGEST_PASSWORD, message=rules.TOO_LONG)


def _password(label: str, missing: str) -> PasswordField:
    return PasswordField(label, [InputRequired(missing), _NOT_TOO_LONG], render_kw=_REVEALED)


def _new_password(label: str) -> PasswordField:
    return PasswordField(label, [InputRequired("Kies een wachtwoord."), _LONG_ENOUGH, _NOT_TOO_LONG], render_kw=_REVEALED)


class SignInForm(BaseForm):
    """E-mail address and password."""

    email = TextField("E-mailadres", _EMAIL)
    password = _password("Wachtwoord", "Vul je wachtwoord in.")


class RegisterForm(BaseForm):
    """What a teacher gives to have an account."""

    name = TextField("Voornaam en naam", _NAME)
    email = TextField("E-mailadres", _EMAIL)
    password = _new_password("Kies een wachtwoord")
    school = SelectField("School", validators=[Optional()], default="")
    agrees = BooleanField("Ik heb de privacytekst gelezen.", [InputRequired("Lees de privacytekst en vink dit aan.")])

    def offer_schools(self, schools: list[tuple[int, str]]) -> None:
        """Fill the list; only a number is a school."""
        self.school.choices = [
            SelectChoice("", "Kies je school"),
            *(SelectChoice(str(number), label) for number, label in schools),
            SelectChoice("andere", "Mijn school staat er niet bij"),
            SelectChoice("geen", "Ik werk niet in een school"),
        ]

    @property
    def school_id(self) -> int | None:
        """The chosen school, if any."""
        return int(self.school.data) if self.school.data and self.school.data.isdecimal() else None


class RequestResetForm(BaseForm):
    """Where to mail the link."""

    email = TextField("E-mailadres", _EMAIL)


class ChoosePasswordForm(BaseForm):
    """A new password, with a mailed link."""

    password = _new_password("Nieuw wachtwoord")


class ChangePasswordForm(BaseForm):
    """A new password, with the old one."""

    old_password = _password("Huidig wachtwoord", "Vul je huidige wachtwoord in.")
    password = _new_password("Nieuw wachtwoord")


class ChangeNameForm(BaseForm):
    """How somebody is called."""

    name = TextField("Voornaam en naam", _NAME)


class NameSchoolForm(BaseForm):
    """The school where somebody works."""

    school = SelectField("School", validators=[InputRequired("Kies je school.")])


class GiveRoleForm(BaseForm):
    """A role in an organisation."""

    organisation = SelectField("Organisatie", validators=[InputRequired("Kies een organisatie.")])
    role = SelectField("Rol", validators=[InputRequired("Kies een rol.")])
