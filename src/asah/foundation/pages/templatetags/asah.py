"""Template tags and filters of the kit."""

from django import template

register = template.Library()
