"""
Invoices and credit notes as pages to print and as PDF, in each language of the portal.

Here and not in exhibitors, because the PDF is set with the type and the renderer of the books
(forum_portal.book), which exhibitors know nothing of. Everything comes from the invoice's own row,
so that the same invoice always gives the same PDF.
"""
