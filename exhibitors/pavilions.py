"""Places in the pavilion of a country: companies ask for them, the coordinators hand them out."""

from django.db import transaction
from django.utils import timezone

from exhibitors import booking, letters
from exhibitors.audit import record
from exhibitors.guards import lock, require_coordinator, require_hand_in
from exhibitors.models import Claim, Registration, State
from exhibitors.refusals import OtherCountry


def pavilions_for(registration):
    """The pavilions of its exhibition in which the company may ask for a place: those of its country."""
    return registration.exhibition.pavilions.filter(country=registration.exhibitor.country)


def ask(registration, pavilion, *, by=None, now=None):
    """Ask for a place in ``pavilion``; with None, ask no more."""
    now = now or timezone.now()
    with transaction.atomic():
        registration = lock(registration, Registration.EDITABLE_STATES)
        require_hand_in(by, registration.exhibitor)
        if pavilion and not pavilions_for(registration).filter(pk=pavilion.pk).exists():
            raise OtherCountry
        registration.pavilion = pavilion
        registration.save(update_fields=["pavilion"])
        record("ask", registration, by=by, now=now, after={"pavilion": pavilion and pavilion.pk})
    return registration


def firms_of(pavilion):
    """Open registrations of the companies of the country, those that asked for a place first."""
    registrations = pavilion.exhibition.registrations.open().filter(exhibitor__country=pavilion.country)
    registrations = registrations.select_related("exhibitor")
    return sorted(registrations, key=lambda item: (item.pavilion_id != pavilion.pk, item.created_at, item.pk))


def allot(pavilion, booth, registration, *, by=None, now=None):
    """
    Give ``booth`` of ``pavilion`` to a company of the country, until it is taken back; a letter tells the company.

    The database decides as for every claim: raise Taken if somebody has the booth.
    """
    now = now or timezone.now()
    with transaction.atomic():
        claim = booking.claim(registration, booth, by=by, now=now, pavilion=pavilion)
        if claim.created_at == now:  # pressed again, it is told once
            letters.write("allotted", registration, claims=[claim], now=now, claim=claim)
    return claim


def take_back(pavilion, booth, registration, *, by=None, now=None):
    """Take ``booth`` back from a company that has not sent its registration. Raise NoBooth if it has it no more."""
    now = now or timezone.now()
    require_coordinator(by, pavilion)
    with transaction.atomic():
        registration = lock(registration, [State.DRAFT])
        if booth.pavilion_id != pavilion.pk:
            raise OtherCountry
        claim = booking.release_held(registration, Claim.Released.TAKEN_BACK, by=by, now=now, booth=booth)
        letters.write("taken_back", registration, claims=[claim], now=now, claim=claim)
    return claim
