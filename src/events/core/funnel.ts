/**
 * Funnels, exactly. A step is completed by an event of its own if the latest completion of the step before is not too
 * long ago: the latest one is the best one, so nobody is lost who could have gone on from another one.
 */

import type { Period } from "../../figures/period.ts";
import type { FunnelQuestion, Questions } from "../../figures/question.ts";
import { AUTOMATIC_EVENTS } from "../../figures/source.ts";
import type { Core, CoreTable, TextOf } from "../engine.ts";
import { flagColumn, stepFlag, unique } from "../required-columns.ts";
import { isOneOf, ORDER, row, within } from "./sql.ts";

export type Unit = "user" | "session";

export function columnOf(unit: Unit): "person" | "session" {
  return unit === "user" ? "person" : "session";
}

export interface FunnelSteps {
  readonly open: boolean;
  readonly steps: readonly {
    readonly event: string;
    /** The column that is 1 for those that are meant; null: all of them. */
    readonly flag: string | null;
    /** Seconds since the step before; null: no limit. */
    readonly within: number | null;
  }[];
}

function funnelSteps({ open, within, steps }: FunnelQuestion, questions: Questions): FunnelSteps {
  return {
    open,
    steps: steps.map((step) => {
      const flag = stepFlag(step);
      return { event: step.event, flag: flag && flagColumn(questions, flag), within };
    }),
  };
}

export function funnelCore(questions: Questions, unit: Unit, text: TextOf): Core {
  const { funnels, period } = questions;
  const all = funnels.map((funnel, index) =>
    oneFunnel(`funnel${index}`, funnelSteps(funnel, questions), period, unit, text),
  );
  return { tables: all.flatMap(({ tables }) => tables), selects: all.flatMap(({ selects }) => selects) };
}

function oneFunnel(name: string, funnel: FunnelSteps, period: Period, unit: Unit, text: TextOf): Core {
  const who = columnOf(unit);
  const tables: CoreTable[] = [
    ...reached(name, funnel, period, who, text),
    { name: `${name}_left`, sql: leavers(name, funnel, text) },
    { name: `${name}_after`, sql: after(name, period, who) },
  ];
  const steps = funnel.steps.map((_, index) => index + 1);
  return {
    tables,
    selects: [
      ...steps.map((k) => `${row("step", { a: `'${name}'`, b: `'${k}'`, n: `count(t${k})` })} from ${name}`),
      ...steps.slice(1).map((k) => median(name, k)),
      nextEvents(name, period, who),
    ],
  };
}

/** DuckDB takes twice as long to plan each further step within one statement, and so minutes for twenty. */
const STEPS_AT_ONCE = 8;

/** For each who began: `t<k>` is the time of the first completion of step k, `l<k>` of the last, `d<k>` how long it took. */
function reached(name: string, funnel: FunnelSteps, period: Period, who: string, text: TextOf): CoreTable[] {
  const last = funnel.steps.length;
  const parts: CoreTable[] = [];
  let steps = start(funnel, period, who, text);
  for (let k = 2; k <= last; k++) {
    steps = withStep(steps, funnel, k);
    if (k % STEPS_AT_ONCE > 0 || k === last) continue;
    const part = `${name}_to_${k}`;
    parts.push({ name: part, sql: steps });
    steps = `select * from ${part}`;
  }
  const columns = funnel.steps.flatMap((_, index) => {
    const k = index + 1;
    const isFirst = `c${k} is not null and p${k + 1} is null`;
    const took = index === 0 ? [] : [`max(case when ${isFirst} then c${k} - p${k} end) as d${k}`];
    return [`min(c${k}) as t${k}`, `max(c${k}) as l${k}`, ...took];
  });
  const sql = `select who, ${columns.join(", ")}
from (${last === 1 ? steps : withLatest(last, steps)}) group by who`;
  return [...parts, { name, sql }];
}

/**
 * The events of the steps, each with its `place` and a number for its name: every later step sorts them again, and sorts
 * two numbers much faster than what decides their order. The first step (`c1`, `p2`) is found while they are sorted.
 */
