"""How rows are put in order: as Swedes sort words, and from a place in the list onwards.

The order of words is made by us and not by a collation of the server: a cluster without ICU sorts Ä before Å, and an index must
mean the same on every server.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Func, TextField, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.sql.compiler import SQLCompiler

FRAN = "ÅÄÆÖØÜÉÈÊËÁÀÂÃÍÌÎÏÓÒÔÕÚÙÛÝÇÑåäæöøüéèêëáàâãíìîïóòôõúùûýçñ"
TILL = "{||}}yeeeeaaaaiiiioooouuuycn" * 2
"""å, ä, ö become the three signs that follow z in ASCII; æ and ø go with ä and ö, and an accent is no letter of its own."""

SKAPA = f"""
CREATE FUNCTION sv_sort(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT lower(translate($1, '{FRAN}', '{TILL}')) $$
"""
TA_BORT = "DROP FUNCTION sv_sort(text)"


class SvSort(Func):
    """A text as Swedes sort it: a < z < å < ä < ö, whatever the collation of the database."""

    function = "sv_sort"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    output_field = TextField()


def svenskt(*kolumner: str) -> tuple[OrderBy, ...]:
    """What `order_by` takes to put rows in the order of these text columns."""
    return tuple(SvSort(kolumn).asc() for kolumn in kolumner)


class Efter(Expression):
    """That a row comes after a place in the list: (a, b) > (x, y), or < when the list runs downwards.

    Compared as SQL compares rows, so that an index on the columns is entered at the place and not walked to it.
    """

    conditional = True

    def __init__(
        self,
        kolumner: Sequence[str | Combinable],
        plats: Sequence[str | int | date],
        *,
        nedat: bool = False,
    ) -> None:
        super().__init__(output_field=BooleanField())
        self.kolumner: list[Combinable | Expression] = [F(k) if isinstance(k, str) else k for k in kolumner]
        self.plats: list[Combinable | Expression] = [Value(v) for v in plats]
        self.nedat = nedat

    def get_source_expressions(self) -> list[Any]:
        """The columns, then the place."""
        return [*self.kolumner, *self.plats]

    def set_source_expressions(self, exprs: Sequence[Combinable | Expression]) -> None:
        """The same, resolved."""
        n = len(self.kolumner)
        self.kolumner, self.plats = list(exprs[:n]), list(exprs[n:])

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """The comparison of two rows."""
        sql: list[str] = []
        params: list[str | int] = []
        for uttryck in self.get_source_expressions():
            del_, varden = compiler.compile(uttryck)
            sql.append(del_)
            params += varden
        n = len(self.kolumner)
        tecken = "<" if self.nedat else ">"
        return f"({', '.join(sql[:n])}) {tecken} ({', '.join(sql[n:])})", tuple(params)
