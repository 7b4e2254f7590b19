"""RTC's own view: work to do, demand against offer."""
