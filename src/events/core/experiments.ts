/** A/B: everybody belongs to the variant that they saw first, and what they did from then on counts for it. */
import type { ExperimentQuestion, Questions } from "../../figures/question.ts";
import type { Core, TextOf } from "../engine.ts";
import { flagColumn } from "../required-columns.ts";
import { row, within } from "./sql.ts";

export function experimentCore(questions: Questions, text: TextOf): Core {
  const all = questions.experiments.map((one, index) =>
    experiment(`experiment${index}`, one, questions, text),
  );
  return { tables: all.flatMap(({ tables }) => tables), selects: all.flatMap(({ selects }) => selects) };
}

function experiment(
  name: string,
  { goals, period, variants }: ExperimentQuestion,
  questions: Questions,
  text: TextOf,
): Core {
  const columns = variants.map(({ seen }) => flagColumn(questions, seen));
  const variant = columns.map((column, index) => `when ${column} = 1 then ${index}`).join(" ");
  // Of two that were seen at one moment, the one that the file names first: an identity is not the same in every form of an export.
  const seen = `case ${variant} end`;
  const sql = `select person, variant, ts, identity, place
from (select person, ${seen} as variant, ts, identity, row_number() over (partition by person order by ts, o1, o2, ${seen}, identity) as place
from once where person is not null and ${within(period)} and (${columns.map((column) => `${column} = 1`).join(" or ")}))
where place = 1`;
  const of = { a: `'${name}'`, b: "cast(variant as string)" };
  return {
    tables: [{ name, sql }],
    selects: [
      `${row("variant", { ...of, n: "count(*)" })} from ${name} group by variant`,
      ...goals.map(
        ({ event }, goal) => `${row("variant-goal", { ...of, c: `'${goal}'`, n: "count(distinct h.person)" })}
from hits h join ${name} x on h.person = x.person and h.ts >= x.ts
where h.name = ${text(event)} and ${within(period, "h.day")} group by variant`,
      ),
    ],
  };
}
