"""SPARQL updates, taken apart as far as it takes to say which graphs they may change.

What runs is what was understood here: each operation is written anew with whole IRIs for its
graphs, and only what stands between braces is copied. A graph that is known only when the update
runs (`GRAPH ?g`) is watched: a solution that names a reserved one leaves a mark in the same
transaction, and a last operation fails because of it, so that nothing is done.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final

import pyoxigraph as ox

from kg.errors import BadQuery, BadRequest, Refused
from kg.query.groups import Template, fault, group_end, template
from kg.query.guard import TOKEN, place

_ENGINE: Final = ox.Store()  # empty; resolves IRIs as the engine does when the update runs
_ALONE: Final = "write keywords apart from each other and from names"
_OWN_GRAPH: Final = "write to a graph of your own: GRAPH <https://example.org/mine> { ... }"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What an update works on."""

    base: str  # relative IRIs are resolved against it
    view: str | None = None  # graph in place of the default one; the program alone writes it
    reserved: str | None = None  # how the IRIs of graphs begin that the program alone writes
    only: str | None = None  # the one graph that may be changed, "" for the default one
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(slots=True)
class Rewritten:
    """An update that may run; `mark` stands in the error with which a reserved graph ends it."""

    text: str
    mark: str | None
    graphs: set[str] | None  # that it may change, "" for the default graph; None: any


def rewrite(text: str, dataset: Dataset) -> Rewritten:
    """Confine an update to what its dataset allows.

    Raises: BadQuery when it is not understood; Refused when it would change what it may not;
    BadRequest when it names a dataset of its own beside that of the request.
    """
    if dataset.only is not None:
        refuse_reserved(dataset, dataset.only)
    reader = _Reader(text, dataset)
    reader.read()
    mark = reader.mark if reader.is_marked else None
    if mark:
        reader.parts.append(f"CREATE GRAPH <{mark}> ;\nDROP GRAPH <{mark}>")
    return Rewritten(" ;\n".join(reader.parts), mark, reader.graphs)


def refuse_reserved(dataset: Dataset, graph: str) -> None:
    """Let a change of a graph pass, "" being the default one, that the program does not write.

    Raises: Refused
    """
    if not graph and dataset.view is not None:
        raise Refused("the default graph is the merged view, which the program alone writes")
    if dataset.reserved is not None and graph.startswith(dataset.reserved):
        raise Refused(f"the program alone writes <{graph}>", hint=_OWN_GRAPH)


