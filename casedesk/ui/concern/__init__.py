"""Recording a concern: two questions first, then the sheet F-A."""
