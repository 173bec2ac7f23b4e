"""Runs a program in a network of its own, with one loopback port of it shown outside and one of ours shown inside.

For programs that listen on all interfaces: in a network namespace nobody else can reach them. Unix sockets
cross namespaces, so a relay on either side carries connections over a folder. Linux only.

    own_network.py FOLDER --shown 41000 --reached 42000 -- program its arguments

The program's port 41000 answers on our 127.0.0.1:41000, and what it sends to its own 127.0.0.1:42000 arrives at
ours. Everything ends when standard input closes.
"""

import argparse
import asyncio
import contextlib
import ctypes
import fcntl
import platform
import shutil
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

LOOPBACK = "127.0.0.1"
SIOCSIFFLAGS = 0x8914  # linux/sockios.h
IFF_UP = 0x1  # linux/if.h
PR_SET_PDEATHSIG = 1  # linux/prctl.h
GRACE = 2.0  # seconds

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


def why_not() -> str | None:
    """What this machine lacks to run a program in a network of its own; None when it can."""
    if platform.system() != "Linux":
        return f"network namespaces need Linux, this is {platform.system()}"
    if _unshare() is None:
        return "this machine lets nobody make a network namespace (unshare -n, unshare -rn)"
    return None


def command(folder: Path, shown: int, reached: int, program: list[str]) -> list[str]:
    """The command line that runs `program` so."""
    return [sys.executable, __file__, str(folder), "--shown", str(shown), "--reached", str(reached), "--", *program]


def _unshare() -> list[str] | None:
    for flags in ("-n", "-rn"):
        line = ["unshare", flags]
        if shutil.which("unshare") and not subprocess.run([*line, "true"], capture_output=True, check=False).returncode:
            return line
    return None


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    with contextlib.suppress(ConnectionError, OSError):
        writer.write_eof()


def _relay(connect: Connect) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]:
    async def relay(near_reader: asyncio.StreamReader, near_writer: asyncio.StreamWriter) -> None:
        far_writer: asyncio.StreamWriter | None = None
        try:
            far_reader, far_writer = await connect()
            await asyncio.gather(_carry(near_reader, far_writer), _carry(far_reader, near_writer))
        except OSError:
            pass  # nobody listens there: the caller sees its connection close
        finally:
            for writer in (near_writer, far_writer):
                if writer is not None:
                    writer.close()

    relays: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        carrying = asyncio.create_task(relay(reader, writer))
        relays.add(carrying)
        carrying.add_done_callback(relays.discard)

    return accept


async def _until_input_closes() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass


async def _outside(folder: Path, shown: int, reached: int, program: list[str]) -> None:
    unshare = _unshare()
    if unshare is None:
        sys.exit(why_not())
    inward, outward = str(folder / "inward"), str(folder / "outward")
    await asyncio.start_server(_relay(lambda: asyncio.open_unix_connection(inward)), LOOPBACK, shown)
    await asyncio.start_unix_server(_relay(lambda: asyncio.open_connection(LOOPBACK, reached)), outward)
    line = [*unshare, sys.executable, __file__, str(folder), "--inside", "--shown", str(shown)]
    await _accompany([*line, "--reached", str(reached), "--", *program], ends_with_its_input=True)


async def _inside(folder: Path, shown: int, reached: int, program: list[str]) -> None:
    _raise_loopback()
    inward, outward = str(folder / "inward"), str(folder / "outward")
    await asyncio.start_server(_relay(lambda: asyncio.open_unix_connection(outward)), LOOPBACK, reached)
    await asyncio.start_unix_server(_relay(lambda: asyncio.open_connection(LOOPBACK, shown)), inward)
    await _accompany(program, ends_with_its_input=False)


async def _accompany(program: list[str], *, ends_with_its_input: bool) -> None:
    """Run it until it ends or our input closes; then it is asked to end, and at last killed."""
    child = await asyncio.create_subprocess_exec(*program, stdin=asyncio.subprocess.PIPE, preexec_fn=_die_with_parent)
    await _first(_until_input_closes(), child.wait())
    assert child.stdin is not None
    child.stdin.close()
    if not ends_with_its_input and child.returncode is None:
        child.terminate()
    try:
        await asyncio.wait_for(child.wait(), GRACE)
    except TimeoutError:
        child.kill()
        await child.wait()


async def _first(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    _, unfinished = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in unfinished:
        task.cancel()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--inside", action="store_true")
    parser.add_argument("--shown", type=int, required=True)
    parser.add_argument("--reached", type=int, required=True)
    parser.add_argument("program", nargs="+")
    asked = parser.parse_args()
    side = _inside if asked.inside else _outside
    asyncio.run(side(asked.folder, asked.shown, asked.reached, asked.program))


if __name__ == "__main__":
    main()
