# `just` runs what CI runs, in the environment at hand.
default: lint types test docs

lint:
    ruff check .
    ruff format --check .

types:
    mypy

test:
    pytest -n auto --dist loadscope

docs:
    python -m cogapp --check README.md docs/*.md

docs-write:
    python -m cogapp -r README.md docs/*.md

rulebook:
    python tools/prepare_rulebook.py
