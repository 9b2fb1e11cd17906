"""What screens ask: one module per topic, all of it scoped to one person."""
