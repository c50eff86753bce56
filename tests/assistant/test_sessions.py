from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.sessions import Sessions
from bot.assistant.store import Overtaken, Row, Store, file_url
from bot.dialogue.session import Offer
from bot.guide.events import Ready
from bot.guide.state import StateUnreadable
from bot.guide.utterance import answer

NOW = 1_700_000_000_000


@pytest.fixture
def url(tmp_path: Path) -> str:
    return file_url(tmp_path / "sessions.db")


def test_a_conversation_comes_back_with_its_deadline(url: str) -> None:
    sessions = Sessions(Store(url))
    talk = sessions.open("a", NOW)
    talk.begin(Offer("heel_relief"), talk.choices("heel_relief"))
    talk.steer(Ready())
    sessions.save("a", talk)
    sessions.heard("a")
    row = sessions.store.load("a")
    assert row is not None
    assert (row.changed_at, row.unheard, row.generation) == (NOW, False, 1)
    again = Sessions(Store(url)).open("a", NOW)
    assert again.session == talk.session
    assert again.said == []
    assert row.due_at == talk.session.due_at
    assert len(row.state) < 5_000


def test_conversations_are_apart(url: str) -> None:
    sessions = Sessions(Store(url))
    talk = sessions.open("a", NOW)
    talk.session.profile.parts = ["heel"]
    sessions.save("a", talk)
    assert sessions.open("b", NOW).session.profile.parts == []


def test_what_was_not_heard_is_made_good_by_the_next_process_only(url: str) -> None:
    sessions = Sessions(Store(url))
    talk = sessions.open("a", NOW)
    talk.begin(Offer("heel_relief"), talk.choices("heel_relief"))
    sessions.save("a", talk)
    assert sessions.open("a", NOW).said == []
    later = Sessions(Store(url))
    assert later.open("a", NOW).said[0].text == "I was interrupted. I am back."
    later.heard("a")
    assert later.open("a", NOW).said == []
    assert Sessions(Store(url)).open("a", NOW).said == []


def test_a_turn_without_words_leaves_nothing_to_make_good(url: str) -> None:
    sessions = Sessions(Store(url))
    sessions.save("a", sessions.open("a", NOW))
    assert Sessions(Store(url)).open("a", NOW).said == []


def test_a_conversation_that_another_process_changed_is_not_overwritten(url: str) -> None:
    one, other = Sessions(Store(url)), Sessions(Store(url))
    mine, theirs = one.open("a", NOW), other.open("a", NOW)
    theirs.say(answer("theirs"))
    other.save("a", theirs)
    one.look("a", NOW)
    with pytest.raises(Overtaken):
        one.save("a", mine)
    one.save("a", one.open("a", NOW))


@pytest.mark.parametrize("state", ["", "{}", "nonsense", '{"version": 99}', "[]", "null"])
def test_a_damaged_state_is_named(url: str, state: str) -> None:
    store = Store(url)
    store.save(Row("a", state, NOW, None, 1))
    with pytest.raises(StateUnreadable, match="delete the store or use another") as caught:
        Sessions(store).open("a", NOW)
    assert "\n" not in str(caught.value)
