"""What the log of the portal says otherwise than Django."""

import logging


class RefusalsInOneLine(logging.Filter):
    """
    Make a warning of what Django refuses for safety's sake: a forged host, a form that is too large.

    Anybody can send such a request. As errors with a traceback they would hide those of the portal.
    """

    def filter(self, record):
        if record.name.startswith("django.security."):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True
