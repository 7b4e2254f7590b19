"""The school trajectory on paper."""

import io

import pypdf

from rtc_app.documents.renderer import html_of
from rtc_app.documents.school_trajectory import document_of
from rtc_app.kernel import clock
from tests.client import parse, words
from tests.factories.accounts import make_coordinator, make_school
from tests.factories.catalogue import make_session, make_training
from tests.factories.trajectories import make_mirror, make_step, make_trajectory


def text_of(trajectory):
    html = html_of("documents/show_school_trajectory.html", document=document_of(trajectory, clock.now()))
    return words(parse(html).find(".//main"))


def test_it_says_goal_project_and_who_was_heard(app):
    text = text_of(make_trajectory(goal="In 3D tekenen", pedagogical_project="Leren door te maken", consulted="Vakgroep hout"))
    for part in ("In 3D tekenen", "Leren door te maken", "Vakgroep hout"):
        assert part in text


def test_it_shows_what_the_team_asks_most(app):
    school = make_school()
    make_mirror(school)
    needs = document_of(make_trajectory(school), clock.now()).needs
    assert (needs.themes[0], needs.respondents) == (("Programmeren", 60), "10–14")


def test_it_lists_what_must_still_be_looked_at(app):
    assert "Kies nog een sessie." in text_of(make_trajectory(None, make_training()))


def test_costs_are_those_of_all_participants(app):
    trajectory = make_trajectory()
    session = make_session(make_training(price_training=4500), days=20)
    make_step(trajectory, session.training, training_session=session, participants=4)
    document = document_of(trajectory, clock.now())
    assert (document.costs.total, document.left) == (18_000, 82_000)


def test_it_lists_what_the_school_needs_in_house(app):
    training = make_training(title="Sturen", required_materials=[{"name": "LOGO! 8", "can_borrow": True}])
    assert "Sturen: LOGO! 8 (te ontlenen)" in text_of(make_trajectory(None, training))


def test_a_goal_full_of_markup_stays_words(app):
    assert "<script>alert(1)</script>" in text_of(make_trajectory(goal="<script>alert(1)</script>"))


def test_the_planner_gets_a_tagged_dutch_pdf(app, sign_in):
    school = make_school(name="Technische School Voorbeeld")
    trajectory = make_trajectory(school, make_training(title="Sturen met LOGO!"))
    pdf = pypdf.PdfReader(io.BytesIO(sign_in(make_coordinator(school)).get(f"/schooltrajecten/{trajectory.id}.pdf").data))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert pdf.metadata.title == trajectory.title
    assert pdf.root_object["/Lang"] == "nl-BE"
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert "Sturen met LOGO!" in text
    assert "Technische School Voorbeeld" in text
