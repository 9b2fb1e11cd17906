"""Opening a case that is somebody else's."""
