"""Queries that are written once: the ORM makes their SQL the first time and PostgreSQL its plan, then only the values change.

To write the SQL of a page costs more than to answer it, and it is the same SQL each time. `@prepared` keeps it:

    @prepared
    def _bilagor(*, utlatande: Slot) -> QuerySet[Bilaga]:
        return Bilaga.objects.filter(utlatande=utlatande).select_related("fil")

    _bilagor(utlatande=u)  # a list

The function is asked once for each *shape* and never sees a value: its keywords are slots, and each call sends what stands in
them as parameters. Its positional arguments are the shape: hashable, and written into the SQL. What is kept is a text of SQL,
which no write can make untrue; never an answer. See docs/adr/0016.
"""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Exists, Expression, F, Field, Model, QuerySet
from django.db.models.fields.related_descriptors import ManyToManyDescriptor
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler
from psycopg import sql

R = TypeVar("R")
C = TypeVar("C", bound=Model)
Parameter: TypeAlias = "Model | date | int | str | Sequence[int] | Sequence[str] | None"
"""What can stand in a slot. A row stands for its key."""
Parameters: TypeAlias = Sequence[Parameter] | Mapping[str, Parameter]
Row: TypeAlias = tuple[Any, ...]
SHAPES = 256
"""So many shapes of one query are kept; the one asked for longest ago goes first."""
LARGEST = 2**63 - 1
"""The largest whole number that PostgreSQL takes for a key, either way from nothing."""
_PLACE = re.compile(r"%s|%%")


class Slot(Expression):
    """Where a value comes in a prepared query."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A place in the SQL; its parameter is the slot itself until there is a value."""
        return "%s", [self]


@Field.register_lookup
class OneOf(Exact):
    """`field__one_of=slot`: that the field is one of a list, which is one parameter however long it is.

    PostgreSQL answers `= ANY` from the same indexes as IN.
    """

    lookup_name = "one_of"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """The condition's right hand."""
        return f"= ANY({rhs})"


def asked(question: str, values: Parameters) -> list[Row]:
    """The rows of SQL whose plan the server keeps. It is seen by whoever counts queries, as Django's own are."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    try:
        return _fetched(connection, question, values)
    except NotSupportedError:
        # A column has another type than when the plan was made. In a transaction the rollback throws the plans away.
        if connection.in_atomic_block:
            raise
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        return _fetched(connection, question, values)


def _fetched(connection: Any, question: str, values: Parameters) -> list[Row]:
    # As Django begins every cursor: a connection that was kept, and has died since, is made anew.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    cursor_class: Any = ServerBindingCursor
    with connection.wrap_database_errors:
        cursor = connection._prepare_cursor(cursor_class(connection.connection))
    with cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


class _Asked(SQLCompiler):
    """A compiler whose work is done: what it made once, with the values of one call."""

    def __init__(self, made: SQLCompiler, question: str, values: Parameters, converters: Any) -> None:
        vars(self).update(vars(made))
        self._question, self._values, self._converters = question, values, converters

    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        """The rows, in one chunk: what Django would write anew is written already."""
        return [asked(self._question, self._values)]

    def get_converters(self, expressions: Any) -> Any:
        """What makes Python's values of the database's, looked up once."""
        return self._converters


class _Query:
    """A query that has been written: all that it is, but for its compiler."""

    def __init__(self, query: Any, asked: _Asked) -> None:
        self._query, self._asked = query, asked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, using: str | None = None) -> _Asked:
        return self._asked


class _Written(Generic[R]):
    """The SQL of one shape."""

    def __init__(self, queryset: Any) -> None:
        if queryset._prefetch_related_lookups:
            raise ValueError(
                "En förberedd fråga hämtar bara sina egna rader; se Related för det som hör till dem."
            )
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        text, params = self._compiler.as_sql()
        self._slots = [p.name for p in params if isinstance(p, Slot)]
        self._question = _with_constants(text, params)
        self._converters = self._compiler.get_converters(
            [column for column, *_ in self._compiler.select[: self._compiler.col_count]]
        )
        self._known = {
            f.name: f for f in queryset.model._meta.concrete_fields if f.is_relation and f.name in self._slots
        }

    def _parameters(self, values: Mapping[str, Parameter]) -> list[Parameter] | None:
        """What is sent, in the order of the SQL; None when one is what no row can hold."""
        keys = [v.pk if isinstance(v := values[name], Model) else v for name in self._slots]
        return keys if all(map(_can_be_held, keys)) else None

    def count(self, values: Mapping[str, Parameter]) -> int:
        parameters = self._parameters(values)
        if parameters is None:
            return 0
        [[number]] = asked(f"SELECT count(*) FROM ({self._question}) AS rader", parameters)  # noqa: S608 - Django wrote it
        return int(number)

    def rows(self, values: Mapping[str, Parameter]) -> list[R]:
        parameters = self._parameters(values)
        if parameters is None:
            return []
        asked = _Asked(self._compiler, self._question, parameters, self._converters)
        # What Django's own iterables read of a queryset.
        source = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            model=self._queryset.model,
            query=_Query(self._queryset.query, asked),
            _fields=self._queryset._fields,
            _known_related_objects={
                field: {v.pk: v}
                for name, field in self._known.items()
                if isinstance(v := values[name], Model)
            },
        )
        return list(self._queryset._iterable_class(source))


def _can_be_held(value: Parameter) -> bool:
    """Whether some column could have the value: no number is larger than eight bytes, and no text has a NUL."""
    if isinstance(value, list):
        return all(map(_can_be_held, value))
    return (
        "\x00" not in value if isinstance(value, str) else not isinstance(value, int) or abs(value) <= LARGEST
    )


def _with_constants(text: str, params: Sequence[Parameter | Slot]) -> str:
    """The SQL with what is the same each time written out, so that the planner reckons with it and partial indexes match."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    values = iter(params)

    def place(match: re.Match[str]) -> str:
        if match[0] == "%%" or isinstance(value := next(values), Slot):
            return match[0]
        return sql.Literal(value).as_string(connection.connection).replace("%", "%%")

    return _PLACE.sub(place, text)


