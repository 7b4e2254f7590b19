"""Structured log lines: JSON in production, plain text for a person at a terminal."""

import uuid

import structlog
from flask import Flask, g, request


def init_app(app: Flask) -> None:
    """Set the format of the log and give every request an id that stands on each of its lines."""
    render = structlog.processors.JSONRenderer() if app.config["LOG_FORMAT"] == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            render,
        ]
    )
    app.before_request(_bind_request)


def _bind_request() -> None:
    g.request_id = uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id, method=request.method)
