"""What the data already say of a criterion: a proposal with its reason, which a person confirms or not (QA-11)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rtc_app.quality.rules.verdicts import Verdict


@dataclass(frozen=True)
class Finding:
    """A sentence about a criterion; with a verdict it is a proposal, without one only something to know."""

    reason: str
    verdict: Verdict | None = None


@dataclass(frozen=True)
class FindingFacts:
    """Codes and words of a training, field by field."""

    content: Mapping[str, Sequence[str]]
    paths: Sequence[str] = ()
    #: Minutes of own practice in a run.
    practice_minutes: int = 0
    is_technical: bool = False

    def all(self, *names: str) -> list[str]:
        return [word for name in names for word in self.content.get(name, ())]


_FORMS = {"tso", "bso", "dbso", "leertijd", "obuso", "buso"}
_ONLINE = {"online-sync", "online-async"}
#: Objectives that name no act and no subject (VLR-14).
_GENERIC = re.compile(r"\b(kennismaken|kennis maken|leren werken met|inzicht krijgen|wegwijs|de mogelijkheden van)\b", re.IGNORECASE)
_MARKETING = re.compile(r"\b(marketing|reclame|nieuwsbrief|commerci[eë]le? doeleinden)\b", re.IGNORECASE)


def _met_when(is_met: object, yes: str, no: str) -> list[Finding]:
    return [Finding(yes, Verdict.MET) if is_met else Finding(no, Verdict.NOT_MET)]


def _audience(facts: FindingFacts) -> list[Finding]:
    has_grade = bool({"2", "3"} & set(facts.all("grades")))
    has_form = bool({word.split()[0] for word in facts.all("onderwijsvorm")} & _FORMS)
    return _met_when(
        has_grade and has_form,
        "Graad 2 of 3 en een technische of beroepsgerichte onderwijsvorm zijn aangekruist.",
        "Graad 2 of 3, of een technische of beroepsgerichte onderwijsvorm, ontbreekt.",
    )


def _objectives(facts: FindingFacts) -> list[Finding]:
    outcomes = facts.all("outcomes")
    found = _met_when(outcomes, "Er staan doelstellingen in de communicatie.", "Er staan geen doelstellingen.")
    if any(_GENERIC.search(outcome) for outcome in outcomes):
        found.append(Finding("Minstens één doelstelling klinkt algemeen: ze zegt niet wat de leraar daarna doet."))
    return found


def _prior(facts: FindingFacts) -> list[Finding]:
    is_stated = facts.all("prior_ict") and facts.all("prior_application")
    return _met_when(is_stated, "De voorkennis staat er, of er staat dat er geen nodig is.", "De voorkennis is niet volledig ingevuld.")


def _materials(facts: FindingFacts) -> list[Finding]:
    return _met_when(facts.all("required_materials"), "Er is een lijst van wat deelnemers meebrengen.", "De lijst van materiaal is leeg.")


def _platform(facts: FindingFacts) -> list[Finding]:
    said = facts.all("platform", "declaration")
    if not facts.all("platform"):
        return [Finding("Er is geen platform genoemd.", Verdict.NOT_MET)]
    if any(_MARKETING.search(sentence) for sentence in said):
        return [Finding("De tekst noemt marketing of reclame. Kijk of een account zonder kan.", Verdict.PARTLY)]
    return [Finding("Er is een platform genoemd. Of het toegankelijk en stabiel is, bekijk je zelf.")]


def _competence(facts: FindingFacts) -> list[Finding]:
    is_tagged = facts.all("eindterm") or facts.all("digcompedu")
    words = "Er is een eindterm of een competentie gekozen. Of die er echt in zit, lees je in de doelstellingen."
    return [Finding(words)] if is_tagged else [Finding("Er is geen eindterm of competentie gekozen.", Verdict.NOT_MET)]


def _context(facts: FindingFacts) -> list[Finding]:
    areas = facts.all("studiegebied")
    if not areas:
        return [Finding("Er is geen studiegebied gekozen.", Verdict.NOT_MET)]
    if all(area.startswith("studiegebied-overschrijdend") for area in areas):
        return [Finding("Enkel 'studiegebiedoverschrijdend': vraag een verantwoording.", Verdict.PARTLY)]
    return [Finding("Er is een studiegebied gekozen. Of de inhoud er echt in staat, lees je in het programma.")]


def _examples(facts: FindingFacts) -> list[Finding]:
    found = [] if facts.all("examples") else [Finding("Er staan geen voorbeelden.", Verdict.NOT_MET)]
    modes = {word.split()[0] for word in facts.all("leervorm")}
    if modes and modes <= _ONLINE and (facts.is_technical or facts.practice_minutes):
        found.append(
            Finding("Deze praktijkopleiding is volledig online. Praktijkvakken hebben het daar het moeilijkst: kijk hoe er geoefend wordt.")
        )
    return found


def _paths(facts: FindingFacts) -> list[Finding]:
    if facts.paths:
        return [Finding(f"Staat in leertraject {', '.join(facts.paths)}.", Verdict.MET)]
    return [Finding("Staat nog in geen leertraject. Kan ze ergens passen?")]


def _aftercare(facts: FindingFacts) -> list[Finding]:
    kinds = {word.split()[0] for word in facts.all("nazorg")} - {"geen-naslag"}
    return _met_when(kinds, "Er is nazorg gekozen.", "Er is geen nazorg gekozen.")


def _care(facts: FindingFacts) -> list[Finding]:
    is_said = facts.all("quality_care")
    words = "De verstrekker beschrijft zijn kwaliteitszorg."
    return [Finding(words)] if is_said else [Finding("De verstrekker beschrijft geen kwaliteitszorg.", Verdict.NOT_MET)]


#: Criterion → what the data say of it. A criterion that is not here is for a person alone.
FINDINGS: dict[str, Callable[[FindingFacts], list[Finding]]] = {
    "KK1.1": _audience,
    "KK1.2a": _objectives,
    "KK1.2b": _prior,
    "KK1.2c": _materials,
    "KK1.4a": _platform,
    "KK2.1": _competence,
    "KK2.2a": _context,
    "KK2.2b": _examples,
    "KK4.1": _paths,
    "KK5.4": _aftercare,
    "KK6.2": _care,
}


def findings(code: str, facts: FindingFacts) -> list[Finding]:
    """What is known of a criterion without reading; nothing for a criterion that only a person can judge."""
    find = FINDINGS.get(code)
    return find(facts) if find else []