@dataclass
class _Reader:
    text: str
    dataset: Dataset
    parts: list[str] = field(default_factory=list)  # operations as they will run
    graphs: set[str] | None = field(default_factory=set)
    is_marked: bool = False

    def __post_init__(self) -> None:
        secret = token_hex(8)
        self.mark = f"urn:x-ecoaccord:reserved:{secret}"
        self._variable = f"?reserved{secret}"
        self._prologue: list[str] = []
        self._position = 0
        self._token: re.Match[str] | None = None
        self._advance()

    def read(self) -> None:
        while True:
            begin = len(self._prologue)
            self._read_prologue()
            if self._token is None:
                return
            operation = self._operation()
            self.parts.append("\n".join([*self._prologue[begin:], operation]))
            if not self._takes(";"):
                break
        if self._token is not None:
            raise self._fault("an operation is followed by ; or by nothing")

    def _operation(self) -> str:
        for word in ("INSERT", "DELETE"):
            if self._takes(word):
                if self._takes("DATA"):
                    return self._data(word)
                if word == "DELETE" and self._takes("WHERE"):
                    return self._delete_where()
                return self._modify(word, None)
        if self._takes("WITH"):
            graph = self._iri()
            for word in ("INSERT", "DELETE"):
                if self._takes(word):
                    return self._modify(word, graph)
            raise self._fault("WITH is followed by INSERT or DELETE")
        return self._management()

    def _data(self, word: str) -> str:
        quads = self._template()
        if quads.variables:
            raise self._fault("DATA has no variables")
        self._check([quads], None)
        body = self._body(quads)
        if self.dataset.only:
            body = f"GRAPH <{self.dataset.only}> {{{body}\n}}"
        return f"{word} DATA {{{body}\n}}"

    def _delete_where(self) -> str:
        quads = self._template()
        return self._modification({"DELETE": quads}, None, [], self._body(quads))

    def _modify(self, first: str, graph: str | None) -> str:
        templates = {first: self._template()}
        if first == "DELETE" and self._takes("INSERT"):
            templates["INSERT"] = self._template()
        using = []
        while self._takes("USING"):
            named = "NAMED " if self._takes("NAMED") else ""
            using.append(f"USING {named}<{self._iri()}>")
        self._expect("WHERE")
        return self._modification(templates, graph, using, self._group())

    def _modification(
        self,
        templates: dict[str, Template],
        graph: str | None,
        using: list[str],
        where: str,
    ) -> str:
        if self.dataset.only is not None and (graph or using):
            raise self._refusal(
                "WITH or USING names a graph, but this is about the one it is sent to"
            )
        asked = [f"USING <{iri}>" for iri in self.dataset.using]
        asked += [f"USING NAMED <{iri}>" for iri in self.dataset.using_named]
        if asked and (graph or using):
            raise BadRequest("the update has USING or WITH, and the request names a dataset too")
        self._check(templates.values(), graph)
        using = using or asked
        default = graph or self.dataset.only or (None if using else self.dataset.view)
        bodies = {word: self._body(quads) for word, quads in templates.items()}
        variables = {name for quads in templates.values() for name in quads.variables}
        if variables and self.dataset.reserved is not None:
            where = self._watched(where, variables)
            mark = f"GRAPH <{self.mark}> {{ <{self.mark}> <{self.mark}> {self._variable} }}"
            bodies["INSERT"] = f"{bodies.get('INSERT', '')}\n{mark}"
        if variables:
            self.graphs = None
        lines = [f"WITH <{default}>"] if default else []
        lines += [f"{word} {{{bodies[word]}\n}}" for word in ("DELETE", "INSERT") if word in bodies]
        return "\n".join([*lines, *using, f"WHERE {{{where}\n}}"])

    def _watched(self, where: str, variables: set[str]) -> str:
        """Bind the marking variable in solutions that name a reserved graph."""
        self.is_marked = True
        start = ox.Literal(self.dataset.reserved or "")
        tests = [f"COALESCE(STRSTARTS(STR({name}), {start}), false)" for name in sorted(variables)]
        return f"{{{where}\n}} BIND(IF({' || '.join(tests)}, true, 1/0) AS {self._variable})"

    def _management(self) -> str:
        word = next((w for w in ("CLEAR", "DROP", "CREATE") if self._takes(w)), None)
        transfer = next((w for w in ("COPY", "MOVE", "ADD") if self._takes(w)), None)
        if word is None and transfer is None:
            raise self._fault("here an operation should begin", _ALONE)
        if self.dataset.only is not None:
            raise self._refusal(f"{word or transfer} is about graphs; this changes one graph only")
        silent = "SILENT " if self._takes("SILENT") else ""
        if transfer:
            return self._transfer(f"{transfer} {silent}", is_move=transfer == "MOVE")
        for several in ("NAMED", "ALL"):
            if word != "CREATE" and self._takes(several):
                if self.dataset.reserved is not None:
                    raise self._refusal(f"{word} {several} is about graphs of the program, too")
                self.graphs = None
                return f"{word} {silent}{several}"
        if word != "CREATE" and self._takes("DEFAULT"):
            self._change_default()
            return f"{word} {silent}DEFAULT"
        self._expect("GRAPH")
        graph = self._iri()
        self._change(graph)
        return f"{word} {silent}GRAPH <{graph}>"

    def _transfer(self, words: str, *, is_move: bool) -> str:
        source = self._graph_or_default()
        self._expect("TO")
        target = self._graph_or_default()
        for graph in (source, target) if is_move else (target,):
            if graph is None:
                self._change_default()
            else:
                self._change(graph)
        if source is None:
            source = self.dataset.view
        names = ["DEFAULT" if graph is None else f"GRAPH <{graph}>" for graph in (source, target)]
        return f"{words}{names[0]} TO {names[1]}"

    def _graph_or_default(self) -> str | None:
        if self._takes("DEFAULT"):
            return None
        self._takes("GRAPH")
        return self._iri()

    def _check(self, templates: Iterable[Template], graph: str | None) -> None:
        """Note what the templates change; `graph` stands in WITH."""
        for quads in templates:
            if self.dataset.only is not None and (quads.graphs or quads.variables):
                raise self._refusal("GRAPH names a graph, but this changes the one it is sent to")
            for iri in self._resolved([found[0] for found in quads.graphs]):
                self._change(iri)
            if quads.has_default and graph is not None:
                self._change(graph)
            elif quads.has_default:
                self._change_default()

    def _change(self, graph: str) -> None:
        reserved = self.dataset.reserved
        if reserved is not None and graph.startswith(reserved):
            raise self._refusal(f"the program alone writes <{graph}>")
        if self.graphs is not None:
            self.graphs.add(graph)

    def _change_default(self) -> None:
        if self.dataset.only is None and self.dataset.view is not None:
            raise self._refusal("the default graph is the merged view, which the program writes")
        if self.graphs is not None:
            self.graphs.add(self.dataset.only or "")

    def _body(self, quads: Template) -> str:
        """Return what stands between the braces, with whole IRIs for its graphs."""
        body, position = [], quads.start
        iris = self._resolved([found[0] for found in quads.graphs])
        for found, iri in zip(quads.graphs, iris, strict=True):
            body += [self.text[position : found.start()], f"<{iri}>"]
            position = found.end()
        return "".join([*body, self.text[position : quads.end]])

    def _resolved(self, names: list[str]) -> list[str]:
        """Return the whole IRIs that the engine makes of these."""
        if not names:
            return []
        rows = " ".join(f"({number} {name})" for number, name in enumerate(names))
        query = "\n".join([*self._prologue, f"SELECT ?graph {{ VALUES (?i ?graph) {{ {rows} }} }}"])
        try:
            solutions = _ENGINE.query(query, base_iri=self.dataset.base)
        except SyntaxError as error:
            raise self._fault(
                "the name of a graph is no IRI, or its prefix not declared"
            ) from error
        return [row["graph"].value for row in solutions]  # type: ignore[union-attr]

    def _read_prologue(self) -> None:
        while True:
            if self._takes("BASE"):
                self._prologue.append(f"BASE {self._raw('iri')}")
            elif self._takes("PREFIX"):
                name = self._raw("name")
                if not name.endswith(":"):
                    raise self._fault("PREFIX is followed by a name that ends in :")
                self._prologue.append(f"PREFIX {name} {self._raw('iri')}")
            elif self._takes("VERSION"):
                self._prologue.append(f"VERSION {self._raw('string')}")
            else:
                return

    def _raw(self, kind: str) -> str:
        if self._token is None or self._token.lastgroup != kind:
            raise self._fault(f"here a {kind} should stand", _ALONE)
        found = self._token[0]
        self._advance()
        return found

    def _iri(self) -> str:
        kind = self._token.lastgroup if self._token else None
        return self._resolved([self._raw("name" if kind == "name" else "iri")])[0]

    def _template(self) -> Template:
        quads = template(self.text, self._brace_position())
        self._position = quads.end + 1
        self._advance()
        return quads

    def _group(self) -> str:
        """Return what stands between the braces that open here."""
        start = self._brace_position()
        end = group_end(self.text, start)
        self._position = end
        self._advance()
        return self.text[start + 1 : end - 1]

    def _brace_position(self) -> int:
        if self._token is None or self._token[0] != "{":
            raise self._fault("here a { should stand", _ALONE)
        return self._token.start()

    def _takes(self, word: str) -> bool:
        """Go past a keyword or sign if it stands here."""
        if self._token is None or self._token[0].upper() != word:
            return False
        self._advance()
        return True

    def _expect(self, word: str) -> None:
        if not self._takes(word):
            raise self._fault(f"here {word} should stand", _ALONE)

    def _advance(self) -> None:
        """Go on to the next token that is neither blank nor comment."""
        while token := TOKEN.match(self.text, self._position):
            self._position = token.end()
            if token.lastgroup not in ("space", "comment"):
                break
        self._token = token

    def _fault(self, problem: str, hint: str | None = None) -> BadQuery:
        position = self._token.start() if self._token else len(self.text)
        return fault(self.text, position, problem, hint)

    def _refusal(self, problem: str) -> Refused:
        position = self._token.start() if self._token else len(self.text)
        line, column = place(self.text, position)
        return Refused(problem, line=line, column=column, hint=_OWN_GRAPH)
