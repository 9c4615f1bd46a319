"""How a paper is cited: as a reference to copy, in files for reference managers, to search engines for scholars."""
