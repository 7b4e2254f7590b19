"""What RTC staff and the people who are asked see and do."""

from datetime import timedelta

import sqlalchemy as sa

from rtc_app.campaigns import queries, reporting
from rtc_app.campaigns.service import STOP_KEYS
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs.models import Campaign
from tests.databases import rows
from tests.factories.accounts import make_assessor, make_coordinator, make_school, make_teacher
from tests.factories.campaigns import make_answers, make_campaign, make_report
from tests.factories.needs import make_response

LIST = "/rtc/bevragingen"


def filled_in(**values):
    today = clock.today()
    return {
        "title": "Wat heb jij nodig?",
        "purpose": "Zo maken we opleidingen die ontbreken.",
        "scope": "flanders",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=14)).isoformat(),
    } | values


def test_rtc_plans_a_campaign_for_flanders(app, sign_in):
    answer = sign_in(make_assessor()).submit(f"{LIST}/nieuw", action="/nieuw", **filled_in())
    assert "De bevraging is gepland." in answer.get_data(as_text=True)
    campaign = rows(Campaign)[0][0]
    assert (campaign.title, campaign.reminder_after_days) == ("Wat heb jij nodig?", 10)


def test_rtc_plans_a_campaign_for_named_schools(app, sign_in):
    schools = [make_school() for _ in range(4)]
    sign_in(make_assessor()).submit(
        f"{LIST}/nieuw", action="/nieuw", **filled_in(scope="schools", schools=[str(s.id) for s in schools[:3]])
    )
    assert db.session.scalar(sa.select(sa.func.count()).select_from(sa.table("campaign_school"))) == 3


def test_a_province_that_was_not_chosen_is_asked_for(app, sign_in):
    answer = sign_in(make_assessor()).submit(f"{LIST}/nieuw", action="/nieuw", **filled_in(scope="province"))
    assert answer.status_code == 422
    assert "Kies een provincie." in answer.get_data(as_text=True)


def test_a_form_without_anything_says_what_to_fill_in(app, sign_in):
    answer = sign_in(make_assessor()).submit(f"{LIST}/nieuw", action="/nieuw", title="", purpose="", starts_on="", ends_on="morgen")
    assert answer.status_code == 422
    assert all(words in answer.get_data(as_text=True) for words in ("Geef de bevraging een titel.", "Kies wie je het vraagt."))


def test_the_desk_leads_to_the_campaigns(app, sign_in):
    make_campaign()
    browser = sign_in(make_assessor())
    assert "Bekijk de bevragingen" in browser.text("/rtc")
    assert "Wat heb jij nodig?" in browser.text(LIST)


def test_a_running_campaign_shows_bands_and_no_answers(app, sign_in):
    campaign = make_campaign()
    make_answers(12)
    text = sign_in(make_assessor()).text(f"{LIST}/{campaign.id}")
    assert "10–19" in text
    assert "didactische hulp" not in text


def test_a_report_shows_figures_beside_benchmarks_with_n_year_and_population(app, sign_in):
    text = sign_in(make_assessor()).text(f"{LIST}/{make_report().id}")
    assert "Voor ICT in de klas krijg ik genoeg didactische hulp." in text
    assert all(words in text for words in ("44 %", "n = 243", "2021", "(onzeker)"))
    assert "Per net" in text


def test_what_is_not_certain_is_never_marked_in_a_chart(app):
    campaign = make_report()
    facts = reporting.report_facts(campaign, queries.report_of(campaign.id))
    tables = [table for _title, tables in facts.sections for table in tables]
    marked = [row.benchmark for table in tables for row in table.rows if row.benchmark]
    assert marked
    assert all(benchmark.is_certain for benchmark in marked)
    assert any(not benchmark.is_certain for table in tables for _label, benchmark in table.benchmarks)


def test_a_report_of_few_says_so(app, sign_in):
    text = sign_in(make_assessor()).text(f"{LIST}/{make_report(10).id}")
    assert "Te weinig mensen antwoordden om cijfers te tonen." in text


def test_rtc_stops_a_campaign_twice_without_harm(app, sign_in):
    campaign = make_campaign()
    browser = sign_in(make_assessor())
    for _ in range(2):
        browser.submit(f"{LIST}/{campaign.id}", action="/stop")
    assert rows(Campaign)[0][0].ends_on == clock.today()


def test_nobody_outside_rtc_sees_campaigns(app, sign_in):
    report = make_report()
    browser = sign_in(make_coordinator())
    addresses = (LIST, f"{LIST}/nieuw", f"{LIST}/{report.id}", f"{LIST}/{report.id}.pdf", f"{LIST}/{report.id}.xlsx")
    assert {browser.get(address).status_code for address in addresses} == {403}


def test_a_teacher_reads_on_the_home_page_what_is_asked_and_why(app, sign_in):
    make_campaign()
    teacher = make_teacher()
    assert "We vragen dit aan iedereen met een account in een Vlaamse school." in sign_in(teacher).text("/")
    make_response(teacher)
    assert "Wat heb jij nodig?" not in sign_in(teacher).text("/")


def test_a_person_chooses_invitations_by_mail(app, sign_in):
    teacher = make_teacher()
    browser = sign_in(teacher)
    assert browser.submit("/uitnodigingen", action="/uitnodigingen", by_mail=None).status_code == 422
    browser.submit("/uitnodigingen", action="/uitnodigingen", by_mail="ja")
    assert queries.wants_mail(teacher.id) is True


def test_a_mail_is_stopped_from_the_mail_itself_without_signing_in(app, client):
    teacher = make_teacher()
    address = f"/geen-uitnodigingen-meer/{STOP_KEYS.key_of(teacher.id)}"
    assert "Meedoen aan een bevraging kan ook zonder mail" in client.text(address)
    client.submit(address)
    assert queries.wants_mail(teacher.id) is False


def test_a_mail_program_stops_the_mails_with_a_bare_post(app, client):
    teacher = make_teacher()
    answer = client.post(f"/geen-uitnodigingen-meer/{STOP_KEYS.key_of(teacher.id)}", data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, queries.wants_mail(teacher.id)) == (200, False)


def test_a_key_that_is_not_ours_opens_nothing(client):
    assert client.get("/geen-uitnodigingen-meer/verzonnen").status_code == 404
