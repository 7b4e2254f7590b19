"""`flask demo load`."""


def test_production_never_gets_people_with_public_passwords(app):
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert (result.exit_code, "Set DEMO_MODE=1" in result.output) == (1, True)
