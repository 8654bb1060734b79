"""Stage performance: how work is going, by people's yearly predicates and by dated indicators of units."""
