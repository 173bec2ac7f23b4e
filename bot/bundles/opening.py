"""Reading an export's files with suspicion: whoever made them may mean harm, or may just have touched something."""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from bot.bundles.records import NAME
from bot.bundles.refusals import Refused, refused, told

KNOWLEDGE = re.compile(r"knowledge/[a-z_]+/[^/\\\0]+\.md")
LONGEST_TEXT = 4 * 2**20  # bytes of a Markdown file
MOST_FILES = 200_000
PACKED_AT_MOST = 200  # times; records are packed to a tenth or so
SMALL = 2**20


class Opened(Protocol):
    """`names`: of its files: that of the records, and those of knowledge."""

    names: frozenset[str]

    def open(self, name: str) -> IO[bytes]:
        """To be closed by whoever opens it. Raises: Refused."""
        ...


@contextmanager
def opened(where: Path) -> Iterator[Opened]:
    """Raises: Refused, with everything that keeps it from being read."""
    if where.is_dir():
        yield _Folder(where)
        return
    try:
        with _plain_file(where, where.name) as file, zipfile.ZipFile(file) as packed:
            yield _Packed(packed)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, zlib.error):
        raise refused(where.name, "it is neither a folder nor a .zip that can be read") from None


def text(parcel: Opened, name: str) -> str:
    """A file of knowledge, whole. Raises: Refused."""
    with parcel.open(name) as file:
        raw = file.read(LONGEST_TEXT + 1)
    if len(raw) > LONGEST_TEXT:
        raise refused(name, f"it is larger than {LONGEST_TEXT // 2**20} MB")
    try:
        return raw.decode()
    except UnicodeDecodeError as broken:
        raise refused(name, "it is not UTF-8", raw[: broken.start].count(b"\n") + 1) from None


class _Folder:
    def __init__(self, home: Path) -> None:
        self._home = home
        self.names = _sound(dict(_walked(home)))

    def open(self, name: str) -> IO[bytes]:
        return _plain_file(self._home / name, name)


class _Packed:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise refused("the .zip", f"it holds more than {MOST_FILES} files")
        if len({entry.filename for entry in entries}) != len(entries):
            raise refused("the .zip", "it holds two files of one name")
        self.names = _sound({entry.filename: _why_not(entry) for entry in entries})

    def open(self, name: str) -> IO[bytes]:
        return self._packed.open(name)


def _walked(home: Path) -> Iterator[tuple[str, str]]:
    """Each file with why it can't be taken, "" when it can."""
    for folder, folders, files in os.walk(home):
        here = Path(folder)
        for name in (*folders, *files):
            path = here / name
            if path.is_symlink():
                yield path.relative_to(home).as_posix(), "it leads elsewhere: links are not followed"
            elif name in files:
                yield path.relative_to(home).as_posix(), ""


def _why_not(entry: zipfile.ZipInfo) -> str:
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is no plain file"
    if entry.flag_bits & 1:
        return "it is locked with a password"
    if entry.file_size > max(SMALL, entry.compress_size * PACKED_AT_MOST):
        return "it unpacks to far more than it is"
    return ""


def _sound(files: Mapping[str, str]) -> frozenset[str]:
    """Raises: Refused."""
    wanted = {name: why for name, why in files.items() if not _is_the_systems(name)}
    problems = [told(name, why) for name, why in sorted(wanted.items()) if why]
    stray = [name for name, why in sorted(wanted.items()) if not why and name != NAME and not KNOWLEDGE.fullmatch(name)]
    problems += [told(name, "this file is no part of an export: take it out") for name in stray]
    if NAME not in wanted:
        problems.append(told(NAME, "this file is missing"))
    if problems:
        raise Refused(problems)
    return frozenset(wanted)


def _is_the_systems(name: str) -> bool:
    """What a desktop leaves in folders."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or (parts[-1].startswith(".") and ".." not in parts)


def _plain_file(path: Path, name: str) -> IO[bytes]:
    """Raises: Refused."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as why:
        raise refused(name, f"it can't be opened ({why.strerror})") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise refused(name, "it is no plain file")
    return os.fdopen(descriptor, "rb")
