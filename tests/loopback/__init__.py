"""What keeps the tests on this machine: a folder that every process they start has on its path."""
