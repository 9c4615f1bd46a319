"""Why a step was refused. Each reason carries the sentence that the person reads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Refused(Exception):
    """The step was not taken, and nothing was changed."""

    message = _("This is not possible at the moment.")
    status = 409


class Taken(Refused):
    """Somebody else has the booth."""

    message = _("This booth has just been taken by somebody else. Please choose another one.")


class Conflict(Refused):
    """The registration is in a state from which the step is not possible."""

    message = _("This step is not possible any more: the registration has changed in the meantime.")


class Closed(Refused):
    """The exhibition does not take registrations now."""

    message = _("Registration for this exhibition is not open.")


class NoBooth(Refused):
    """The registration holds no booth."""

    message = _("The registration holds no booth. Please choose one first.")


class Incomplete(Refused):
    """Something that the organisers need is missing, or the terms were not accepted."""

    message = _("Something is missing in the registration. Please complete it first.")


class AlreadyRegistered(Refused):
    """The company has another registration for this exhibition, which is open."""

    message = _("This company has a registration for this exhibition already.")


class TooManyCompanies(Refused):
    """This person owns as many companies as one can enter without staff."""

    def __init__(self, count):
        self.message = ngettext(
            "You have entered %(count)d company, and nobody can enter more here. If you act for another one, please "
            "write to the organisers: they enter it for you.",
            "You have entered %(count)d companies, and nobody can enter more here. If you act for another one, please "
            "write to the organisers: they enter it for you.",
            count,
        ) % {"count": count}
        super().__init__(self.message)


class ReasonMissing(Refused):
    """The company must be told why."""

    message = _("Please tell the company why.")


class NotAllowed(Refused):
    """This person may not take this step."""

    message = _("You may not take this step.")
    status = 403


class TooLate(NotAllowed):
    """From here on, only staff can withdraw the company."""

    message = _("It is too late to withdraw here. Please write to the organisers.")
