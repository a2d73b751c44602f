"""Drafts by machine: off until a county names a service, counted, labelled, never last."""
