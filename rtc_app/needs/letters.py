"""The mail that answers a reported need. Pure."""


def answered(*, name: str, answer: str, results_url: str) -> tuple[str, str]:
    """(subject, body): what the RTC says, and the same search again."""
    body = (
        f"Dag {name},\n\n"
        "Je meldde een nood waarvoor je geen opleiding vond. Het RTC antwoordt:\n\n"
        f"{answer}\n\n"
        f"Zoek opnieuw wat je zocht:\n{results_url}\n\n"
        "Het team van de RTC Digitale School\n"
    )
    return "Antwoord op de nood die je meldde", body
