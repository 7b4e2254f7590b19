"""The browser of the tests: checks every page it is given and sends forms the way a person does."""

from urllib.parse import urljoin, urlsplit

import html5lib
from flask import has_app_context
from flask.testing import FlaskClient

from rtc_app.kernel.database import db

VOID = "{http://www.w3.org/1999/xhtml}"


def parse(html):
    """The tree of a page; malformed HTML fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def words(element):
    """The text of an element with its white space folded."""
    return " ".join("".join(element.itertext()).split())


def check_page(html, url):
    """What every page of the site must be."""
    tree = parse(html)
    headings = tree.findall(".//h1")
    assert len(headings) == 1, f"{url} has {len(headings)} h1"
    title = words(tree.find(".//title"))
    assert title, f"{url} has no title"
    assert tree.get("lang"), f"{url} says no language"
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    double = {i for i in ids if ids.count(i) > 1}
    assert not double, f"{url} repeats ids {double}"
    for form in tree.iter("form"):
        assert form.get("action") is not None, f"{url} has a form without action"
        if form.get("method", "get").lower() == "post":
            assert form.find(".//input[@name='csrf_token']") is not None, f"{url} has a form without token"
    for script in tree.iter("script"):
        assert script.get("nonce") or script.get("type") == "application/ld+json", f"{url} has a script without nonce"
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert "style" not in element.attrib, f"{url} has a style attribute"
            inline = [name for name in element.attrib if name.startswith("on")]
            assert not inline, f"{url} has inline handlers {inline}"
    return tree


def forget():
    """Let the test's own session read anew."""
    if has_app_context():
        db.session.rollback()


class PageClient(FlaskClient):
    """A client whose every HTML answer is checked; `page` gives the tree, `submit` fills in and sends a form."""

    checks_pages = True

    def open(self, *args, **kwargs):
        # Each request has an application context of its own, as in production: nothing is left over from the one before.
        # The test's own session forgets what it read, so that it sees what the request stored.
        forget()
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        forget()
        if (
            self.checks_pages
            and response.mimetype == "text/html"
            and response.data
            and response.status_code not in (301, 302, 303, 307, 308)
        ):
            check_page(response.get_data(as_text=True), response.request.path)
        return response

    def signed_in_as(self, account):
        """Sign this browser in, the way the sign-in page does."""
        from rtc_app.accounts.service import start_sign_in
        from rtc_app.kernel import clock
        from rtc_app.kernel.database import release, transaction

        release()  # the test may have read something
        with transaction():
            token = start_sign_in(account=db.session.merge(account), user_agent="tests", at=clock.now(), hours=12)
        with self.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return self

    def page(self, url, status=200):
        """The tree of the page at this address."""
        response = self.get(url)
        assert response.status_code == status, f"{url} answered {response.status_code}"
        return parse(response.get_data(as_text=True))

    def text(self, url, status=200):
        """The words of the main part of the page."""
        return words(self.page(url, status).find(".//main"))

    def submit(self, url, action=None, follow_redirects=True, has=None, **fields):
        """Open the page, fill in its form (the one whose action contains `action` and which holds the values `has`) and send it.

        A field given as None is left out; a list sends the field several times. Everything else keeps the value the
        page gave it. Unknown field names fail, as a person could not fill them in. Use `button="name=value"` to press a named button.
        """
        tree = self.page(url)
        posts = [f for f in tree.iter("form") if f.get("method", "get").lower() == "post" and (action or "") in f.get("action")]
        form = next(f for f in posts if all(form_values(f)[0].get(name) == [value] for name, value in (has or {}).items()))
        button = fields.pop("button", None)
        data, known = form_values(form)
        unknown = set(fields) - known
        assert not unknown, f"the form has no field {unknown}; it has {known}"
        for name, value in fields.items():
            data.pop(name, None)
            if value is not None:
                data[name] = value
        if button:
            name, _, value = button.partition("=")
            data[name] = value
        target = urlsplit(urljoin(f"http://localhost{url}", form.get("action") or url))
        path = target.path + (f"?{target.query}" if target.query else "")
        return self.post(path, data=data, follow_redirects=follow_redirects)


def form_values(form):
    """(values a browser would send untouched, all field names) of a form."""
    data, known = {}, set()
    for element in form.iter():
        name = element.get("name") if isinstance(element.tag, str) else None
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "input":
            kind = element.get("type", "text")
            if kind in ("submit", "button", "image"):
                continue
            known.add(name)
            if kind in ("checkbox", "radio"):
                if element.get("checked") is not None:
                    data.setdefault(name, []).append(element.get("value", "on"))
            elif kind != "file":
                data.setdefault(name, []).append(element.get("value", ""))
        elif element.tag == "textarea":
            known.add(name)
            data.setdefault(name, []).append("".join(element.itertext()).removeprefix("\n"))
        elif element.tag == "select":
            known.add(name)
            options = list(element.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or ([] if element.get("multiple") is not None else options[:1])
            data.setdefault(name, []).extend(o.get("value", words(o)) for o in chosen)
    return data, known
