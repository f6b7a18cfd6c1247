"""Data files that ship with the product."""
