"""Questions ready to be asked: their words, their options, and what the answer may be. Plain values only."""

from collections.abc import Mapping
from dataclasses import dataclass

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AskedQuestion:
    """One question with its options as (code, label).

    The properties its type may read, from the data file: min, max and unit (integer, scale), max_choices, none_label,
    other and other_label, extra_label (multi), max_items (lists of lines).
    """

    code: str
    type: str
    text: str
    hint: str | None
    purpose: str
    used_for: tuple[str, ...]
    options: Options
    #: A second, longer list of options, such as tools beside themes.
    extra_options: Options
    #: What a scale is asked for, one by one.
    rows: Options
    properties: Mapping[str, object]

    @property
    def name(self) -> str:
        """Name of its form field: Q2.3 → q2_3."""
        return self.code.lower().replace(".", "_")

    @property
    def labels(self) -> dict[str, str]:
        """Code → label of everything that can be ticked."""
        return dict((*self.options, *self.extra_options))

    def number(self, key: str, otherwise: int) -> int:
        """A property that is a number."""
        value = self.properties.get(key)
        return value if isinstance(value, int) else otherwise

    def words(self, key: str) -> str | None:
        """A property that is a text, or None."""
        value = self.properties.get(key)
        return str(value) if value else None


@dataclass(frozen=True)
class AskedSection:
    """A page of questions."""

    code: str
    title: str
    questions: tuple[AskedQuestion, ...]

    def answered(self, answers: Mapping[str, object]) -> int:
        """How many of its questions have an answer."""
        return sum(question.code in answers for question in self.questions)
