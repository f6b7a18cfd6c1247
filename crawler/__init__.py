"""Finds and fetches statements on web sites. Knows nothing of scoring and nothing of the registry."""
