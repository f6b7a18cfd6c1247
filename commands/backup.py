"""`s54 backup`: a copy of the register that is known to open, and the list of the archive that belongs to it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import click

from commands.output import counted
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from registry import copies

_LIST = "backup.json"


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--with-archive", is_flag=True, help="Copy the archive of raw documents too.")
@click.option("--check", is_flag=True, help="Instead: check the backup at PATH, and change nothing.")
@pass_settings
def backup(settings: Settings, path: Path | None, with_archive: bool, check: bool) -> None:
    """Back the register up into the folder PATH, and open the copy to see that it is sound.

    The folder holds the register and backup.json: rows by table, and each archive file with its size and sha256. A crawl
    may go on meanwhile. To restore, copy registry.db (and registry.archive) back, or name it with --db. The copy holds
    personal data as the register does.

    \b
    Example:
      s54 backup
      s54 backup --with-archive /media/stick/s54
      s54 backup --check registry-backup-2026-11-21
    """
    if check:
        if path is None:
            raise InputError("name the backup to check: s54 backup --check PATH")
        _check(path)
        return
    folder = path or settings.db.with_name(f"{settings.db.stem}-backup-{settings.today}")
    if folder.exists():
        raise InputError(f"{folder} is there already; name another folder, or move it away")
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        _make(settings, unfinished, with_archive=with_archive)
        unfinished.replace(folder)
    except OSError as error:
        raise InputError(f"{folder} cannot be written ({error.strerror}); choose another place") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _check(folder)


def _make(settings: Settings, folder: Path, *, with_archive: bool) -> None:
    copy = folder / "registry.db"
    with opened(settings, create=False) as registry:
        registry.copy_to(copy)
    # The archive only grows, so whatever the copied register refers to is listed when it is listed after it.
    listed = [_listed(settings.archive, file) for file in _files(settings.archive)]
    if with_archive:
        for entry in listed:
            target = folder / "registry.archive" / entry["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(settings.archive / entry["file"], target)
    kept = {
        "of": settings.today.isoformat(),
        "rows": copies.counted(copy),
        "archive_copied": with_archive,
        "archive": listed,
    }
    (folder / _LIST).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _check(folder: Path) -> None:
    """Says what the backup holds; InputError with what is wrong with it."""
    try:
        kept: dict[str, Any] = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        wrong = copies.problems_of(folder / "registry.db")
        if not wrong:
            there_now = copies.counted(folder / "registry.db")
            wrong = [f"table {name} has {there_now.get(name, 0)} rows, not {count}" for name, count in kept["rows"].items()
                     if there_now.get(name) != count]  # fmt: skip
        if kept["archive_copied"]:
            there = folder / "registry.archive"
            wrong += [f"archive file {entry['file']} is not what it was" for entry in kept["archive"]
                      if not (there / entry["file"]).is_file() or not _same(there, entry)]  # fmt: skip
        firms, rows = kept["rows"].get("firms", 0), sum(kept["rows"].values())
        size = sum(entry["size"] for entry in kept["archive"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"{folder} is no whole backup ({error}); make another with s54 backup") from error
    if wrong:
        raise InputError(f"{folder} is damaged: {'; '.join(wrong[:3])}; make another with s54 backup")
    archive = f"{counted(len(kept['archive']), 'archive files')} ({size / 1e6:.1f} MB) " + (
        "copied and checked" if kept["archive_copied"] else "listed, not copied"
    )
    click.echo(
        f"{folder}: opens and is sound; {counted(firms, 'firms')}, {counted(rows, 'rows')}; {archive}",
        err=True,
    )


def _files(archive: Path) -> list[Path]:
    return sorted(path for path in archive.rglob("*") if path.is_file()) if archive.is_dir() else []


def _listed(archive: Path, path: Path) -> dict[str, Any]:
    """One archive file as the list has it. Only what is there now counts: a crawl may go on writing to it."""
    size = path.stat().st_size
    return {"file": path.relative_to(archive).as_posix(), "size": size, "sha256": _sha256(path, size)}


def _same(archive: Path, entry: dict[str, Any]) -> bool:
    path = archive / entry["file"]
    return path.stat().st_size >= entry["size"] and bool(_sha256(path, entry["size"]) == entry["sha256"])


def _sha256(path: Path, size: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size and (part := file.read(min(1 << 20, size))):
            digest.update(part)
            size -= len(part)
    return digest.hexdigest()
