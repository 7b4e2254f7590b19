"""Second, blind assessments: who may, that neither sees the other, that nothing is decided by them, and what they add up to."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from rtc_app.catalogue import service as catalogue
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries, service
from rtc_app.quality.agreement_file import choices
from rtc_app.quality.models import Assessment, AssessmentEvent, EventKind, Judgement, SecondAssessment, SecondJudgement
from rtc_app.quality.rules import Opinion, Outcome, Verdict
from rtc_app.quality.rules.agreement import Reading
from tests.factories.accounts import make_administrator, make_assessor, make_provider_member, save
from tests.factories.catalogue import make_training
from tests.factories.quality import MET, judge_all, judge_blind, make_round, make_second

SECRET = "De eerste vond dit veel te vaag voor een klas."
OWN = "De tweede mist een voorbeeld uit de werkplaats."


def decided(**different):
    assessment = make_round()
    service.decide(assessment=assessment, actor=judge_all(assessment, **different), at=clock.now(), note="Boodschap van de beslisser.")
    db.session.commit()
    return assessment


def draw(share=100, seed=7):
    sample = service.draw_sample(share_percent=share, seed=seed, actor=make_administrator(), at=clock.now())
    db.session.commit()
    return sample


def judge(second, code="KK1.1", opinion=MET, actor=None):
    criterion = queries.criteria_by_code(second.assessment.framework, [code])[code]
    seen = queries.blind_item(second, criterion).content_seen
    service.judge_second(
        second=second, criterion=criterion, opinion=opinion, actor=actor or second.assessor, at=clock.now(), content_seen=seen
    )


# --- drawing ---


def test_a_round_decided_lately_is_drawn_once(app):
    assessment = decided()
    make_assessor()
    assert (draw().drawn, assessment.second is not None) == (1, True)
    with pytest.raises(RuleViolation, match="niets om te trekken"):
        draw()


def test_a_round_is_not_drawn_when_everybody_had_a_hand_in_it(app):
    decided()
    assert queries.qualifying(clock.now()) == []


def test_a_running_round_is_drawn_only_when_somebody_stays_free_to_decide(app):
    assessment = make_round()
    service.start_assessment(assessment=assessment, actor=make_assessor(), at=clock.now())
    make_assessor()
    assert queries.qualifying(clock.now()) == []
    make_assessor()
    assert queries.qualifying(clock.now()) == [assessment.id]


def test_what_waits_for_an_assessor_or_was_decided_long_ago_is_not_drawn(app):
    make_round()
    decided()
    make_assessor(), make_assessor()
    later = clock.now() + timedelta(days=choices().recent_days + 1)
    assert queries.qualifying(later) == []


def test_a_training_that_changed_since_is_not_drawn(app):
    assessment = decided()
    make_assessor()
    assessment.training.summary = "Helemaal anders."
    catalogue.training_changed(training=assessment.training, at=clock.now())
    db.session.commit()
    assert queries.qualifying(clock.now()) == []


def test_two_who_draw_at_once_do_not_draw_the_same_round_twice(app):
    second = make_second(decided())
    db.session.add(SecondAssessment(sample_id=second.sample_id, assessment_id=second.assessment_id))
    with pytest.raises(RuleViolation, match="trok intussen"):
        flush()


def test_the_seed_on_record_repeats_the_drawing(app):
    from rtc_app.quality.rules.agreement import draw as drawn

    rounds = [decided() for _ in range(3)]
    make_assessor()
    sample = draw(share=50)
    assert (len(sample.qualified), sample.drawn) == (3, 2)
    assert drawn(sample.qualified, sample.share_percent, sample.seed) == sorted(r.id for r in rounds if r.second)


# --- who ---


def test_whoever_judged_or_decided_does_not_judge_again(app):
    assessment = decided()
    second = make_second(assessment)
    for person in (assessment.assessor, assessment.decided_by):
        assert queries.second_work(person).to_take == []
        with pytest.raises(RuleViolation, match="werkte mee"):
            service.take_second(second=second, actor=person, at=clock.now())


def test_the_second_of_two_who_take_it_is_told_so(app):
    second = make_second(decided(), make_assessor())
    with pytest.raises(RuleViolation, match="intussen"):
        service.take_second(second=second, actor=make_assessor(), at=clock.now())


def test_whoever_gave_it_back_saw_the_first_since_and_does_not_take_it_again(app):
    person = make_assessor()
    second = make_second(decided(), person)
    judge(second)
    service.return_second(second=second, actor=person, at=clock.now())
    db.session.commit()
    with pytest.raises(RuleViolation, match="werkte mee"):
        service.take_second(second=second, actor=person, at=clock.now())
    service.take_second(second=second, actor=make_assessor(), at=clock.now())
    assert second.latest == {}, "what the one who gave it back said is not shown to the next"


def test_only_its_assessor_judges_and_finishes(app):
    second = make_second(decided(), make_assessor())
    with pytest.raises(RuleViolation, match="niet bij jou"):
        judge(second, actor=make_assessor())
    with pytest.raises(RuleViolation, match="niet bij jou"):
        service.finish_second(second=second, actor=make_assessor(), at=clock.now())


def test_it_is_finished_only_when_every_criterion_is_judged_and_then_for_good(app):
    second = make_second(decided(), make_assessor())
    judge(second)
    with pytest.raises(RuleViolation, match="elk criterium"):
        service.finish_second(second=second, actor=second.assessor, at=clock.now())
    judge_blind(second)
    with pytest.raises(RuleViolation, match="verandert niet meer"):
        judge(second, opinion=Opinion(Verdict.NOT_MET, "Toch niet."))


def test_other_content_cannot_be_compared(app):
    second = make_second(decided(), make_assessor())
    second.assessment.training.summary = "Helemaal anders."
    catalogue.training_changed(training=second.assessment.training, at=clock.now())
    with pytest.raises(RuleViolation, match="niets te vergelijken"):
        judge(second)


# --- it decides nothing ---


def test_a_second_assessment_that_finds_everything_wrong_leaves_the_decision_as_it_is(app):
    assessment = decided()
    training = assessment.training
    before = (assessment.outcome, assessment.valid_until, assessment.revision, training.accepted_until, len(assessment.judgements))
    second = make_second(assessment, make_assessor())
    judge_blind(second, **{entry.criterion.code.replace(".", "_"): ("nok", "Neen.") for entry in queries.blind_page(second).entries})
    db.session.expire_all()
    assert (assessment.outcome, assessment.valid_until, assessment.revision, training.accepted_until, len(assessment.judgements)) == before
    assert training.is_findable(clock.now())


def test_whoever_judges_blind_neither_judges_nor_decides_the_round_itself(app):
    assessment = make_round()
    judge_all(assessment)
    blind = make_assessor()
    second = make_second(assessment, blind)
    judge_blind(second)
    with pytest.raises(RuleViolation, match="als tweede"):
        service.decide(assessment=assessment, actor=blind, at=clock.now())
    with pytest.raises(RuleViolation, match="als tweede"):
        service.judge(assessment=assessment, criterion="KK1.1", verdict=Verdict.MET, actor=blind, at=clock.now())


# --- blind both ways ---


@pytest.fixture
def both(app, sign_in):
    """(second, the browser of its assessor, the browser of the first) while the round is decided and the second at work."""
    assessment = decided(KK1_1=("nok", SECRET))
    blind = make_assessor(name="Bea Blind")
    second = make_second(assessment, blind)
    return second, sign_in(blind), sign_in(assessment.assessor)


def raw(browser, url):
    return browser.get(url, follow_redirects=True).get_data(as_text=True)


def test_no_blind_page_says_anything_of_the_first(both):
    second, blind, _ = both
    assessment = second.assessment
    codes = [entry.criterion.code for entry in queries.blind_page(second).entries]
    hidden = (
        SECRET,
        assessment.assessor.name,
        assessment.decided_by.name,
        assessment.note,
        "voldoet niet",
        "voldoet-niet",
        assessment.outcome.value,
    )
    for url in [f"/beoordelingen/tweede/{second.id}", *(f"/beoordelingen/tweede/{second.id}/criteria/{code}" for code in codes)]:
        page = raw(blind, url).replace("niet in orde betekent voldoet niet", "")  # what a knock-out means, said of every training
        assert [words for words in hidden if words in page] == [], url


@pytest.mark.parametrize("page", ["", "/criteria/KK1.1", "/checklist", "/beslissing"])
def test_the_workspace_of_the_first_is_closed_to_the_second(both, page):
    second, blind, _ = both
    assert blind.get(f"/beoordelingen/{second.assessment_id}{page}").status_code == 403


@pytest.mark.parametrize("page", ["/verslag", "/verloop"])
def test_report_and_history_do_not_exist_for_the_second(both, page):
    second, blind, _ = both
    assert blind.get(f"/beoordelingen/{second.assessment_id}{page}").status_code == 404


def test_no_other_page_of_the_site_tells_the_second_what_the_first_wrote(both):
    second, blind, _ = both
    slug, code = second.assessment.training.slug, "KK1.1"
    for url in ("/beoordelingen", "/beoordelingen/overeenstemming", f"/beoordelingen/overeenstemming/{code}", f"/opleidingen/{slug}"):
        assert SECRET not in raw(blind, url), url
    for page in ("", "/beoordeling", "/vragen", "/bezwaar"):
        assert blind.get(f"/mijn-aanbod/{slug}{page}").status_code == 403
    assert second.assessment.training.title not in blind.text("/mijn-aanbod"), "its state would say what was decided"


def test_the_page_of_an_accepted_training_shows_its_verdict_to_all_but_the_second(app, sign_in):
    second = make_second(decided(), make_assessor())
    url = f"/opleidingen/{second.assessment.training.slug}"
    assert 'volgens het <a href="/kwaliteitskader' in raw(sign_in(make_assessor()), url)
    assert 'volgens het <a href="/kwaliteitskader' not in raw(sign_in(second.assessor), url)


def test_the_first_sees_nothing_of_the_second_before_both_are_done(app, sign_in):
    assessment = make_round()
    judge_all(assessment)
    first, decider = assessment.assessor, make_assessor()
    second = make_second(assessment, make_assessor(name="Bea Blind"))
    judge_blind(second, KK1_1=("deels", OWN))
    browser = sign_in(first)
    pages = ("criteria/KK1.1", "verloop", "beslissing")
    urls = [f"/beoordelingen/{assessment.id}/{page}" for page in pages] + [
        f"/beoordelingen/overeenstemming{path}" for path in ("", "/KK1.1")
    ]
    for url in [*urls, "/beoordelingen"]:
        page = raw(browser, url)
        assert OWN not in page, url
        assert "Bea Blind" not in page, url
    assert browser.get(f"/beoordelingen/tweede/{second.id}/criteria/KK1.1").status_code == 403
    service.decide(assessment=assessment, actor=decider, at=clock.now())
    db.session.commit()
    assert OWN in raw(browser, "/beoordelingen/overeenstemming/KK1.1")
    assert "tweede beoordeling klaar" in raw(browser, f"/beoordelingen/{assessment.id}/verloop").lower()


def test_when_both_are_done_the_second_reads_the_report(both):
    second, blind, _ = both
    judge_blind(second)
    assert SECRET in raw(blind, f"/beoordelingen/{second.assessment_id}/verslag")


def test_the_provider_never_reads_of_a_second_assessment(both, sign_in):
    second, _, _ = both
    judge_blind(second, KK1_1=("deels", OWN))
    browser = sign_in(make_provider_member(second.assessment.training.provider))
    for url in (f"/beoordelingen/{second.assessment_id}/verloop", f"/mijn-aanbod/{second.assessment.training.slug}/beoordeling"):
        page = raw(browser, url)
        assert OWN not in page
        assert "tweede beoordeling" not in page.lower()


def test_a_second_assessor_judges_from_the_first_page_to_the_last(app, sign_in):
    second = make_second(decided())
    browser = sign_in(make_assessor())
    browser.submit("/beoordelingen/overeenstemming", action=f"/tweede/{second.id}/nemen")
    for entry in queries.blind_page(db.session.get(SecondAssessment, second.id)).entries:
        url = f"/beoordelingen/tweede/{second.id}/criteria/{entry.criterion.code}"
        browser.submit(url, action="/criteria/", verdict="deels", reason=OWN)
    browser.submit(f"/beoordelingen/tweede/{second.id}/criteria/KK1.1", action="/afwerken")
    assert db.session.get(SecondAssessment, second.id).finished_at is not None


def test_a_judgement_without_a_reason_is_asked_for_one(both):
    second, blind, _ = both
    url = f"/beoordelingen/tweede/{second.id}/criteria/KK1.1"
    answer = blind.submit(url, action="/criteria/", verdict="nok", reason="")
    assert answer.status_code == 422
    assert db.session.scalars(sa.select(SecondJudgement)).all() == []


# --- on record ---


def test_a_change_of_mind_is_added_and_nothing_is_replaced(app):
    second = make_second(decided(), make_assessor())
    judge(second)
    judge(second, opinion=Opinion(Verdict.PARTLY, OWN))
    judge(second, opinion=Opinion(Verdict.PARTLY, OWN))
    assert [(j.number, j.verdict) for j in second.judgements] == [(1, Verdict.MET), (2, Verdict.PARTLY)]
    assert [j.verdict for j in second.latest.values()] == [Verdict.PARTLY]


def test_neither_a_second_judgement_nor_a_line_of_the_history_can_be_rewritten(app):
    second = make_second(decided(), make_assessor())
    judge(second)
    db.session.commit()
    for row in (second.judgements[0], second.sample, db.session.scalars(sa.select(AssessmentEvent)).first()):
        for name, value in (("judged_at", clock.now()), ("seed", 5), ("text", "Anders.")):
            if hasattr(row, name):
                setattr(row, name, value)
        with pytest.raises(TypeError, match="append-only"):
            db.session.flush()
        db.session.rollback()


@pytest.mark.parametrize(
    "values",
    [{"number": 1}, {"number": 0}, {"verdict": Verdict.NOT_MET, "reason": ""}],
    ids=["twice the same number", "no number", "no reason"],
)
def test_the_database_guards_what_must_never_be_false(app, values):
    second = make_second(decided(), make_assessor())
    judge(second)
    db.session.commit()
    row = {"second_assessment_id": second.id, "number": 2, "criterion_id": second.judgements[0].criterion_id, "verdict": Verdict.MET}
    row |= {"reason": "", "judged_by_id": second.assessor_id, "judged_at": clock.now(), "fingerprint": "x"} | values
    with pytest.raises(IntegrityError):
        db.session.execute(sa.insert(SecondJudgement).values(**row))


def test_everything_that_happens_to_it_is_in_the_history(app):
    assessment = decided()
    blind = make_assessor()
    draw()
    service.take_second(second=assessment.second, actor=blind, at=clock.now())
    service.return_second(second=assessment.second, actor=blind, at=clock.now())
    service.take_second(second=assessment.second, actor=make_assessor(), at=clock.now())
    judge_blind(assessment.second)
    kinds = [event.kind for event in queries.history(assessment.training_id, is_staff=True)[0].events]
    assert kinds[:5] == [
        EventKind.SECOND_FINISHED,
        EventKind.SECOND_TAKEN,
        EventKind.SECOND_RETURNED,
        EventKind.SECOND_TAKEN,
        EventKind.SECOND_DRAWN,
    ]


# --- figures ---


def line(code):
    return next(line for line in queries.agreement() if line.criterion.code == code)


def test_figures_are_of_what_both_finished_on_the_same_content(app):
    first, blind = make_assessor(), make_assessor()
    for said, second_said in [("ok", "ok"), ("nok", "deels"), ("nok", "nok")]:
        assessment = make_round()
        colleague = judge_all(assessment, first, KK1_1=(said, SECRET))
        service.decide(assessment=assessment, actor=colleague, at=clock.now())
        judge_blind(make_second(assessment, blind), KK1_1=(second_said, OWN))
    open_round = make_round()
    judge_all(open_round, first)
    judge_blind(make_second(open_round, blind))
    judge(make_second(decided(), blind))
    pairs = queries.compared()[line("KK1.1").criterion.id]
    assert sorted((pair.first.verdict.value, pair.second.verdict.value) for pair in pairs) == [
        ("nok", "deels"),
        ("nok", "nok"),
        ("ok", "ok"),
    ]
    assert (line("KK1.1").agreement.pairs, line("KK1.1").agreement.reading) == (3, Reading.TOO_FEW)


def judged_twice(code, said, second_said, first, second):
    """Rows as the services leave them after two people judged one criterion of a training that was then decided on."""
    training = make_training(findable=False)
    framework, now = queries.current_framework(), clock.now()
    criterion = queries.criteria_by_code(framework, [code])[code]
    assessment = Assessment(training=training, framework=framework, round=1, content_hash=training.content_hash, opened_at=now)
    assessment.outcome, assessment.decided_at, assessment.assessor = Outcome.CONDITIONAL, now, first
    common = {"criterion": criterion, "reason": "Daarom.", "judged_at": now, "fingerprint": "x"}
    assessment.judgements = [Judgement(verdict=Verdict(said), judged_by_id=first.id, **common)]
    again = make_second(save(assessment))
    again.assessor, again.taken_at, again.finished_at = second, now, now
    again.judgements = [SecondJudgement(verdict=Verdict(second_said), judged_by_id=second.id, number=1, **common)]
    save(again)


def test_a_criterion_that_is_judged_too_differently_is_on_the_list_to_rewrite(app, sign_in):
    first, second = make_assessor(), make_assessor()
    for number in range(12):
        judged_twice("KK1.1", "ok" if number < 6 else "nok", "ok" if number % 2 else "nok", first, second)
        judged_twice("KK2.1", "ok", "ok", first, second)
    assert (line("KK1.1").agreement.observed, line("KK1.1").agreement.kappa) == (0.5, 0)
    assert [line.criterion.code for line in queries.agreement() if line.is_flagged] == ["KK1.1"]
    assert line("KK2.1").agreement.reading is Reading.NO_KAPPA
    text = sign_in(make_administrator()).text("/beoordelingen/overeenstemming")
    assert "kappa 0, hetzelfde oordeel in 50 % van 12 paren" in text
    assert "Keuzes van het RTC" in text


def test_who_judged_both_times_is_no_pair(app):
    somebody = make_assessor()
    judged_twice("KK1.1", "ok", "ok", somebody, somebody)
    assert queries.compared() == {}


def test_the_administrator_draws_and_everybody_of_rtc_sees_how_it_was_drawn(app, sign_in):
    decided()
    make_assessor()
    browser = sign_in(make_administrator())
    browser.submit("/beoordelingen/overeenstemming", action="/overeenstemming", share_percent="20")
    text = browser.text("/beoordelingen/overeenstemming")
    assert "20 % 1 van 1" in text
    answer = browser.submit("/beoordelingen/overeenstemming", action="/overeenstemming", share_percent="101")
    assert "van 1 tot 100 procent" in answer.get_data(as_text=True)


def test_a_refused_training_stays_refused_whatever_the_second_finds(both):
    second, _, _ = both
    judge_blind(second)
    assert second.assessment.outcome is Outcome.REFUSED
