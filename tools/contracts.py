"""A house rule that import-linter does not know: a stage is entered by its front doors only."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FrontDoors(Contract):
    """Between two stages, and from visitors such as desks, only the named modules may be imported.

    Options:
        container: the package whose children are the stages.
        doors: names of the modules inside a stage that others may import.
        visitors: packages outside the container that are bound by the same rule.
    """

    container: Any = fields.StringField()
    doors: Any = fields.SetField(subfield=fields.StringField())
    visitors: Any = fields.SetField(subfield=fields.StringField(), required=False, default=set())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import that ends in the container."""
        bad = [
            (importer, imported)
            for importer in sorted(graph.modules)
            if self._is_bound(importer)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._may_enter(importer, imported)
        ]
        return ContractCheck(kept=not bad, metadata={"bad": bad})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each import that came through a window."""
        for importer, imported in check.metadata["bad"]:
            output.print_error(f"{importer} -> {imported}")

    def _is_bound(self, importer: str) -> bool:
        houses = (self.container, *self.visitors)
        return any(importer.startswith(f"{house}.") or importer == house for house in houses)

    def _may_enter(self, importer: str, imported: str) -> bool:
        prefix = f"{self.container}."
        if not imported.startswith(prefix):
            return True
        stage, *inside = imported.removeprefix(prefix).split(".")
        at_home = importer.startswith(f"{prefix}{stage}.") or importer == f"{prefix}{stage}"
        return at_home or bool(inside and inside[0] in self.doors)
