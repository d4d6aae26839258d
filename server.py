"""Assembles the web application: `create_app(settings)`, or `server:app` for a WSGI server."""

import atexit
import os
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.added import Following
from kg.iris import Namespace
from kg.query.reading import PoolReader
from kg.query.remembering import Memory
from kg.query.spool import TRANSFERS, Room, Transfers
from kg.query.workers import Limits, Pool
from kg.remote.pool import pool_of
from kg.remote.watch import RemoteWatch
from kg.settings import Settings
from kg.store.checkpoints import Watch
from kg.web import compression, conditional, cors, errors, fresh, headers, language
from kg.web.access import Access
from kg.web.changes import changes_blueprint
from kg.web.codebook import codebook_blueprint
from kg.web.dashboard import dashboard_blueprint
from kg.web.deciding import deciding_blueprint
from kg.web.direct import Direct
from kg.web.documents import documents_blueprint
from kg.web.entrances import entrances_blueprint
from kg.web.entries import entries_blueprint
from kg.web.facts import facts_blueprint
from kg.web.graph_store import graph_store_blueprint
from kg.web.home import home_blueprint
from kg.web.logs import Log
from kg.web.machines import machines_blueprint
from kg.web.metrics import Metrics
from kg.web.operations import operations_blueprint
from kg.web.queries import queries_blueprint
from kg.web.resources import resources_blueprint
from kg.web.review import review_blueprint
from kg.web.search import search_blueprint
from kg.web.signing import signing_blueprint
from kg.web.site import Site
from kg.web.sparql import sparql_blueprint
from kg.web.stream import stream_blueprint
from kg.web.update import update_blueprint
from kg.web.uploads import uploads_blueprint
from kg.web.vocabulary import vocabulary_blueprint
from kg.web.writing import Writing

if TYPE_CHECKING:
    app: Flask

BLUEPRINTS = (
    home_blueprint,
    sparql_blueprint,
    resources_blueprint,
    entrances_blueprint,
    documents_blueprint,
    queries_blueprint,
    dashboard_blueprint,
    search_blueprint,
    machines_blueprint,
    vocabulary_blueprint,
    codebook_blueprint,
    changes_blueprint,
    stream_blueprint,
)
WRITING_BLUEPRINTS = (
    update_blueprint,
    graph_store_blueprint,
    uploads_blueprint,
    signing_blueprint,
    review_blueprint,
    deciding_blueprint,
    facts_blueprint,
    entries_blueprint,
)


def create_app(settings: Settings) -> Flask:
    """Return the application on the store that the settings name.

    Its query processes start with the first request, and end with `app.extensions["pool"].close()`
    or with this process.
    """
    app = Flask("kg.web")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes or None
    app.config["MAX_FORM_MEMORY_SIZE"] = None
    namespace = Namespace(settings.base_iri)
    pool, watch = _pool(settings)
    app.extensions["pool"] = pool
    atexit.register(pool.close)
    room = Room(settings.transfer_timeout_s, settings.max_waiting_bytes, TRANSFERS)
    memory = Memory(pool, watch.state, settings.result_cache_bytes)
    alike = replace(settings, state="", archive="", log="", store_writer="yes")  # on all hosts
    program = f"{version('ecoaccord')} {alike!r}"
    metrics = Metrics(memory, watch)
    pool.observers.append(metrics)
    if settings.log:
        app.extensions["log"] = log = Log(settings.log, settings.log_query_characters)
        pool.observers.append(log)
    app.extensions["metrics"] = metrics
    site = Site(
        settings, namespace, pool, PoolReader(memory), Transfers(room), watch, memory, program
    )
    site.register(app)
    errors.register(app)
    headers.register(app)
    language.register(app, settings.languages)
    cors.register(app, settings.cors_origins)
    compression.register(app)
    fresh.register(app, site.sequence)
    access = Access(settings)
    access.register(app)
    conditional.register(app, site)  # registered last, runs first: compression needs its tags
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint(site))
    app.register_blueprint(operations_blueprint(site, access, metrics))
    app.before_request(Following(settings.root))
    writing = Writing(settings, access, site.sequence)
    for writing_blueprint in WRITING_BLUEPRINTS:
        app.register_blueprint(writing_blueprint(site, writing))
    app.extensions["writing"] = writing
    app.extensions["direct"] = direct = Direct(app.wsgi_app, site)
    app.wsgi_app = direct  # type: ignore[method-assign]
    if count := settings.trusted_proxies:
        fixed = ProxyFix(app.wsgi_app, count, count, count, count, count)
        app.wsgi_app = fixed  # type: ignore[method-assign]
    return app


def _pool(settings: Settings) -> tuple[Pool, Watch | RemoteWatch]:
    limits = Limits(
        settings.query_timeout_s,
        settings.query_memory_mb,
        settings.max_result_bytes,
        settings.max_concurrent_queries,
        settings.max_solutions,
        settings.client_query_s,
    )
    return pool_of(settings, settings.query_workers, limits)


def __getattr__(name: str) -> Flask:
    """Make `app` when a WSGI server asks for it, not when this module is imported."""
    if name == "app":
        return create_app(Settings.from_environment(os.environ))
    raise AttributeError(name)
