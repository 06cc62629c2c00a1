# One image for the API, the worker, the scheduler and the migrations; docker-compose.yml says which it is.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore \
    PATH=/srv/voordeur/.venv/bin:$PATH

WORKDIR /srv/voordeur

# Everything is pinned by hash; this layer is made again only when a pin changes.
COPY requirements/bootstrap.txt requirements/runtime.txt requirements/
RUN python -m venv .venv \
    && .venv/bin/pip install --quiet --require-hashes -r requirements/bootstrap.txt \
    && .venv/bin/uv pip install --python .venv/bin/python --no-cache --compile-bytecode \
        --require-hashes -r requirements/runtime.txt

# Editable, so that texts, templates and migrations are read from where they stand.
COPY pyproject.toml ./
COPY service service
COPY workers workers
COPY migrations migrations
RUN .venv/bin/uv pip install --python .venv/bin/python --no-cache --no-deps --no-build-isolation --offline -e . \
    && .venv/bin/python -m compileall -q service workers migrations \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin voordeur

USER 10001
ENV HOME=/tmp
EXPOSE 8000
CMD ["voordeur", "serve"]
