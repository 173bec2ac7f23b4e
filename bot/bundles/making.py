"""Writing an export's files: for the eyes of whoever runs it alone, and there only when all of them are."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

ALWAYS = (1980, 1, 1, 0, 0, 0)  # the first moment a .zip knows, so that equal exports are equal files
MINE = 0o600


class Making(Protocol):
    def file(self, name: str) -> IO[bytes]:
        """A new file of that name, within the export; one at a time."""
        ...


@contextmanager
def making(to: Path) -> Iterator[Making]:
    """What is made stands at `to` when this ends well, and nowhere when not. Raises: FileExistsError, OSError."""
    if to.exists() or to.is_symlink():
        raise FileExistsError(to)
    draft = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))  # 0700
    try:
        if is_packed(to):
            with _new(draft / to.name) as file, zipfile.ZipFile(file, "w") as packed:
                yield _Packed(packed)
            (draft / to.name).rename(to)
        else:
            yield _Folder(draft)
            draft.rename(to)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def is_packed(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


class _Folder:
    def __init__(self, home: Path) -> None:
        self._home = home

    def file(self, name: str) -> IO[bytes]:
        path = self._home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _new(path)


class _Packed:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed

    def file(self, name: str) -> IO[bytes]:
        info = zipfile.ZipInfo(name, ALWAYS)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3  # Unix, whose modes follow
        info.external_attr = MINE << 16
        return self._packed.open(info, "w", force_zip64=True)


def _new(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, MINE), "w+b")
