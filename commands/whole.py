"""A file that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.settings import InputError


@contextmanager
def written_whole(path: Path, way_out: str) -> Iterator[Path]:
    """A place beside `path` to write to; what was written there takes its place at the end.

    InputError, which names the path and `way_out`, where that cannot be; then nothing of it is left.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file")
    unfinished = path.with_name(f".{path.name}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); {way_out}") from error
    finally:
        unfinished.unlink(missing_ok=True)
