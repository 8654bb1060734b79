"""Who may do what: accounts, agencies, memberships, verbs, roles and their reach, actor, scope of one agency."""
