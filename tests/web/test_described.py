"""What the description of the saved queries promises holds for whatever can be asked under it."""

import os
import re

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
ROUTES = re.compile(r"/api/" if IS_FULL else r"/api/queries/(timeline|events)\.(json|csv|ics)$")
EXAMPLES = 20 if IS_FULL else 5
CHECKS = [
    *(not_a_server_error, status_code_conformance, content_type_conformance),
    *(response_headers_conformance, response_schema_conformance, unsupported_method),
]


def test_answers_are_as_described(app: Flask) -> None:
    described = schemathesis.openapi.from_wsgi("/openapi.json", app)
    operations = [each.ok() for each in described.get_all_operations()]
    chosen = [each for each in operations if ROUTES.search(each.path)]
    assert chosen
    for operation in chosen:

        @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
        @given(operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        ask()
