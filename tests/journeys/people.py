"""The example people of the demonstration, and signing in as one of them."""

PASSWORD = "digitale-school"
TEACHER = "lotte@example.org"
NEW_TEACHER = "sam@example.org"
COORDINATOR = "nadia@example.org"
LEADER = "koen@example.org"
PROVIDER = "anke@example.org"
ASSESSOR = "ben@example.org"
COLLEAGUE = "griet@example.org"
ADMINISTRATOR = "rita@example.org"
PEOPLE = (TEACHER, NEW_TEACHER, COORDINATOR, LEADER, PROVIDER, ASSESSOR, ADMINISTRATOR)


def sign_in(visitor, site, email, password=PASSWORD):
    """Fill in the sign-in page."""
    visitor.goto(f"{site.url}/aanmelden")
    visitor.get_by_label("E-mailadres").fill(email)
    visitor.get_by_label("Wachtwoord", exact=True).fill(password)
    press(visitor, "Meld je aan")


def sign_out(visitor):
    """Open one's menu and leave."""
    visitor.locator(".menu-account > summary").click()
    press(visitor, "Meld je af")


def press(visitor, name):
    """Press the button (or follow the link that looks like one) with this name, and wait for the page.

    A button goes before a link of the same name, so both are looked for on a page that has arrived whole.
    """
    button, link = (visitor.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
    button.or_(link).first.wait_for()
    visitor.wait_for_load_state()
    follow(visitor, button if button.count() else link)


def follow(visitor, target):
    """Click the first of these and wait for the page it leads to: on a busy machine that begins long after the click."""
    visitor.locator("html").evaluate("page => { page.dataset.left = ''; }")
    target.first.click()
    visitor.locator("html:not([data-left])").wait_for(state="attached")
    visitor.wait_for_load_state()


def words(visitor):
    """What a person reads in the main part of the page."""
    return " ".join(visitor.locator("main").inner_text().split())
