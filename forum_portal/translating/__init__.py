"""
What is known of the translations: which texts lack one, which are older than their Arabic, which were reviewed.

Which texts there are (texts) and to which edition they belong (belonging), what is known of each
(models) and how that follows every save (records, receivers); the parts that the work falls into
(scopes) and its single texts (work), the pages that show them (views), and what the forms of the
admin say of theirs (forms).
"""
