"""Files that wait for the worker: read once, never lost, never in the way of what stands behind them."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Training
from rtc_app.interchange import catalogue_import, service
from rtc_app.interchange.models import CatalogueImport, Reading
from rtc_app.interchange.service import waiting
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.client import words
from tests.factories import accounts
from tests.factories.interchange import catalogue

NOW = clock.now()


@pytest.fixture
def assessor(app, sign_in):
    account = accounts.make_assessor()
    browser = sign_in(account)
    browser.account = account
    return browser


def keep(browser, content=None, name="aanbod.json"):
    """A file as the request keeps it; returns its id."""
    data = json.dumps(catalogue() if content is None else content).encode()
    kept = service.keep_upload(file=data, file_name=name, actor=browser.account, at=NOW)
    db.session.commit()
    return kept.id


def reading(id_):
    db.session.expire_all()
    return db.session.get(CatalogueImport, id_).reading


def test_a_file_waits_until_the_worker_has_read_it(assessor):
    id_ = keep(assessor)
    assert reading(id_) is Reading.WAITING
    assert service.work_on_waiting(lambda: NOW) == 1
    assert reading(id_) is Reading.READY


def test_the_page_says_so_and_asks_again_by_itself(assessor):
    page = assessor.page(f"/aanbod-inlezen/{keep(assessor)}")
    assert "We lezen je bestand" in words(page)
    assert page.find(".//*[@data-hx-trigger='every 1s']") is not None


def test_the_page_of_a_file_that_is_read_asks_no_more(assessor):
    id_ = keep(assessor)
    service.work_on_waiting(lambda: NOW)
    page = assessor.page(f"/aanbod-inlezen/{id_}")
    assert page.find(".//*[@data-hx-trigger]") is None
    assert "Opleiding Siemens LOGO! op proef: nieuw" in words(page)


def test_a_file_that_waits_stands_in_the_list(assessor):
    keep(assessor)
    assert "wordt gelezen" in words(assessor.page("/aanbod-inlezen"))


def test_a_file_that_is_not_read_yet_cannot_be_carried_out(assessor):
    kept = db.session.get(CatalogueImport, keep(assessor))
    with pytest.raises(Exception, match="nog niet gelezen"):
        service.want_import(catalogue_import=kept, actor=assessor.account, at=NOW)


def test_a_worker_that_is_killed_leaves_the_file_to_the_next(assessor, monkeypatch):
    id_ = keep(assessor)
    with monkeypatch.context() as patch:
        patch.setattr(catalogue_import, "load_file", _killed)
        with pytest.raises(SystemExit):
            service.work_on_waiting(lambda: NOW)
    db.session.rollback()
    assert service.work_on_waiting(lambda: NOW) == 0
    assert service.work_on_waiting(lambda: NOW + waiting.LEASE) == 1
    assert reading(id_) is Reading.READY


def test_a_file_that_kills_every_worker_is_refused_in_the_end(assessor, monkeypatch):
    id_ = keep(assessor)
    monkeypatch.setattr(catalogue_import, "load_file", _killed)
    for number in range(waiting.MOST_TRIES):
        with pytest.raises(SystemExit):
            service.work_on_waiting(lambda number=number: NOW + number * waiting.LEASE)
        db.session.rollback()
    service.work_on_waiting(lambda: NOW + waiting.MOST_TRIES * waiting.LEASE)
    assert reading(id_) is Reading.REFUSED


def test_a_file_nobody_can_read_does_not_stop_the_next(assessor, monkeypatch):
    first, second = keep(assessor), keep(assessor)
    read = catalogue_import.load_file
    calls = []

    def once(path):
        calls.append(path)
        if len(calls) == 1:
            raise ZeroDivisionError
        return read(path)

    monkeypatch.setattr(catalogue_import, "load_file", once)
    assert service.work_on_waiting(lambda: NOW) == 2
    assert (reading(first), reading(second)) == (Reading.REFUSED, Reading.READY)


def wanted(assessor):
    """A file that was read and that somebody said yes to."""
    id_ = keep(assessor)
    service.work_on_waiting(lambda: NOW)
    service.want_import(catalogue_import=db.session.get(CatalogueImport, id_), actor=assessor.account, at=NOW)
    db.session.commit()
    return id_


def test_after_a_yes_the_worker_carries_it_out(assessor):
    id_ = wanted(assessor)
    assert db.session.scalar(sa.select(Training.id)) is None
    assert "We werken het aanbod bij" in words(assessor.page(f"/aanbod-inlezen/{id_}"))
    service.work_on_waiting(lambda: NOW)
    assert db.session.scalar(sa.select(Training.code)) == "logo-proef"
    assert "Ingelezen op" in words(assessor.page(f"/aanbod-inlezen/{id_}"))


def test_a_worker_that_is_killed_while_it_carries_out_has_done_nothing(assessor, monkeypatch):
    id_ = wanted(assessor)
    with monkeypatch.context() as patch:
        patch.setattr(waiting, "apply_import", _killed_after(waiting.apply_import))
        with pytest.raises(SystemExit):
            service.work_on_waiting(lambda: NOW)
    db.session.rollback()
    assert (reading(id_), db.session.scalar(sa.select(Training.id))) == (Reading.WANTED, None)
    service.work_on_waiting(lambda: NOW + waiting.LEASE)
    assert db.session.scalar(sa.select(Training.code)) == "logo-proef"


def test_a_file_that_cannot_be_carried_out_says_so_and_changes_nothing(assessor, monkeypatch):
    id_ = wanted(assessor)
    with monkeypatch.context() as patch:
        patch.setattr(waiting, "apply_import", lambda **_: 1 / 0)
        service.work_on_waiting(lambda: NOW)
    assert reading(id_) is Reading.REFUSED
    assert "Er is niets veranderd." in words(assessor.page(f"/aanbod-inlezen/{id_}"))


def test_others_can_write_while_a_file_is_looked_at(assessor, monkeypatch):
    content = catalogue()
    del content["trainings"][0]["assessment"]
    id_ = keep(assessor, content)
    look_ahead = waiting.look_ahead

    def and_somebody_writes(**what):
        found = look_ahead(**what)
        with db.engine.connect().execution_options(writes=True) as other, other.begin():
            other.execute(sa.update(Location).values(name="Intussen"))
        return found

    monkeypatch.setattr(waiting, "look_ahead", and_somebody_writes)
    service.work_on_waiting(lambda: NOW)
    assert reading(id_) is Reading.READY


def test_a_file_that_is_read_is_not_kept_twice(assessor):
    id_ = keep(assessor)
    service.work_on_waiting(lambda: NOW)
    assert db.session.scalar(sa.select(CatalogueImport.file).where(CatalogueImport.id == id_)) is None


def test_files_are_forgotten_after_a_day(assessor):
    keep(assessor)
    service.keep_upload(file=b"", file_name="nieuw.json", actor=assessor.account, at=NOW + timedelta(days=2))
    assert db.session.scalars(sa.select(CatalogueImport.file_name)).all() == ["nieuw.json"]


def _killed(_path):
    raise SystemExit


def _killed_after(does):
    def killed(**what):
        does(**what)
        raise SystemExit

    return killed
