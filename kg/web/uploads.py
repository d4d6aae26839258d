"""`POST /documents`: documents are kept, loaded as `kg load` does, and asked after."""

import mimetypes
from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from kg.errors import BadRequest
from kg.uploads import Upload
from kg.web.site import Site
from kg.web.writing import Writing

_MULTIPART: Final = "multipart/form-data"
_PRIVATE: Final = ("digest", "made")


def uploads_blueprint(site: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("uploads", __name__)
    uploads = writing.uploads

    @blueprint.post("/documents")
    def upload() -> Response:
        who = writing.access.require("load")
        key = request.headers.get("Idempotency-Key")
        kept = uploads.submit(
            _files(),
            collection=request.values.get("collection") or None,
            key=(who, key) if key else None,
        )
        response = _described(site, kept)
        response.status_code = 202
        response.headers["Location"] = site.local(f"/documents/uploads/{kept.id}")
        return response

    @blueprint.get("/documents/uploads/<name>")
    def progress(name: str) -> Response:
        writing.access.require("load")
        return _described(site, uploads.get(name))

    return blueprint


def _described(site: Site, upload: Upload) -> Response:
    shown: dict[str, Any] = {
        name: value
        for name, value in asdict(upload).items()
        if name not in _PRIVATE and value is not None
    }
    return jsonify(shown | {"address": site.local(f"/documents/uploads/{upload.id}")})


def _files() -> list[tuple[str, bytes]]:
    """Return what a request brings, as (name, content).

    Raises: BadRequest
    """
    if request.mimetype == _MULTIPART:
        files = [(file.filename or "", file.read()) for _, file in request.files.items(multi=True)]
    else:
        suffix = mimetypes.guess_extension(request.mimetype) or ""
        files = [(request.args.get("name") or f"document{suffix}", request.get_data())]
    if not any(content for _, content in files):
        raise BadRequest("there is no document: send one as the body, or files in a form")
    return files
