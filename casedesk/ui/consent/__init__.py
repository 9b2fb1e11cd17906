"""What was explained and agreed to, person by person."""
