"""What every part stands on, without a word of the trade: database, errors, forms, clock, outbox, templates, paging."""
