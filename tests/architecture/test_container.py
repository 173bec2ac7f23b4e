"""The container and its compose file, as far as they can be judged without a container engine."""

import re
from pathlib import Path

import yaml

from bot.fitting import misfits
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
KRING = COMPOSE["services"]["kring"]
CREDENTIALS = "${POSTGRES_PASSWORD:-kring}"


def test_the_image_holds_all_that_runs_and_nothing_else() -> None:
    copied = {source.rstrip("/") for source in re.findall(r"^COPY (\S+)", DOCKERFILE, flags=re.MULTILINE)}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == let_in == {"adapters", "alembic", "bot", "facilitation", "storage", "requirements.lock"}


def test_nothing_runs_as_root_or_unhashed() -> None:
    assert DOCKERFILE.index("USER kring") < DOCKERFILE.index("ENTRYPOINT")
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert "/healthz" in DOCKERFILE


def test_the_settings_of_the_container_fit_together() -> None:
    given = {name.lower(): value for name, value in KRING["environment"].items()}
    given["database_url"] = given["database_url"].replace(CREDENTIALS, "kring")
    given["kring_secret_key"] = "0123456789abcdefghijklmnopqrstuvwxyz"
    assert misfits(Settings(_env_file=None, **given)) == []


def test_kring_and_its_database_agree_on_a_password_and_wait_for_each_other() -> None:
    database = COMPOSE["services"]["database"]
    assert database["environment"]["POSTGRES_PASSWORD"] == CREDENTIALS
    assert f"kring:{CREDENTIALS}@database:5432/kring" in KRING["environment"]["DATABASE_URL"]
    assert KRING["depends_on"]["database"]["condition"] == "service_healthy"
    assert database["healthcheck"]["test"]
    assert database["volumes"] == ["database:/var/lib/postgresql/data"]
