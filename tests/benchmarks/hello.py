"""The smallest Flask application: what every page is compared with."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "hello"
