"""Raw responses, kept untouched as WARC: the one canonical store of what was seen."""