function start({ steps }: FunnelSteps, period: Period, who: string, text: TextOf): string {
  const events = eventsOf(steps);
  const { event: first, flag: firstFlag } = steps[0]!;
  const isFirst = `name = ${text(first)}${firstFlag === null ? "" : ` and ${firstFlag} = 1`}`;
  const c1 = `case when ${isFirst} then ts end`;
  const inOrder = `partition by ${who} order by ${ORDER}`;
  const flags = unique(steps.flatMap(({ flag }) => flag ?? []));
  const numbers = events.map((event, index) => `when ${text(event)} then ${index}`).join(" ");
  const columns = [
    `${who} as who`,
    "ts",
    `case name ${numbers} end as e`,
    ...flags,
    `row_number() over (${inOrder}) as place`,
    `${c1} as c1`,
    `last_value(${c1} ignore nulls) over (${inOrder} ${BEFORE}) as p2`,
  ];
  return `select ${columns.join(", ")} from once
where ${who} is not null and ${within(period)} and ${isOneOf("name", events, text)}`;
}

function eventsOf(steps: FunnelSteps["steps"]): string[] {
  return unique(steps.map(({ event }) => event));
}

const BEFORE = "rows between unbounded preceding and 1 preceding";

/** Adds `p<k + 1>`: when step k was completed last before this event; null: not yet. */
function withLatest(k: number, from: string): string {
  return `select *, last_value(c${k} ignore nulls) over (partition by who order by place ${BEFORE}) as p${k + 1} from (${from})`;
}

/** Adds `c<k>`, the time if this event completes step k, which is not the first. */
function withStep(from: string, { open, steps }: FunnelSteps, k: number): string {
  const { event, flag, within: seconds } = steps[k - 1]!;
  const isEvent = `e = ${eventsOf(steps).indexOf(event)}${flag === null ? "" : ` and ${flag} = 1`}`;
  const limit = seconds === null ? `p${k} is not null` : `ts - p${k} <= ${Math.round(seconds * 1e6)}`;
  const condition = open ? isEvent : `${isEvent} and ${limit}`;
  return `select *, case when ${condition} then ts end as c${k}
from (${k === 2 ? from : withLatest(k - 1, from)})${open ? "" : ` where ${matters(k)}`}`;
}

/** Before anybody was at the step before, an event can complete neither this step nor a later one. */
function matters(k: number): string {
  const completes = Array.from({ length: k - 1 }, (_, index) => `c${index + 1} is not null`);
  return [`p${k} is not null`, ...completes].join(" or ");
}

/** The middle one, or the mean of the two in the middle, of those who took their time from the step before. */
function median(name: string, k: number): string {
  return `${row("median", { a: `'${name}'`, b: `'${k}'`, n: "avg(d) / 1e6" })}
from (select d, 2 * row_number() over (order by d) as place, count(*) over () as all_of_them
from (select d${k} as d from ${name} where d${k} is not null))
where place between all_of_them and all_of_them + 2 having count(*) > 0`;
}

/** Those who went no further than step k, and when they were there last. */
function leavers(name: string, { steps }: FunnelSteps, text: TextOf): string {
  return steps
    .slice(0, -1)
    .map(({ event }, index) => {
      const k = index + 1;
      const later = steps.slice(k).map((_, after) => `t${k + 1 + after} is null`);
      return `select who, ${k} as k, l${k} as ts, ${text(event)} as name
from ${name} where t${k} is not null and ${later.join(" and ")}`;
    })
    .join("\nunion all\n");
}

const AUTOMATIC = `(${AUTOMATIC_EVENTS.map((event) => `'${event}'`).join(", ")})`;

/** Of all that a leaver did later, only the first thing is of interest, and what happened at the very moment of the step. */
function after(name: string, period: Period, who: string): string {
  const later = `case when e.ts > l.ts and e.name not in ${AUTOMATIC} then e.ts end`;
  return `select l.who, l.k, l.ts, l.name, min(${later}) as next_ts
from once e join ${name}_left l on e.${who} = l.who and e.ts >= l.ts and ${within(period, "e.day")}
group by l.who, l.k, l.ts, l.name`;
}

function nextEvents(name: string, period: Period, who: string): string {
  const order = "e.ts, e.o1, e.o2, e.name, e.identity";
  const isLast = "case when e.ts = l.ts and e.name = l.name then 1 else 0 end";
  return `${row("next", { a: `'${name}'`, b: "cast(k as string)", c: "name", n: "count(*)" })}
from (select k, name, row_number() over (partition by who order by ${ORDER}) as nth
from (select l.who, l.k, e.ts, e.o1, e.o2, e.name, e.identity,
max(${isLast}) over (partition by l.who order by ${order} rows between current row and unbounded following) as is_before
from once e join ${name}_after l on e.${who} = l.who and (e.ts = l.ts or e.ts = l.next_ts) and ${within(period, "e.day")})
where is_before = 0 and name not in ${AUTOMATIC})
where nth = 1 group by k, name`;
}
