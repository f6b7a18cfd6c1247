"""A second web, written from the law and from how firms build their sites, before looking at what the crawler does."""
