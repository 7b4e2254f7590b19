"""*Wie ziet dit?* says what the site does: the statement, the policy, and what really stands on everybody's pages."""

import pytest

from rtc_app import DATA_USES
from rtc_app.access import policy
from rtc_app.access.data_use import readers
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import queries, service
from rtc_app.needs.models import QuestionnaireKind
from rtc_app.needs.rules import SOURCES
from rtc_app.needs.tallying import COUNTED_TYPES
from tests.app.test_access import asked, gate_only  # noqa: F401 - a fixture
from tests.app.world import make_world
from tests.factories.accounts import make_coordinator, make_school, make_teacher
from tests.factories.needs import answer, make_response

SECRET = "zwaluwstaartverbinding"
#: In an interview.
SAID = "pen-en-gatverbinding"
#: Who of the world is meant by the words of the statement.
MEANT = {
    "de ICT-coördinator en de directie van je school": {"coordinator", "leader"},
    "de RTC's": {"assessor", "administrator"},
    "wie een opleiding geeft": {"provider"},
    "de RTC-medewerker die het gesprek met je heeft": {"assessor"},
}
#: An answer to each question, where it can be with words of one's own.
TOLD = {
    "Q1.3": {"value": "go"},
    "Q1.4": answer("bso"),
    "Q1.5": answer("ict-coordinator", other=SECRET),
    "Q1.6": answer("hout", other=SECRET),
    "Q1.7": {"value": 7},
    "Q1.8": {"value": 3},
    "Q2.1": {"value": {"uitleg": "dagelijks"}, "other": SECRET},
    "Q2.2": answer(SECRET),
    "Q2.3": answer("Q2.3.11"),
    "Q3.1": answer("digitaal-labo", "plc", other=SECRET),
    "Q3.2": {"value": True},
    "Q3.3": answer(SECRET),
    "Q4.1": answer("online", other=SECRET),
    "Q4.2": answer("praktisch", other=SECRET),
    "Q4.3": answer("contactpersoon"),
    "Q5.1": answer("nieuwsbrief"),
}
USES = [make() for make in DATA_USES]
READ = [use for use in USES if use.permission]


def questions():
    asked_in = [queries.current_questionnaire(clock.today(), kind) for kind in QuestionnaireKind]
    sections = [section for each in asked_in for section in queries.sections_to_ask(each, is_short=False)]
    return [question for section in sections for question in section.questions]


@pytest.mark.parametrize("use", READ, ids=lambda use: use.permission)
def test_the_people_named_are_those_whom_the_site_lets_in_and_no_others(use, gate_only):  # noqa: F811
    world = make_world()
    named = set().union(*(MEANT[words] for words in readers(use.permission)))
    subjects = [None, *(world.things[name] for name in ("training", "school_trajectory", "campaign", "interview"))]
    allowed = {name for name, who in world.people.items() if name != "stranger" and any(_allows(who, use, each) for each in subjects)}
    assert allowed == named


def _allows(who, use, subject):
    try:
        return policy.allows(who, use.permission, subject)
    except AttributeError:  # a subject of another kind
        return False


@pytest.fixture(scope="module")
def pages(gate_only):  # noqa: F811
    """Person → the text of every page there is for that person, after the teacher told everything and allowed everything."""
    world = make_world()
    teacher = world.people["teacher"]
    make_response(teacher, TOLD)
    service.reflect(account=teacher, levels={"5": "B1"}, at=clock.now())
    make_response(teacher, TOLD, submitted=False)
    interview = world.things["interview"]
    service.save_answers(response=interview, answers={"IV1.2": {"value": SAID}}, at=clock.now())
    db.session.commit()
    rules = [rule for method, rule in asked(gate_only) if method == "GET" and not rule.rule.endswith(".pdf")]
    addresses = [world.address(gate_only, rule) for rule in rules] + [
        "/mijn-noden/noden",
        *(f"/{who}/{interview.id}/gebruik" for who in ("mijn-gesprekken", "rtc/gesprekken")),
    ]
    people = {name: who for name, who in world.people.items() if who}
    return {name: [text_of(gate_only, who, url) for url in addresses] for name, who in people.items()}


def text_of(app, who, url):
    with app.test_client().signed_in_as(who).open(url) as response:
        return response.get_data().decode("utf-8", "replace")


def test_who_wrote_it_reads_it_on_own_pages(pages):
    assert sum(SECRET in text for text in pages["teacher"]) >= 3


@pytest.mark.parametrize("person", ["coordinator", "leader", "provider", "assessor", "administrator", "stranger"])
def test_own_words_stand_on_no_page_of_anybody_else(pages, person):
    assert not any(SECRET in text for text in pages[person])


def test_what_was_said_in_an_interview_is_read_by_two_people(pages):
    assert {person for person, texts in pages.items() if any(SAID in text for text in texts)} == {"teacher", "assessor"}


def test_every_question_serves_only_what_is_stated(app):
    assert {kind for question in questions() for kind in question.used_for} == {use.kind for use in USES}


def test_what_is_said_to_count_for_flanders_is_counted(app):
    assert {question.type for question in questions() if "flanders" in question.used_for} <= COUNTED_TYPES


@pytest.mark.parametrize("part", sorted(SOURCES))
@pytest.mark.parametrize("kind", ["school", "flanders"])
def test_an_answer_changes_what_others_count_only_when_its_question_says_so(app, kind, part):
    code = SOURCES[part]
    if part == "consent":
        return
    school = make_school()
    told = {code: TOLD[code]}
    make_response(make_teacher(school), told)
    make_response(make_teacher(school), {})
    with_answer, without = sorted(read(kind, school), key=lambda profile: len(repr(profile)), reverse=True)
    serves = next(kind in question.used_for for question in questions() if question.code == code)
    assert (with_answer != without) == serves


def read(kind, school):
    return queries.team_profiles(school.id) if kind == "school" else queries.profiles_for_figures()


def test_without_consent_nothing_is_read(app):
    school = make_school()
    make_response(make_teacher(school), TOLD, consent=[])
    assert queries.team_profiles(school.id) == queries.profiles_for_figures() == queries.flanders_profiles() == []


def test_the_page_of_a_section_names_the_readers_of_its_questions(app, sign_in):
    teacher = make_teacher()
    make_response(teacher, {}, submitted=False, consent=["school"])
    text = sign_in(teacher).text("/mijn-noden/verwachtingen")
    assert "De ICT-coördinator en de directie van je school Zien alleen afgeronde cijfers" in text
    assert "Alleen “Hoe wil je een opleiding volgen?” mag van jou" in text
    assert "in stappen van 5. als jij het toelaat" in text


def test_a_coordinator_asks_for_the_answers_of_a_colleague_in_vain(app, sign_in):
    school = make_school()
    make_response(make_teacher(school), TOLD)
    browser = sign_in(make_coordinator(school))
    for page in ("/mijn-profiel", "/mijn-noden", "/mijn-profiel/antwoorden.json", "/mijn-profiel/vergelijken"):
        assert SECRET not in browser.get(page).text
