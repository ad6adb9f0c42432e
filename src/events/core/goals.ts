/** How often each event of a goal happened: by span, by day, by a dimension, and what it lacked. */
import type { Questions } from "../../figures/question.ts";
import type { TextOf } from "../engine.ts";
import { type Flag, flagColumn, type RequiredColumns, reportedBy } from "../required-columns.ts";
import { flag, isOneOf, row, spanOf, within } from "./sql.ts";

export function goalSelects(questions: Questions, wanted: RequiredColumns, text: TextOf): string[] {
  const inSpan = `(select ${spanOf(questions, "day")} as span, * from hits) where span is not null`;
  return [
    `${row("day", { a: "name", b: "cast(day as string)", n: "count(*)", m: "sum(is_first)" })} from hits group by name, day`,
    `${row("people-of", { a: "name", b: "span", n: "count(distinct person)" })} from ${inSpan} group by name, span`,
    `${row("sessions-of", { a: "name", b: "span", n: "count(distinct session)" })}
from (select ${spanOf(questions, "s.day")} as span, h.name, h.session from hits h join sessions s on h.session = s.session)
where span is not null group by name, span`,
    moneyIn("value-of", `${inSpan} and value is not null`),
    moneyIn("value-in-sessions", `${inSpan} and value is not null and session is not null`),
    `${row("day-unconsented", { a: "name", b: "cast(day as string)", n: "count(*)" })}
from once where person is null and ${isOneOf("name", wanted.goalEvents, text)} group by name, day`,
    ...views(questions),
    ...missing(questions, wanted, text),
    ...(questions.by === null ? [] : byPart(questions)),
  ];
}

function moneyIn(what: string, from: string): string {
  const columns = {
    a: "name",
    b: "span",
    c: "coalesce(currency, '')",
    n: "sum(value)",
    m: "sum(coalesce(usd, 0))",
  };
  return `${row(what, columns)}\nfrom ${from} group by name, span, currency`;
}

/** Views of the pages that clicks are compared with. */
function views(questions: Questions): string[] {
  const columns = new Set(
    questions.goals.flatMap(({ clickedOn }) => {
      const page: Flag | null = clickedOn ? { page: clickedOn } : null;
      return page ? [flagColumn(questions, page)] : [];
    }),
  );
  return [...columns].map(
    (column) => `${row("views", { a: `'${column}'`, n: `coalesce(sum(${column}), 0)` })}
from once where person is not null and name = 'page_view' and ${within(questions.period)}`,
  );
}

/** Events of goals that came without a parameter which a goal reports. */
function missing({ goals, period }: Questions, { parameters }: RequiredColumns, text: TextOf): string[] {
  return parameters.map((parameter, index) => {
    const events = goals.filter((goal) => reportedBy(goal).includes(parameter)).map(({ event }) => event);
    return `${row("missing", { a: "name", b: `'g${index}'`, n: `sum(${flag(`g${index} = 0`)})` })}
from hits where ${isOneOf("name", events, text)} and ${within(period)} group by name`;
  });
}

function byPart({ period }: Questions): string[] {
  return [
    `${row("part", { a: "name", b: "part", n: "count(*)", m: "sum(is_first)" })}
from hits where ${within(period)} and part is not null group by name, part`,
    `${row("part-reached", { a: "name", b: "part", n: "count(distinct session)" })}
from hits where ${within(period)} and part is not null group by name, part`,
    `${row("part-sessions", { b: "part", n: "count(distinct session)" })}
from once where ${within(period)} and part in (select part from hits where ${within(period)} and part is not null) group by part`,
  ];
}
