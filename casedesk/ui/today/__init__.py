"""What is due: late, today, this week; home of a social worker."""
