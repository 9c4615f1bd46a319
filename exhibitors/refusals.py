"""Why a step was refused. Each reason carries the sentence that the person reads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Refused(Exception):
    """The step was not taken, and nothing was changed."""

    message = _("This is not possible at the moment.")
    status = 409
    # Whether somebody else was first.
    is_taken = False


class Taken(Refused):
    """Somebody else has the booth."""

    is_taken = True
    message = _("This booth has just been taken by somebody else. Please choose another one.")


class Owed(Taken):
    """The booth is kept for somebody in the waiting list of its category."""

    message = _(
        "This booth is offered to a company in the waiting list. If no other booth of its category is free, your "
        "company can join the list on the page of its registration."
    )


class StillFree(Refused):
    """There is a booth of the category to be had: nobody needs to wait."""

    message = _("A booth of this category is free. Please choose it in the list of booths.")


class HasOne(Refused):
    """The registration has a booth of the category, or waits for one already."""

    message = _("Your company has a booth of this category, or waits for one already.")


class OfferOver(Refused):
    """The offer is not there any more."""

    message = _("This offer does not stand any more. You can join the waiting list again.")


class Conflict(Refused):
    """The registration is in a state from which the step is not possible."""

    message = _("This step is not possible any more: the registration has changed in the meantime.")


class AlreadyDecided(Conflict):
    """Somebody else of staff was faster; the sentence says how the registration stands now."""

    def __init__(self, state):
        self.message = _("Somebody has already decided. The registration is now: %(state)s.") % {"state": state.label}
        super().__init__(self.message)


class NotOffered(Conflict):
    """Companies cannot take this booth: it was removed from the plan, or from sale."""

    message = _("This booth is not offered any more. Please choose another one.")


class Closed(Refused):
    """The exhibition does not take registrations now."""

    message = _("Registration for this exhibition is not open.")


class ReturningOnly(Closed):
    """Only companies that were at an earlier edition may register yet."""

    message = _(
        "At first, only companies that exhibited at an earlier edition can register. The page of the exhibition says "
        "from when everybody can."
    )


class OtherCountry(Refused):
    """The pavilion is that of another country, or of another exhibition."""

    message = _("This pavilion is not for companies of your country.")


class NoBooth(Refused):
    """The registration holds no booth."""

    message = _("The registration holds no booth. Please choose one first.")


class Incomplete(Refused):
    """Something that the organisers need is missing, or the terms were not accepted."""

    message = _("Something is missing in the registration. Please complete it first.")


class StepClosed(Conflict):
    """The step of the registration cannot be written any more."""

    message = _(
        "This part of the registration cannot be changed any more. If something in it is wrong, please write to the "
        "organisers."
    )


class Overtaken(Conflict):
    """
    Somebody wrote something else in the same step after the page was opened.

    ``registration`` is what is stored, ``changed`` the names of the fields that differ from what was typed.
    """

    message = _(
        "This step was changed in another tab or by a colleague after you opened it. Nothing is lost: what you typed "
        "is still in the fields, and what is stored stands under each. If you save again, yours takes its place."
    )

    def __init__(self, registration, changed):
        self.registration, self.changed = registration, changed
        super().__init__(self.message)


class BadFile(Refused):
    """What was uploaded is not taken. The message says why."""

    status = 422

    def __init__(self, message, code):
        self.message, self.code = message, code
        super().__init__(message)


class QuotaFull(BadFile):
    """The registration has as many documents, or as much of them, as one may have."""


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


class OwnCompany(NotAllowed):
    """Nobody decides on a company that they act for."""

    message = _("You act for this company yourself, so somebody else of the organisers decides on it.")


class TooLate(NotAllowed):
    """From here on, only staff can withdraw the company."""

    message = _("It is too late to withdraw here. Please write to the organisers.")


class BadgesClosed(Refused):
    """The registration is not approved, or the day has passed until which companies enter their badges."""

    message = _("Badges can be entered from the approval until the stated day. Please write to the organisers.")


class NoBadgeLeft(Refused):
    """All badges of the registration are given."""

    message = _("All badges of this registration are given. Please write to the organisers if you need more.")


class NotApproved(Refused):
    """Only an approved registration is invoiced."""

    message = _("Only an approved registration can be invoiced.")


class NothingToBill(Refused):
    """No booth with a price, or no currency."""

    message = _("There is nothing to invoice: the booth has no price, or the exhibition no currency.")


class NothingToPay(Refused):
    """There is no invoice to be paid, or it was cancelled meanwhile."""

    message = _("There is no invoice to be paid at the moment.")


class AlreadyAnnounced(Refused):
    """This receipt was sent before."""

    message = _("This receipt was sent already. The organisers look at it and write to you.")


class TooManyPayments(Refused):
    """More payments wait for staff than a company can announce at once."""

    message = _("Several payments wait for the organisers. Please wait until they have looked at them.")


class PlanChanged(Refused):
    """Somebody else has saved the plan since it was opened."""

    message = _(
        "Somebody else has saved the plan while you were drawing. What they changed is shown below; nothing of yours "
        "is lost. Please look at it, and save again."
    )


class PlanFaulty(Refused):
    """The plan has errors, such as two booths on one place."""

    message = _("The plan has not been saved yet. Please mend what is marked as an error; nothing you drew is lost.")


class PlanDoubtful(Refused):
    """The plan has warnings that nobody has accepted."""

    message = _("The plan has not been saved yet. Please read the warnings, and tick that you mean it so.")


class TooManyPictures(Refused):
    """This account has brought as many pictures today as one can."""

    status = 429

    def __init__(self, count):
        self.message = ngettext(
            "You have uploaded %(count)d picture within a day, and no more are taken from one account. Please save "
            "what you typed without the picture, and bring that tomorrow.",
            "You have uploaded %(count)d pictures within a day, and no more are taken from one account. Please save "
            "what you typed without the picture, and bring that tomorrow.",
            count,
        ) % {"count": count}
        super().__init__(self.message)


class NoRoom(Refused):
    """The company has as many products, links or contacts as its page holds."""

    message = _("The page holds no more of these. Please delete one first.")


class BothRegistered(Refused):
    """Two companies that should become one both have an open registration for the same exhibition."""

    message = _(
        "Both companies have an open registration for the same exhibition. Please reject or withdraw one of them "
        "first, then merge."
    )


class OnlyOwners(NotAllowed):
    """Only those who own the company manage its people."""

    message = _("Only an owner of the company manages its people.")


class LastOwner(Refused):
    """The company would be left without an owner."""

    message = _("A company needs an owner. Please make somebody else an owner first.")


class TooManyPeople(Refused):
    """The company has as many people, invited ones included, as one can have."""

    def __init__(self, count):
        self.message = ngettext(
            "A company has at most %(count)d person here, invited ones included.",
            "A company has at most %(count)d people here, invited ones included.",
            count,
        ) % {"count": count}
        super().__init__(self.message)


class AlreadyInvited(Refused):
    """The address has an invitation that is open."""

    message = _("This address is invited already. You can send the invitation again from the list.")


class AlreadyThere(Refused):
    """The address is that of somebody who acts for the company."""

    message = _("This person acts for the company already.")


class TooSoon(Refused):
    """The invitation was sent a moment ago."""

    message = _("The invitation was sent a few minutes ago. Please wait a little before you send it again.")


class InvitationOver(Refused):
    """The invitation was used, withdrawn, or is too old."""

    message = _("This invitation is not good any more. Please ask the company for a new one.")


class OtherAddress(NotAllowed):
    """The invitation went to another address than those of this person that were confirmed."""

    message = _("This invitation was sent to another address than yours.")


class TooManyLetters(Refused):
    """This person has sent many invitations, or this address has had many."""

    message = _("Many invitations were sent within a short time. Please try again in a few hours.")
    status = 429


class OnlyOwnerLeft(Refused):
    """A company would be lost with the account of this person."""

    message = _("A company still needs you: its people or its registration would be left without an owner.")


class StaffAccount(NotAllowed):
    """The account of somebody who works for the organisers."""

    message = _("You work for the organisers with this account. Please ask whoever manages the accounts to end it.")
