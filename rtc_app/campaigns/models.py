"""Who was asked in a campaign, who wants to be asked by mail, and what was reported in the end."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import Base
from rtc_app.needs.models import Campaign


class Invitation(Base):
    """That a person was invited to a campaign by mail, and reminded once at most."""

    __tablename__ = "invitation"

    campaign_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    invited_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
    account: Mapped[Account] = relationship()


class InvitationChoice(Base):
    """Whether a person wants invitations by mail; who never chose is asked on the site only, unless configured otherwise."""

    __tablename__ = "invitation_choice"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    by_mail: Mapped[bool]
    chosen_at: Mapped[datetime]


class CampaignReport(Base):
    """What a campaign answered, published once after its last day. Only rounded figures: the numbers behind them stay out."""

    __tablename__ = "campaign_report"

    campaign_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True)
    published_on: Mapped[date]
    #: How many people were counted, as a band.
    people: Mapped[str]
    #: The same by group, for groups that are large enough.
    group_people: Mapped[dict[str, object]]
    #: Question code → table, in the shape of rules.Table.
    tables: Mapped[dict[str, object]]
