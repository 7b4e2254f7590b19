"""Files and feeds that others read and write."""
