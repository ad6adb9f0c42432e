/** Facts → the rows of one period: grouped, measured, filtered. */
import type { World } from "../../call.ts";
import type { Fact } from "../../events/facts.ts";
import type { Fields } from "../../state.ts";
import type { Columns, Measure } from "./columns.ts";
import { predicateOf, type ReadField } from "./filter.ts";
import { share } from "./readable.ts";

export interface ReportRow {
  readonly dimensions: readonly string[];
  /** Of all metrics, the invisible ones too. */
  readonly metrics: readonly number[];
}

/** @param weight what one fact of a sample stands for */
export function rowsOf(
  facts: readonly Fact[],
  columns: Columns,
  weight: number,
  world: World,
): readonly ReportRow[] {
  return [...grouped(facts, columns)].map(([, { dimensions, facts: ofRow }]) => ({
    dimensions,
    metrics: measured(ofRow, columns.metrics, weight, world),
  }));
}

interface Group {
  readonly dimensions: readonly string[];
  readonly facts: Fact[];
}

function grouped(facts: readonly Fact[], { dimensions }: Columns): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const fact of facts) {
    const values = dimensions.map(({ of }) => of(fact));
    const key = values.join("\u0000");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { dimensions: values, facts: [fact] });
    else group.facts.push(fact);
  }
  return groups;
}

export function measured(
  facts: readonly Fact[],
  metrics: readonly Measure[],
  weight: number,
  { switches }: World,
): readonly number[] {
  const hasUsers = metrics.some(({ counts }) => counts === "users");
  return metrics.map(({ of, counts, type, name }) => {
    const exact = of(facts);
    if (counts === "rate") return exact;
    // Another table answers a request with users in it (ga-dev-tools issue 1800).
    const lost = switches.usersChangeOtherMetrics && hasUsers && counts !== "users" ? 0.9 : 1;
    const isEstimate = switches.estimatesDistinctCounts && (counts === "users" || counts === "sessions");
    const error = isEstimate ? 1 + (share(`${name} ${exact}`) - 50) / 2500 : 1;
    const value = exact * weight * lost * error;
    return type === "TYPE_INTEGER" ? Math.round(value) : value;
  });
}

/** @throws GoogleError 400 for a metric that was not requested */
export function passing(
  rows: readonly ReportRow[],
  filter: Fields | undefined,
  read: ReadField<ReportRow>,
): readonly ReportRow[] {
  return rows.filter(predicateOf(filter, read));
}
