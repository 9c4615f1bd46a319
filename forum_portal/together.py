"""One answer for all threads that ask the same at the same time."""

from concurrent.futures import Future
from threading import Lock


class Together:
    """
    Does a piece of work once for all who ask for it before it has begun.

    While one is being done the next may already be waited for, by any number, so nobody is given what was begun
    before they asked: it is as fresh as if each had done it alone. That is what sets it apart from a cache. Known
    elsewhere as coalescing of requests.
    """

    def __init__(self):
        self.door, self.work = Lock(), Lock()
        self.waited_for = {}

    def ask(self, key, do):
        """What ``do()`` returns, or raises, called by whoever asked first for this ``key``."""
        with self.door:
            is_first = key not in self.waited_for
            answer = self.waited_for.setdefault(key, Future())
        if is_first:
            with self.work:
                with self.door:
                    del self.waited_for[key]
                try:
                    answer.set_result(do())
                except BaseException as error:
                    answer.set_exception(error)
        return answer.result()
