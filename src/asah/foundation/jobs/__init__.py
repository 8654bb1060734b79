"""Work that can wait: typed handles over Procrastinate, with progress, cancel, a kept result and no doubles."""
