/** Which small step leads to the big one, for all pairs at once; and the paths that the credit is shared out by. */

import { plusDays } from "../../figures/period.ts";
import type { Questions } from "../../figures/question.ts";
import type { Core, TextOf } from "../engine.ts";
import { dayNumber, unique } from "../required-columns.ts";
import { columnOf, type Unit } from "./funnel.ts";
import { flag, isOneOf, row } from "./sql.ts";
import { pathTable } from "./tables.ts";

/** @param days within which the big step must follow; this many days at the end are left out. Null: within the period */
export function leadCore(questions: Questions, unit: Unit, days: number | null, text: TextOf): Core {
  if (questions.leads.length === 0) return { tables: [], selects: [] };
  const who = columnOf(unit);
  const macros = macroEvents(questions);
  const perMacro = macros.map((macro, index) => pathsTo(`walk${index}`, macro, index, questions, text));
  return {
    tables: [pathTable(questions, who), ...perMacro.flatMap(({ tables }) => tables)],
    selects: [
      ...macros.flatMap((macro, index) => pairs(macro, index, questions, days, text)),
      `${row("lead-people", { n: `count(distinct ${who})` })}
from once where day between ${dayNumber(questions.period.from)} and ${lastDay(questions, days)}`,
      ...perMacro.flatMap(({ selects }) => selects),
    ],
  };
}

export function macroEvents({ leads }: Questions): string[] {
  return unique(leads.map(({ macroEvent }) => macroEvent));
}

/** In the order of their bits in a set. */
export function microEvents({ leads }: Questions, macro: string): string[] {
  return unique(
    leads.filter(({ macroEvent }) => macroEvent === macro).map(({ microEvent }) => microEvent),
  ).filter((micro) => micro !== macro);
}

function lastDay({ period }: Questions, days: number | null): number {
  return dayNumber(plusDays(period.to, -(days ?? 0)));
}

/**
 * `lead`: who had the small step, and who of them the big one after it. `lead-both`: who had the small step and the big
 * one at all, and who of them had it after it. `lead-macro`: who had the big one.
 */
function pairs(
  macro: string,
  index: number,
  questions: Questions,
  days: number | null,
  text: TextOf,
): string[] {
  const isMacro = `name = ${text(macro)}`;
  const isInTime = `day <= ${lastDay(questions, days)}`;
  const next = `min(case when ${isMacro} then ts end) over (partition by who order by place rows between 1 following and unbounded following)`;
  const follows = days === null ? "next_ts is not null" : `next_ts - ts <= ${days * 86_400}000000`;
  const people = `(select who, name, max(${flag(follows)}) as converted, max(has_macro) as has_macro
from (select who, name, day, ts, ${next} as next_ts, max(${flag(`${isMacro} and ${isInTime}`)}) over (partition by who) as has_macro from path)
where ${isInTime} and ${isOneOf("name", microEvents(questions, macro), text)} group by who, name)`;
  const of = { a: "name", b: `'${index}'` };
  return [
    `${row("lead", { ...of, n: "count(*)", m: "sum(converted)" })} from ${people} group by name`,
    `${row("lead-both", { ...of, n: "sum(has_macro)", m: "sum(has_macro * converted)" })} from ${people} group by name`,
    `${row("lead-macro", { b: `'${index}'`, n: "count(distinct who)" })} from path where ${isMacro} and ${isInTime}`,
  ];
}

/** More bits than this do not fit into a number. */
const MOST_IN_A_SET = 52;

/** The small steps of each up to the first big one, repetitions left out. */
function pathsTo(name: string, macro: string, index: number, questions: Questions, text: TextOf): Core {
  const micros = microEvents(questions, macro);
  const first = `min(case when name = ${text(macro)} then place end) over (partition by who)`;
  const sql = `select who, name, before, lead(name) over (partition by who order by place) is null as is_last, is_converted
from (select who, name, place, lag(name) over (partition by who order by place) as before,
${flag("first is not null")} as is_converted
from (select *, ${first} as first from path)
where ${isOneOf("name", micros, text)} and (first is null or place < first))
where before is null or before <> name`;
  const of = { c: `'${index}'` };
  const bits = micros.map((micro, bit) => `when ${text(micro)} then ${2 ** bit}`).join(" ");
  return {
    tables: [{ name, sql }],
    selects: [
      `${row("walk", { ...of, a: "coalesce(before, '')", b: "name", n: "count(*)" })} from ${name} group by before, name`,
      `${row("walk-end", { ...of, a: "name", n: "sum(is_converted)", m: "sum(1 - is_converted)" })} from ${name} where is_last group by name`,
      ...(micros.length > MOST_IN_A_SET || micros.length === 0
        ? []
        : [
            `${row("set", { ...of, a: "cast(goals as string)", n: "count(*)" })}
from (select who, sum(bit) as goals from (select distinct who, case name ${bits} end as bit from ${name} where is_converted = 1) group by who)
group by goals`,
          ]),
      `${row("conversions", { ...of, n: "count(distinct who)" })} from path where name = ${text(macro)}`,
    ],
  };
}
