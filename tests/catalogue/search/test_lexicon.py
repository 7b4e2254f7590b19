"""What a process keeps of the words it met."""

from rtc_app.catalogue.search.lexicon import Kept


def test_what_is_kept_is_found():
    kept = Kept(100)
    kept.keep("lassen", 1, 60)
    assert kept.get("lassen") == 1
    assert kept.get("boren") is None


def test_the_oldest_make_place():
    kept = Kept(100)
    for word in ("lassen", "boren", "frezen"):
        kept.keep(word, word, 40)
    assert [kept.get(word) for word in ("lassen", "boren", "frezen")] == [None, "boren", "frezen"]


def test_the_same_word_twice_takes_its_room_once():
    kept = Kept(100)
    for _ in range(3):
        kept.keep("lassen", 1, 60)
    kept.keep("boren", 2, 40)
    assert (kept.get("lassen"), kept.get("boren")) == (1, 2)


def test_something_larger_than_all_room_is_kept_alone():
    kept = Kept(100)
    kept.keep("lassen", 1, 60)
    kept.keep("alles", 2, 300)
    assert (kept.get("lassen"), kept.get("alles")) == (None, 2)
    kept.keep("boren", 3, 10)
    assert (kept.get("alles"), kept.get("boren")) == (None, 3)
