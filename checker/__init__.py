"""Reads a document and judges it against section 54. No network, no database, no clock of its own."""
