"""Whom to call for an answer, and where every referral stands."""
