"""Wires the parts: register, crawl, archive, check, registry. The only package besides the commands that knows them all."""

from survey.run import Rechecked, recheck, survey

__all__ = ["Rechecked", "recheck", "survey"]
