"""Fields in which a person types what the catalogue stores as a list or as cents."""

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from rtc_app.catalogue.rules import link_of
from rtc_app.kernel.forms import clean_text, has_control_characters

_BORROW = "(te ontlenen)"


class NeededToSubmit:
    """Marks a field that may stay empty in a draft, but not when the training is submitted."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: object, _field: object) -> None:
        """Nothing to refuse while it is a draft."""


class LinesField(TextAreaField):
    """A list of sentences, one a line; `data` is a list of str."""

    def __init__(self, label: str, validators: tuple[Any, ...] = (), *, most: int = 12, longest: int = 300, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.most, self.longest = most, longest

    def _value(self) -> str:
        return "\n".join(self.to_line(item) for item in self.data or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        """Lines without a word are left out."""
        lines = (clean_text(line) for line in (valuelist[0] if valuelist else "").splitlines())
        self.data = [self.from_line(line) for line in lines if line]

    def pre_validate(self, _form: object) -> None:
        """Not too many, not too long, nothing invisible."""
        lines = [self.to_line(item) for item in self.data or []]
        if len(lines) > self.most:
            raise ValidationError(f"Houd het bij {self.most} regels.")
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(f"Houd elke regel onder de {self.longest} tekens.")
        if any(has_control_characters(line) for line in lines):
            raise ValidationError("Haal de onzichtbare tekens uit deze tekst; typ ze opnieuw in plaats van te plakken.")

    @staticmethod
    def to_line(item: Any) -> str:
        """What stands on the line of an item."""
        return str(item)

    @staticmethod
    def from_line(line: str) -> Any:
        """The item on a line."""
        return line


class MaterialsField(LinesField):
    """What participants bring, one a line, with "(te ontlenen)" behind what RTC lends: [{"name", "can_borrow"}]."""

    @staticmethod
    def to_line(item: Any) -> str:
        """Laptop (te ontlenen)."""
        return f"{item['name']} {_BORROW}" if item["can_borrow"] else str(item["name"])

    @staticmethod
    def from_line(line: str) -> Any:
        """The name, and whether it can be borrowed."""
        name = line.removesuffix(_BORROW).strip()
        return {"name": name or line, "can_borrow": bool(name) and name != line}


class LinksField(LinesField):
    """Places elsewhere, one a line, each with its address (CAT-17)."""

    def pre_validate(self, form: object) -> None:
        """One address on every line."""
        super().pre_validate(form)
        if any(link_of(line) is None for line in self.data or []):
            raise ValidationError("Zet op elke regel één adres dat met https:// begint.")


class MoneyField(StringField):
    """An amount in euro as people write it; `data` is in cents."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data // 100},{self.data % 100:02d}" if self.data else "0"

    def process_formdata(self, valuelist: list[str]) -> None:
        """45, 45,5 and 1.250,00 are amounts; nothing is 0."""
        text = (valuelist[0] if valuelist else "").replace("€", "").replace(" ", "").replace("\u00a0", "")
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            cents = Decimal(text or "0") * 100
            if not 0 <= cents <= 1_000_000 or cents != cents.to_integral_value():
                raise ValueError("Schrijf een bedrag zoals 45 of 45,50, van 0 tot 10.000 euro.")
        except InvalidOperation:
            raise ValueError("Schrijf een bedrag zoals 45 of 45,50.") from None
        self.data = int(cents)
