/** The most frequent pages, links or events of an export: one of them is mostly what a goal that matches nothing means. */
import type { Frequent, ValueCount } from "../../figures/impact/source.ts";
import type { Period } from "../../figures/period.ts";
import { isOneOf, row, within } from "../core/sql.ts";
import type { EventEngine, TextOf } from "../engine.ts";
import type { RequiredColumns } from "../required-columns.ts";
import { onDays } from "./match.ts";

const MOST = 2000;

const COLUMNS: Readonly<
  Record<
    Frequent,
    { readonly by: RequiredColumns["by"]; readonly column: string; readonly events: readonly string[] }
  >
> = {
  page: { by: "page", column: "part", events: ["page_view"] },
  link: { by: "link", column: "part", events: ["click", "file_download"] },
  event: { by: null, column: "name", events: [] },
};

export async function frequentIn(
  engine: EventEngine,
  what: Frequent,
  period: Period,
): Promise<readonly ValueCount[]> {
  const { by, column, events } = COLUMNS[what];
  const wanted = { ...onDays(period), by };
  const isEvent = (text: TextOf) => (events.length === 0 ? "" : ` and ${isOneOf("name", events, text)}`);
  const rows = await engine.run(wanted, (text) => ({
    tables: [],
    selects: [
      `${row("frequent", { a: column, n: "count(*)" })}
from once where person is not null and ${within(period)} and ${column} is not null${isEvent(text)} group by ${column}
qualify row_number() over (order by count(*) desc, ${column}) <= ${MOST}`,
    ],
  }));
  return rows
    .filter(({ a }) => a !== "" && !a.includes("@"))
    .map(({ a, n }) => ({ value: a, count: n }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}
