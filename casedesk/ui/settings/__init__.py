"""What the direction settles: lists, clocks, holidays, rules, questions, leaves."""
