"""Campaigns: RTC asks a part of Flanders for its needs, and reports what was answered without anybody in it."""
