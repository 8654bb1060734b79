"""Who may do what: accounts, agencies, memberships, verbs, roles and their reach, actor, and the scope of one agency."""
