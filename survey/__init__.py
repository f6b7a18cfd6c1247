"""Wires the parts: register, crawl, archive, check, registry. Only this package and the commands know them all.

Nothing is imported here: child processes import `survey.examiners`, and must not pay for the crawler.
"""
