"""Which texts of the programme exist in Arabic, English and French."""

from editions.translation import track, translate

from . import models

translate(models.Room, "name")
translate(models.Session, "title", optional=("description",))
translate(models.Paper, "title", optional=("abstract",))
translate(models.Speaker, "name", optional=("honorific", "biography", "photo_alt"))
translate(models.Presentation, optional=("office", "affiliation"))
translate(models.Release, optional=("note",))
track(models.PaperFile)
