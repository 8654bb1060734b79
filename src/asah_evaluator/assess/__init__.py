"""From data to a finding: estimate, diagnostics, gates, grade, verdict."""
