"""What a school needs, without who needs it, and the school trajectory that answers it."""
