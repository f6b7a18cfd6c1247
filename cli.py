"""The `s54` command."""
