"""
What search engines for scholars read in the head of a page: the tags that Highwire Press began.

Google Scholar's guidelines for webmasters ask for each of them in the language of the work, whichever language the
page is in: title, a tag an author, the date as 2004/02/15, 2004/02 or 2004, and the gathering.
"""

from urllib.parse import urljoin

from django.utils.translation import override

from papers.models import PaperFile

from .facts import author_names, given_on, language_of


def citation_tags(paper, files, origin):
    """[(name, content)]; none for the demonstration, which is nothing to be found."""
    if paper.edition.is_demo:
        return []
    with override(language_of(paper)):
        tags = [("citation_title", paper.title)]
        tags += [("citation_author", name) for name in author_names(paper)]
        tags += [("citation_publication_date", "/".join(f"{part:02d}" for part in given_on(paper)))]
        tags += [("citation_conference_title", paper.edition.title)]
        tags += [("citation_language", paper.language)] if paper.language else []
        tags += [("citation_abstract_html_url", urljoin(origin, paper.get_absolute_url()))]
    texts = [file for file in files if file.kind == PaperFile.Kind.PAPER and file.format == "PDF" and file.size]
    return tags + [("citation_pdf_url", urljoin(origin, file.file.url)) for file in texts[:1]]
