"""Pages of questionnaires: the office's surveys and instruments, one's own sheet, a superior's grid, phones' items."""
