//! Outcomes to documents: terminal summary, scorecards, JSON. Decides nothing.
