"""Which texts of the exhibition exist in Arabic, English and French."""

from editions.translation import track, translate

from . import models

translate(models.Exhibition, optional=("about", "terms"))
translate(models.BoothCategory, "name", optional=("description",))
translate(models.Exhibitor, "name", optional=("city", "description"))
track(models.Booth)
track(models.Registration)
