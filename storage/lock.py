"""One process for each SQLite file: the operating system keeps the lock, and frees it when the process dies."""

import fcntl
from io import TextIOWrapper
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process serves this database. `process` is its id, 0 when it did not say."""

    def __init__(self, process: int) -> None:
        super().__init__(process)
        self.process = process


class FileLock:
    """Held from `take` until `free`. Raises, on taking: AlreadyRunning."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + "-lock")
        self._file: TextIOWrapper | None = None

    def take(self, process: int) -> None:
        file = self._path.open("a+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise AlreadyRunning(int(holder) if holder.isdigit() else 0) from None
        file.truncate(0)
        file.write(str(process))
        file.flush()
        self._file = file

    def free(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