class Prepared(Generic[R]):
    """A query whose SQL is kept. Made by `@prepared`; see the module."""

    def __init__(self, build: Callable[..., QuerySet[Model, R]]) -> None:
        self.build = build
        self.__doc__, self.__name__, self.__module__ = build.__doc__, build.__name__, build.__module__
        parameters = inspect.signature(build).parameters.values()
        self._names = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]
        self._written: Callable[..., _Written[R] | None] = lru_cache(SHAPES)(self._write)

    def _write(self, *shape: Hashable) -> _Written[R] | None:
        try:
            return _Written(self.build(*shape, **{name: Slot(name) for name in self._names}))
        except EmptyResultSet:
            return None

    def __call__(self, *shape: Hashable, **values: Parameter) -> list[R]:
        """The rows. A row as value stands for its key, and what leads to it by a key of that name leads to that very row.

        One of a shape's parts may bring values of its own, as `slots`.
        """
        written = self._written(*shape)
        return [] if written is None else written.rows(_with_theirs(shape, values))

    def count(self, *shape: Hashable, **values: Parameter) -> int:
        """How many rows there are; none of them leaves the database."""
        written = self._written(*shape)
        return 0 if written is None else written.count(_with_theirs(shape, values))

    def first(self, *shape: Hashable, **values: Parameter) -> R | None:
        """The first of the rows, or None."""
        return next(iter(self(*shape, **values)), None)


def _with_theirs(shape: Iterable[Hashable], values: dict[str, Parameter]) -> dict[str, Parameter]:
    for part in shape:
        values |= getattr(part, "slots", {})
    return values


def prepared(build: Callable[..., QuerySet[Model, R]]) -> Prepared[R]:
    """Keep the SQL of what a function builds."""
    return Prepared(build)


_FINNS = "_finns_"


def med_finns(rows: QuerySet[C], **fragor: QuerySet[Any]) -> QuerySet[C]:
    """Rows that say of themselves which relations they have anything in, so that the others need not be asked for."""
    said: QuerySet[C] = rows.annotate(
        **{f"{_FINNS}{name}": Exists(question) for name, question in fragor.items()}
    )
    return said


class Related(Generic[C]):
    """What belongs to rows of a model by its relation `name`, fetched onto them with one prepared query.

    `rows`: their model, or a function of a shape that gives the queryset. As Django's Prefetch: the relation's `.all()` asks
    nothing after it, and what belongs to a row by a key of its own leads back to that very row.
    """

    def __init__(self, owner: type[Model], name: str, rows: type[C] | Callable[..., QuerySet[C]]) -> None:
        relation: Any = getattr(owner, name)
        given: Any = rows
        field, many = relation.rel.field, isinstance(relation, ManyToManyDescriptor)
        way = field.related_query_name() if many and not relation.reverse else field.name

        def ask(*shape: Hashable, keys: Slot) -> QuerySet[C]:
            theirs = _all(given) if isinstance(given, type) else given(*shape)
            owned: QuerySet[C] = theirs.filter(**{f"{way}__pk__one_of": keys}).annotate(
                _owner=F(f"{way}__pk")
            )
            return owned

        self._name, self._way = name, way
        self._rows = field.related_model if many and not relation.reverse else field.model
        self._ask = Prepared(ask)
        self._back = None if many else field

    def of(self, row: Model) -> list[C]:
        """What belongs to one row, as it was fetched with it or else as it stands now; nothing is kept on the row."""
        if hamtat(row, self._name):
            return list(getattr(row, self._name).all())
        found = self._ask(keys=[row.pk])
        for one in found:
            del vars(one)["_owner"]
            self._lead_back(one, row)
        return found

    def _keep(self, row: Model, theirs: list[C]) -> None:
        """As the rows that the relation's `.all()` gives; its `.filter()` narrows them with a query of its own."""
        kept: Any = _all(self._rows)
        kept._deferred_filter = False, (), {self._way: row}
        if self._back is not None:
            kept._known_related_objects = {self._back: {row.pk: row}}
        kept._result_cache, kept._prefetch_done = theirs, True
        vars(row).setdefault("_prefetched_objects_cache", {})[self._name] = kept

    def _lead_back(self, one: C, owner: Model) -> None:
        if self._back is not None and not self._back.is_cached(one):
            self._back.set_cached_value(one, owner)

    def onto(self, rows: Iterable[Model], *shape: Hashable) -> list[C]:
        """Fetch onto the rows that lack it; gives what belongs to all of them. `shape`: what the queryset is made of.

        A row whose own query said that it has none (`med_finns`) is not asked for.
        """
        rows = list(rows)
        for row in rows:
            if vars(row).pop(f"{_FINNS}{self._name}", True) is False:
                self._keep(row, [])
        without = {row.pk: row for row in rows if not hamtat(row, self._name)}
        found = defaultdict[int, list[C]](list)
        for one in self._ask(*shape, keys=list(without)) if without else ():
            owner = vars(one).pop("_owner")
            found[owner].append(one)
            self._lead_back(one, without[owner])
        for row in rows:
            if not hamtat(row, self._name):
                self._keep(row, found[row.pk])
        return [one for row in rows for one in getattr(row, self._name).all()]


def _all(model: Any) -> Any:
    return model._default_manager.all()


def hamtat(row: Model, name: str) -> bool:
    """Whether the rows of a relation were fetched with their owner."""
    return name in vars(row).get("_prefetched_objects_cache", {})
