"""Whose history is kept. Named as the other apps' files, which modeltranslation looks for."""

from editions.translation import track

from . import models

track(models.BrokenPlural)
