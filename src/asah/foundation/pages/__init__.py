"""A kit of pages: base templates, components, css, htmx helpers, tables, forms, errors; knows no actor or menu."""
