"""
The book of an edition: cover, programme, abstracts, speakers, exhibitors and plan as one PDF, to print and to keep.

What stands in it (content), how it becomes a PDF (rendering), how it is made and kept (making), how it is
offered (views). It is made by a command, ``make_book``: no visitor can make the server render one.
"""
