"""Readers of registers: they say who should have published a statement."""
