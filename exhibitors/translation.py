"""Which texts of the exhibition exist in Arabic, English and French."""

from editions.translation import track, translate

from . import models

translate(models.Exhibition, optional=("about", "terms", "bank_details"))
translate(models.BoothCategory, "name", optional=("description",))
translate(models.RequiredDocument, "name", optional=("explanation",))
translate(models.Exhibitor, "name", optional=("city", "description"))
translate(models.Discount, "name")
translate(models.Pavilion, "name")
translate(models.Product, "name", optional=("description",))
track(models.Booth)
track(models.Registration)
track(models.BillingAddress)
