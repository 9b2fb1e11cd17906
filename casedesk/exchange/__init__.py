"""Files in and out. What comes from outside is hostile until its content has been read.

Only this package speaks Pillow, and only in `pictures`, which runs in a process of its
own (casedesk/app/viewer_child.py).
"""
