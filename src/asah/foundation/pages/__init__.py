"""The kit every page is made of: base templates, components, stylesheet, script, tables, forms and error pages.

It knows no actor and no menu; the shell of the desks fills the blocks of `pages/base.html`.
"""
