"""Accounts, organisations, the memberships between them, and what signing in leaves behind."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.kernel.database import Base, enum_type, explain_constraint
from rtc_app.reference.models import Concept


class OrganisationKind(enum.StrEnum):
    """What an organisation is to the site."""

    RTC = "rtc"
    SCHOOL = "school"
    PROVIDER = "provider"


class Role(enum.StrEnum):
    """What a person does for an organisation (NFR-02)."""

    TEACHER = "teacher"
    ICT_COORDINATOR = "ict_coordinator"
    LEADER = "leader"
    PROVIDER = "provider"
    ASSESSOR = "assessor"
    ADMINISTRATOR = "administrator"


#: What people call each role.
ROLE_NAMES = {
    Role.TEACHER: "leraar",
    Role.ICT_COORDINATOR: "ICT-coördinator",
    Role.LEADER: "directie",
    Role.PROVIDER: "verstrekker",
    Role.ASSESSOR: "beoordelaar",
    Role.ADMINISTRATOR: "beheerder",
}

#: Roles that exist in each kind of organisation.
ROLES_OF = {
    OrganisationKind.SCHOOL: (Role.TEACHER, Role.ICT_COORDINATOR, Role.LEADER),
    OrganisationKind.PROVIDER: (Role.PROVIDER,),
    OrganisationKind.RTC: (Role.ASSESSOR, Role.ADMINISTRATOR),
}


class Organisation(Base):
    """An RTC, a school or a provider."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(enum_type(OrganisationKind), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    street: Mapped[str | None]
    postcode: Mapped[str | None]
    city: Mapped[str | None]
    province_id: Mapped[int | None] = mapped_column(sa.ForeignKey("concept.id"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    phone: Mapped[str | None]
    website: Mapped[str | None]
    #: Made up for the demonstration; shown as *voorbeeld*.
    is_example: Mapped[bool] = mapped_column(default=False)

    province: Mapped[Concept | None] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation")


class Account(Base):
    """A person who can sign in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    email_verified_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    #: Public demonstration account; production refuses to start while one exists.
    is_demo: Mapped[bool] = mapped_column(default=False)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="account", lazy="selectin")

    # What Flask-Login asks of a person, said here so that models know no web framework.
    is_authenticated = True
    is_anonymous = False
    #: Token of the sign-in this request came with; set by the loader, never stored.
    __allow_unmapped__ = True
    sign_in_token: str | None = None

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def is_verified(self) -> bool:
        """Whether the person has shown to own the e-mail address; enrolling needs it."""
        return self.email_verified_at is not None

    def get_id(self) -> str:
        """What the cookie holds: the token of this sign-in, so that the server can end it."""
        return self.sign_in_token or ""

    def organisation_ids(self, *roles: Role) -> frozenset[int]:
        """Organisations in which the person has one of the roles, confirmed."""
        return frozenset(m.organisation_id for m in self.memberships if m.role in roles and m.confirmed_at)

    @property
    def school_ids(self) -> frozenset[int]:
        return self.organisation_ids(Role.TEACHER, Role.ICT_COORDINATOR, Role.LEADER)

    @property
    def planned_school_ids(self) -> frozenset[int]:
        """Schools this person plans for, as ICT coordinator or leader."""
        return self.organisation_ids(Role.ICT_COORDINATOR, Role.LEADER)

    @property
    def provider_ids(self) -> frozenset[int]:
        return self.organisation_ids(Role.PROVIDER)

    @property
    def is_provider(self) -> bool:
        return bool(self.provider_ids)

    @property
    def is_assessor(self) -> bool:
        return bool(self.organisation_ids(Role.ASSESSOR))

    @property
    def is_administrator(self) -> bool:
        return bool(self.organisation_ids(Role.ADMINISTRATOR))

    @property
    def is_rtc_staff(self) -> bool:
        return self.is_assessor or self.is_administrator


class Membership(Base):
    """A role in an organisation. A teacher names the school; it counts for the school once someone there confirms."""

    __tablename__ = "membership"
    __table_args__ = (sa.UniqueConstraint("account_id", "organisation_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_type(Role))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships", lazy="joined")

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.role]


class SignIn(Base):
    """One signed-in browser. The cookie holds a token; this row holds its hash and can be ended by the server."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str | None]

    account: Mapped[Account] = relationship()


class SignInAttempt(Base):
    """A failed try to sign in, counted per account and per address."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (sa.Index("ix_sign_in_attempt_email_at", "email", "at"), sa.Index("ix_sign_in_attempt_address_at", "address", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]


class TokenPurpose(enum.StrEnum):
    """What a mailed link does."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a purpose, not a password


class MailedToken(Base):
    """A link in a mail, used at most once; only its hash is kept."""

    __tablename__ = "mailed_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[TokenPurpose] = mapped_column(enum_type(TokenPurpose))
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


explain_constraint("uq_account_email", "Met dit e-mailadres bestaat al een account. Meld je aan of vraag een nieuw wachtwoord.", "email")
