"""What people do with their account, and staff with memberships."""

from rtc_app.accounts.service.housekeeping import DemoAccountsPresentError, forget_old_traces, refuse_demo_accounts
from rtc_app.accounts.service.organisations import (
    confirm_membership,
    create_administrator,
    end_membership,
    give_role,
    load_rtcs,
    name_school,
)
from rtc_app.accounts.service.passwords import change_password, choose_password, request_reset
from rtc_app.accounts.service.registering import change_name, register, send_verification, verify_email
from rtc_app.accounts.service.signing_in import disable, enable, end_sign_in, end_sign_ins, sign_in, start_sign_in

__all__ = [
    "DemoAccountsPresentError",
    "change_name",
    "change_password",
    "choose_password",
    "confirm_membership",
    "create_administrator",
    "disable",
    "enable",
    "end_membership",
    "end_sign_in",
    "end_sign_ins",
    "forget_old_traces",
    "give_role",
    "load_rtcs",
    "name_school",
    "refuse_demo_accounts",
    "register",
    "request_reset",
    "send_verification",
    "sign_in",
    "start_sign_in",
    "verify_email",
]
