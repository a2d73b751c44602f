"""Every component of the reader's site at a glance, for those who build it; only with DEBUG."""
