"""What the screens of the case team share: the parts that a case file is shown with."""
