/** All visits, whether they reached a goal or not. */
import type { Questions } from "../../figures/question.ts";
import type { TextOf } from "../engine.ts";
import { flag, isOneOf, row, spanOf, within } from "./sql.ts";

export function trafficSelects(questions: Questions, text: TextOf): string[] {
  const sessions = `(select ${spanOf(questions, "day")} as span, * from sessions) where span is not null group by span`;
  return [
    `${row("sessions", { a: "span", n: "count(*)", m: "sum(engaged)" })} from ${sessions}`,
    `${row("seconds", { a: "span", n: "sum(length) / 1e6" })} from ${sessions}`,
    `${row("people", { a: "span", n: "count(distinct person)" })}
from (select ${spanOf(questions, "day")} as span, person from once) where span is not null group by span`,
    microWithoutMacro(questions, text),
    ...worthSelects(questions),
  ];
}

/** What the figures of an export are worth. */
export function worthSelects(questions: Questions): string[] {
  return [
    `${row("whole", { n: "sum(is_whole)", m: "count(*)" })} from sessions where ${within(questions.period)} having count(*) > 0`,
    removed(questions),
    ...withoutIds(questions),
    `${row("days", { a: "cast(day as string)", n: "count(*)" })} from once group by day`,
  ];
}

/** Sessions that took a small step, and not the big one. */
function microWithoutMacro(questions: Questions, text: TextOf): string {
  const has = (role: "micro" | "macro"): string => {
    const events = questions.goals.filter((goal) => goal.role === role).map(({ event }) => event);
    return `max(${flag(isOneOf("name", events, text))})`;
  };
  return `${row("micro", { a: "span", n: "count(*)" })}
from (select ${spanOf(questions, "s.day")} as span, has_micro, has_macro from sessions s join
(select session, ${has("micro")} as has_micro, ${has("macro")} as has_macro from hits where session is not null group by session) h
on s.session = h.session)
where span is not null and has_micro = 1 and has_macro = 0 group by span`;
}

/** The same row twice, and purchases with the same transaction: those of the period, wherever the one that counts is. */
function removed({ period }: Questions): string {
  const here = flag(within(period));
  const counts = flag(within(period, "coalesce(min(case when person is not null then day end), min(day))"));
  return `${row("removed", { a: "case when is_purchase = 1 then 'purchase' else 'event' end", n: "sum(more)" })}
from (select is_purchase, sum(${here}) - ${counts} as more from copies group by identity, is_purchase)
where more > 0 group by is_purchase`;
}

function withoutIds({ period }: Questions): string[] {
  const where = `from once where ${within(period)}`;
  return [
    `${row("without-person", { n: `sum(${flag("person is null")})`, m: "count(*)" })} ${where}`,
    `${row("without-session", { n: `sum(${flag("person is not null and session is null")})`, m: "count(*)" })} ${where}`,
  ];
}
