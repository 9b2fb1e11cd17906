"""What is true of a case beside its stage: flags, series, links, a retraction."""
