"""A package index, as pip and uv ask one for what a lock names."""

import hashlib
import io
import stat
import tarfile
import threading
import zipfile
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class PackageIndex:
    """A package index on loopback. What is put on it answers its line for a lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(folder)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def put_wheel(self, name: str, files: Mapping[str, bytes]) -> str:
        info = f"{name}-1.dist-info"
        whole = {
            **files,
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n".encode(),
            f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        whole[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*whole, f"{info}/RECORD"]).encode()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as wheel:
            for path, content in whole.items():
                entry = zipfile.ZipInfo(path)
                entry.external_attr = (stat.S_IFREG | 0o755) << 16
                wheel.writestr(entry, content)
        return self.put(name, f"{name}-1-py3-none-any.whl", packed.getvalue())

    def put_source(self, name: str, files: Mapping[str, str]) -> str:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as source:
            for path, content in files.items():
                entry = tarfile.TarInfo(f"{name}-1/{path}")
                entry.size = len(content)
                source.addfile(entry, io.BytesIO(content.encode()))
        return self.put(name, f"{name}-1.tar.gz", packed.getvalue())

    def put(self, name: str, file: str, content: bytes) -> str:
        page = self.folder / name
        page.mkdir(exist_ok=True)
        (page / file).write_bytes(content)
        (page / "index.html").write_text(
            "".join(f'<a href="{found.name}">{found.name}</a>' for found in page.iterdir())
        )
        return f"{name}==1 \\\n    --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"


class Pages(SimpleHTTPRequestHandler):
    """As an index does it: a page must be asked for again before it is used again."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=0")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: what is asked of it is no news."""
