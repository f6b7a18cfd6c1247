"""One file for each command of `s54`: parse, call, print."""
