"""Closed cases whose time has come: two people decide, and it is proven on paper."""
