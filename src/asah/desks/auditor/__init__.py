"""The auditor's desk: who changed what, and whether the chain holds."""
