"""Rows with coordinates as GeoJSON. Source: RFC 7946."""

import json
from collections.abc import Mapping

from kg.faces.table import Table
from kg.query.saved import SavedQuery

LATITUDE, LONGITUDE = "lat", "lon"


def has_places(query: SavedQuery) -> bool:
    return {LATITUDE, LONGITUDE} <= query.columns.keys()


def as_geojson(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    """Return a collection of points; a row without coordinates has no geometry."""
    features = []
    for record in table.plain_records():
        latitude, longitude = record.pop(LATITUDE), record.pop(LONGITUDE)
        point = None
        if latitude is not None and longitude is not None:
            point = {"type": "Point", "coordinates": [longitude, latitude]}
        features.append({"type": "Feature", "geometry": point, "properties": record})
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False).encode()
