"""The way in: a vault one opened before, another one, or a new one."""
