"""A file that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.settings import InputError


@contextmanager
def written_whole(path: Path, way_out: str) -> Iterator[Path]:
    """A place beside `path` to write to; what was written there takes its place at the end.

    What is no file but a device or a pipe is written to as it is: nothing is to take its place. InputError, which names the
    path and `way_out`, where that cannot be; then nothing of it is left.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file")
    target = path.resolve() if path.is_file() else path
    is_other = path.exists() and not path.is_file()
    unfinished = path if is_other else target.with_name(f".{target.name}.part")
    try:
        yield unfinished
        if not is_other:
            unfinished.replace(target)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); {way_out}") from error
    finally:
        if not is_other:
            unfinished.unlink(missing_ok=True)
