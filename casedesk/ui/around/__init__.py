"""The people around a child: one form at a time, kept while it is typed."""
