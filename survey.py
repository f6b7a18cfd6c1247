"""Wires the parts: register, crawl, archive, check, registry."""
