"""The annual cycle, one package a stage. Data flows one way; see docs/explanation/architecture.md."""
