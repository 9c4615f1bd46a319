"""One answer for all threads that ask at the same time: none of them older than its question."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from forum_portal.together import Together


class Work:
    """What takes as long as the test wants; its answers are numbered."""

    def __init__(self):
        self.begun, self.may_end, self.done = Event(), Event(), 0

    def __call__(self):
        self.done += 1
        mine = self.done
        self.begun.set()
        assert self.may_end.wait(60)
        return mine


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as threads:
        yield threads


def wait_until(condition):
    for _ in range(6000):
        if condition():
            return
        Event().wait(0.01)
    raise AssertionError("It did not come to that.")


class Key:
    """Counts how often it is looked up: twice by each who asks, and once more when an answer is begun."""

    def __init__(self):
        self.looked_up = 0

    def __hash__(self):
        self.looked_up += 1
        return 1


def test_those_who_ask_meanwhile_share_the_next_answer(threads):
    together, work, key = Together(), Work(), Key()
    first = threads.submit(together.ask, key, work)
    assert work.begun.wait(60)

    later = [threads.submit(together.ask, key, work) for _ in range(5)]
    wait_until(lambda: key.looked_up == 3 + 5 * 2)
    work.may_end.set()

    assert first.result(60) == 1, "an answer is for who asked before it was begun"
    assert [one.result(60) for one in later] == [2] * 5
    assert work.done == 2


def test_each_floor_has_its_own_answer():
    together = Together()

    assert [together.ask(key, lambda key=key: key) for key in ("a", "b", "a")] == ["a", "b", "a"]
    assert together.waited_for == {}


def test_what_goes_wrong_is_told_to_all_who_wait_and_to_nobody_later(threads):
    together, work = Together(), Work()
    first = threads.submit(together.ask, "floor", work)
    assert work.begun.wait(60)

    def fail():
        raise ValueError

    failing = threads.submit(together.ask, "floor", fail)
    wait_until(lambda: "floor" in together.waited_for)
    waiting = threads.submit(together.waited_for["floor"].result)
    work.may_end.set()

    assert first.result(60) == 1
    for one in (failing, waiting):
        with pytest.raises(ValueError):
            one.result(60)
    assert together.ask("floor", lambda: "well") == "well"
