"""What every stage stands on: access, audit, jobs, documents, notices, imports, search, pages, text."""
