"""The sheets of a catalogue workbook and their columns. One table serves reading, writing and messages."""

import enum
from dataclasses import dataclass

from rtc_app.interchange.problems import Place


class Kind(enum.Enum):
    """What stands in a cell."""

    TEXT = "text"
    #: Sentences, one a line.
    LINES = "lines"
    #: Codes, with | or a line end between them.
    CODES = "codes"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True)
class Column:
    """A column: what people read above it, and the field of the file it holds."""

    header: str
    field: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """A sheet. `path` is where its rows go: a list of the file, or a list inside the thing that `parent` names."""

    title: str
    columns: tuple[Column, ...]
    path: tuple[str, ...]
    #: Header of the column that names the thing the row belongs to, and the sheet that has it.
    parent: tuple[str, str] | None = None


_CODE = Column("code", "code")
_EXAMPLE = Column("voorbeeld", "is_example", Kind.YES_NO)
_TRAINING = ("opleiding", "Opleidingen")

PROVIDERS = Sheet(
    "Verstrekkers",
    (
        _CODE,
        Column("naam", "name"),
        Column("gemeente", "city"),
        Column("website", "website"),
        Column("kwaliteitszorg", "quality_care"),
        Column("verklaring", "declaration"),
        _EXAMPLE,
    ),
    ("providers",),
)
LOCATIONS = Sheet(
    "Locaties",
    (
        _CODE,
        Column("naam", "name"),
        Column("straat", "street"),
        Column("postcode", "postcode"),
        Column("gemeente", "city"),
        Column("provincie", "province"),
        Column("breedtegraad", "latitude", Kind.NUMBER),
        Column("lengtegraad", "longitude", Kind.NUMBER),
        Column("bereikbaarheid", "access"),
        Column("openbaar vervoer", "public_transport", Kind.YES_NO),
        Column("van verstrekker", "provider"),
        Column("uitrusting", "equipment"),
        _EXAMPLE,
    ),
    ("locations",),
)
TRAINERS = Sheet(
    "Lesgevers",
    (
        _CODE,
        Column("verstrekker", "provider"),
        Column("naam", "name"),
        Column("achtergrond in het vak", "subject_background"),
        Column("achtergrond in lesgeven", "teaching_background"),
        _EXAMPLE,
    ),
    ("trainers",),
)
TRAININGS = Sheet(
    "Opleidingen",
    (
        _CODE,
        Column("titel", "title"),
        Column("verstrekker", "provider"),
        Column("rtc", "rtc"),
        Column("samenvatting", "summary"),
        Column("doelen", "outcomes", Kind.LINES),
        Column("programma", "programme"),
        Column("visie", "vision"),
        Column("lesvoorbeelden", "examples", Kind.LINES),
        Column("voor wie", "audience"),
        Column("studiegebieden", "study_areas", Kind.CODES),
        Column("niveau", "levels", Kind.CODES),
        Column("differentiatie", "differentiation"),
        Column("thema's", "themes", Kind.CODES),
        Column("toepassingen", "tools", Kind.CODES),
        Column("digcompedu", "digcompedu", Kind.CODES),
        Column("onderwijsvormen", "onderwijsvormen", Kind.CODES),
        Column("finaliteiten", "finaliteiten", Kind.CODES),
        Column("graden", "grades", Kind.CODES),
        Column("vorm", "delivery_modes", Kind.CODES),
        Column("voorkennis ict", "prior_ict"),
        Column("voorkennis toepassing", "prior_application"),
        Column("software nadien", "software_after"),
        Column("platform", "platform"),
        Column("handleiding platform", "platform_manual"),
        Column("materiaal voor deelnemers", "materials_participants"),
        Column("materiaal voor het rtc", "materials_rtc"),
        Column("licentie", "material_licence"),
        Column("zelfstudie", "self_study"),
        Column("meer online", "further_links", Kind.LINES),
        Column("nazorg", "aftercare", Kind.CODES),
        Column("contactpersoon", "contact_name"),
        Column("e-mail contact", "contact_email"),
        Column("prijs opleiding", "price_training", Kind.NUMBER),
        Column("prijs software", "price_software", Kind.NUMBER),
        Column("prijs materiaal", "price_equipment", Kind.NUMBER),
        Column("prijs toelichting", "price_note"),
        Column("minimum deelnemers", "min_participants", Kind.NUMBER),
        Column("maximum deelnemers", "max_participants", Kind.NUMBER),
        Column("minuten oefenen", "practice_minutes", Kind.NUMBER),
        Column("partner", "partner"),
        Column("attest", "certificate"),
        Column("lesgevers", "trainers", Kind.CODES),
        Column("ingetrokken op", "withdrawn_at"),
        Column("reden van intrekking", "withdrawn_reason"),
        Column("opvolger", "successor"),
        _EXAMPLE,
    ),
    ("trainings",),
)
MATERIALS = Sheet(
    "Materialen", (Column("naam", "name"), Column("te leen", "can_borrow", Kind.YES_NO)), ("required_materials",), parent=_TRAINING
)
EINDTERMEN = Sheet("Eindtermen", (_CODE, Column("betekenis in dit vak", "meaning")), ("eindtermen",), parent=_TRAINING)
SESSIONS = Sheet(
    "Sessies",
    (
        _CODE,
        Column("locatie", "location"),
        Column("online toegang", "online_note"),
        Column("plaatsen", "capacity", Kind.NUMBER),
        Column("inschrijven tot dagen vooraf", "deadline_days", Kind.NUMBER),
        Column("geannuleerd op", "cancelled_at"),
    ),
    ("sessions",),
    parent=_TRAINING,
)
MEETINGS = Sheet(
    "Bijeenkomsten",
    (Column("dag", "day", Kind.DAY), Column("van", "from", Kind.TIME), Column("tot", "to", Kind.TIME), Column("soort", "kind")),
    ("meetings",),
    parent=("sessie", "Sessies"),
)
ASSESSMENTS = Sheet(
    "Beoordelingen",
    (
        Column("uitkomst", "outcome"),
        Column("beslist op", "decided", Kind.DAY),
        Column("bron", "source"),
        Column("toelichting", "note"),
    ),
    ("assessment",),
    parent=_TRAINING,
)
ACTIONS = Sheet(
    "Afspraken",
    (Column("criterium", "criterion"), Column("afspraak", "action"), Column("wie", "owner"), Column("tegen", "due", Kind.DAY)),
    ("assessment", "actions"),
    parent=_TRAINING,
)
REFUSALS = Sheet("Redenen", (Column("criterium", "criterion"), Column("reden", "reason")), ("assessment", "refused"), parent=_TRAINING)
CHECKLIST = Sheet(
    "Checklist",
    (Column("punt", "point"), Column("voldaan", "met", Kind.YES_NO), Column("reden", "reason")),
    ("assessment", "checklist"),
    parent=_TRAINING,
)
PATHS = Sheet(
    "Leertrajecten",
    (
        _CODE,
        Column("titel", "title"),
        Column("rtc", "rtc"),
        Column("samenvatting", "summary"),
        Column("zichtbaar", "published", Kind.YES_NO),
        _EXAMPLE,
    ),
    ("learning_paths",),
)
STEPS = Sheet(
    "Stappen",
    (Column("opleiding", "training"), Column("zelfstudie", "self_study")),
    ("steps",),
    parent=("leertraject", "Leertrajecten"),
)

#: In the order of the tabs; a parent stands before what belongs to it.
SHEETS = (
    TRAININGS,
    SESSIONS,
    MEETINGS,
    TRAINERS,
    LOCATIONS,
    PROVIDERS,
    PATHS,
    STEPS,
    EINDTERMEN,
    ASSESSMENTS,
    ACTIONS,
    REFUSALS,
    CHECKLIST,
    MATERIALS,
)
#: A sheet for people: the codes that can be chosen. It is not read.
CHOICES_TITLE = "Keuzelijsten"
#: Another one: what goes where. It is not read either.
GUIDE_TITLE = "Uitleg"
#: A row whose code begins with this shows how it is done and is not read; no code can look like it.
EXAMPLE_MARK = "voorbeeld:"


def field_words() -> dict[tuple[str, str], str]:
    """(list, field) → header, for messages about any kind of file."""
    return {(sheet.path[-1], column.field): column.header for sheet in SHEETS for column in sheet.columns}


def place_of(sheet: Sheet, parent: Place, number: int) -> Place:
    """Where row `number` (from 0) of a sheet stands in the file."""
    if sheet is ASSESSMENTS:
        return (*parent, "assessment")
    return (*parent, *sheet.path, number)
