"""Referring a child: addressee, liaison sheet, paper, sending."""
