"""The words of the mails about an account. Pure: values in, (subject, body) out.

Mails to an address nobody has confirmed yet carry no name: it could hold an advertisement typed by a stranger.
"""

_SIGNED = "\n\nRTC Digitale School\n"


def verify_email(*, link: str) -> tuple[str, str]:
    """Asks to confirm an address."""
    return (
        "Bevestig je e-mailadres",
        "Dag,\n\n"
        "Met dit adres is een account gemaakt op RTC Digitale School. Bevestig dat het van jou is, dan kan je je inschrijven voor "
        f"opleidingen:\n\n{link}\n\n"
        "De link werkt zeven dagen. Heb jij geen account gemaakt? Dan hoef je niets te doen." + _SIGNED,
    )


def already_registered(*, sign_in_link: str, reset_link: str) -> tuple[str, str]:
    """To somebody who registers a second time."""
    return (
        "Je hebt al een account",
        "Dag,\n\n"
        "Iemand wilde met dit adres een account maken op RTC Digitale School, maar dat account bestaat al.\n\n"
        f"Meld je aan:\n{sign_in_link}\n\n"
        f"Wachtwoord vergeten? Vraag een nieuw:\n{reset_link}\n\n"
        "Was jij het niet? Dan hoef je niets te doen. Er is niets veranderd." + _SIGNED,
    )


def reset_password(*, name: str, link: str) -> tuple[str, str]:
    """Lets somebody choose a new password."""
    return (
        "Kies een nieuw wachtwoord",
        f"Dag {name},\n\n"
        f"Kies hier een nieuw wachtwoord:\n\n{link}\n\n"
        "De link werkt een uur en maar één keer. Heb jij dit niet gevraagd? Dan hoef je niets te doen: je wachtwoord blijft wat het is."
        + _SIGNED,
    )


def password_changed(*, name: str, reset_link: str) -> tuple[str, str]:
    """Tells that the password changed, so that a theft is noticed."""
    return (
        "Je wachtwoord is veranderd",
        f"Dag {name},\n\n"
        "Het wachtwoord van je account op RTC Digitale School is net veranderd. Overal waar je nog aangemeld was, ben je nu afgemeld.\n\n"
        f"Was jij het niet? Kies dan meteen een nieuw wachtwoord:\n{reset_link}" + _SIGNED,
    )


def invitation(*, name: str, organisation: str, link: str) -> tuple[str, str]:
    """Lets a new administrator choose a first password."""
    return (
        f"Je account voor {organisation}",
        f"Dag {name},\n\n"
        f"Je beheert vanaf nu RTC Digitale School voor {organisation}. Kies je wachtwoord:\n\n{link}\n\n"
        "De link werkt drie dagen en maar één keer." + _SIGNED,
    )
