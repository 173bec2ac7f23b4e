# docker build -t kring . && docker run -p 127.0.0.1:8000:8000 -v kring:/data --env-file .env kring
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1
WORKDIR /kring

COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.lock

COPY facilitation/ facilitation/
COPY storage/ storage/
COPY alembic/ alembic/
COPY adapters/ adapters/
COPY bot/ bot/
RUN python -m compileall -q . \
    && useradd --system --no-create-home --shell /usr/sbin/nologin kring \
    && install -d -o kring -g kring /data

USER kring
# The playground lets everybody be anybody, so it is not for a server that others reach.
ENV DATABASE_URL=sqlite:////data/kring.sqlite3 \
    KRING_HOST=0.0.0.0 \
    KRING_PORT=8000 \
    KRING_PLAYGROUND=off
EXPOSE 8000

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"KRING_PORT\"]}/healthz', timeout=4)"]

ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
