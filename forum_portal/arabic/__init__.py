"""
What every app needs of the Arabic language: folding, sorting, dates, countries.

Pure functions and tables. Nothing here knows a model or a database.
"""
