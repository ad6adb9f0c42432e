/**
 * The columns of the flat table: one list for both engines, in the words of the export. What differs is how a parameter
 * is found, a text is cast and a digest made.
 *
 * The export's columns: support.google.com/analytics/answer/7029846
 */
import { AFTER_ADDRESS, AROUND_PATH, HIDDEN, OF_PEOPLE, PERSONAL_IN_PATHS } from "../figures/personal.ts";
import type { Breakdown } from "../figures/question.ts";
import { type Comparing, flagSql, parametersOf } from "./flag-sql.ts";
import type { RequiredColumns } from "./required-columns.ts";

export interface Flattening extends Comparing {
  /** A column of the export, cast. Null (in SQL) where the export does not have it. */
  readonly column: (path: string, type: "text" | "integer" | "float") => string;
  readonly parameterNumber: (name: string) => string;
  /** The number of the visitor's session; null where it is missing. */
  readonly sessionNumber: string;
  /** True where Analytics had found the session engaged; otherwise false or null. */
  readonly isEngaged: string;
  /** A whole number that is the same for the same values, none of which is missing. */
  readonly digest: (...values: readonly string[]) => string;
  /** A whole number that is the same for the same parameters. */
  readonly allParameters: string;
  /** Replaces all that the pattern (RE2) finds. */
  readonly replaced: (column: string, pattern: string, by: string) => string;
}

/** The parameters that the flat table needs, without those of sessions; and the events that alone need each, null for all of them. */
export function parametersRead({
  flags,
  parameters,
  by,
  goalEvents,
}: RequiredColumns): Map<string, readonly string[] | null> {
  const ofAll = [
    ...parametersOf(flags),
    ...(by === "page" ? ["page_location"] : by === "link" ? ["link_url"] : []),
  ];
  const ofGoals = ["value", "currency", ...parameters];
  return new Map<string, readonly string[] | null>([
    ["transaction_id", ["purchase"]],
    ...ofGoals.map(
      (name) => [name, [...goalEvents, ...(name === "transaction_id" ? ["purchase"] : [])]] as const,
    ),
    ...ofAll.map((name) => [name, null] as const),
  ]);
}

/** `[expression, name]` of each column. Ids of people and sessions leave the export only as digests. */
export function flatColumns(wanted: RequiredColumns, flat: Flattening): [sql: string, name: string][] {
  const { column, parameter, text } = flat;
  const name = column("event_name", "text");
  // A converter may write nothing at all as an empty text.
  const person = `nullif(${column("user_pseudo_id", "text")}, '')`;
  const session = flat.sessionNumber;
  const isGoal =
    wanted.goalEvents.length === 0 ? "false" : `${name} in (${wanted.goalEvents.map(text).join(", ")})`;
  const ofGoals = (sql: string): string => `case when ${isGoal} then ${sql} end`;
  return [
    [dayColumn(flat), "day"],
    [column("event_timestamp", "integer"), "ts"],
    [`coalesce(${column("batch_page_id", "integer")}, 0)`, "o1"],
    [
      `coalesce(${column("batch_ordering_id", "integer")}, 0) * 1000000 + coalesce(${column("batch_event_index", "integer")}, 0)`,
      "o2",
    ],
    [name, "name"],
    [`case when ${person} is not null then ${flat.digest(person)} end`, "person"],
    [
      `case when ${person} is not null and ${session} is not null then ${flat.digest(person, session)} end`,
      "session",
    ],
    [`case when ${flat.isEngaged} then 1 else 0 end`, "engaged"],
    ...identity(name, person, flat),
    [ofGoals(moneyOf(name, flat)), "value"],
    [ofGoals(parameter("currency")), "currency"],
    [ofGoals(column("event_value_in_usd", "float")), "usd"],
    ...(wanted.by === null ? [] : ([[partOf(wanted.by, flat), "part"]] as [string, string][])),
    ...wanted.flags.map((flag, index): [string, string] => [
      `case when ${flagSql(flag, name, flat)} then 1 else 0 end`,
      `f${index}`,
    ]),
    ...wanted.parameters.map((one, index): [string, string] => [
      ofGoals(`case when coalesce(${parameter(one)}, '') = '' then 0 else 1 end`),
      `g${index}`,
    ]),
  ];
}

/** In the property's own time zone already. */
function dayColumn({ column }: Flattening): string {
  return column("event_date", "integer");
}

/**
 * A purchase is its transaction, where that has an id: Google's own sample has `(not set)` on 90 of 624 purchases. Any
 * other event is all that is known of it.
 */
function identity(
  name: string,
  person: string,
  { column, digest, parameter, allParameters }: Flattening,
): [string, string][] {
  const transaction = `coalesce(nullif(${column("ecommerce.transaction_id", "text")}, '(not set)'), ${parameter("transaction_id")})`;
  const isPurchase = `${name} = 'purchase' and coalesce(${transaction}, '') not in ('', '(not set)')`;
  const all = [
    `coalesce(${person}, '')`,
    name,
    ...[
      "event_timestamp",
      "event_bundle_sequence_id",
      "event_server_timestamp_offset",
      "batch_page_id",
      "batch_ordering_id",
      "batch_event_index",
    ].map((path) => `coalesce(${column(path, "integer")}, 0)`),
    // Google's own numbers of an event within its request leave no doubt; older exports do not have them.
    `case when ${column("batch_event_index", "integer")} is null then ${allParameters} else 0 end`,
  ];
  return [
    [
      `case when ${isPurchase} then ${digest("'purchase'", transaction)} else ${digest(...all)} end`,
      "identity",
    ],
    [`case when ${isPurchase} then 1 else 0 end`, "is_purchase"],
  ];
}

/** A purchase without `value` has its revenue. */
function moneyOf(name: string, { column, parameterNumber }: Flattening): string {
  const value = parameterNumber("value");
  const revenue = column("ecommerce.purchase_revenue", "float");
  return `coalesce(${value}, case when ${name} = 'purchase' then ${revenue} end)`;
}

type Part = Breakdown | "link";

const PARTS: Readonly<Record<Exclude<Part, "page" | "link">, string>> = {
  device: "device.category",
  country: "geo.country",
  channel: "session_traffic_source_last_click.cross_channel_campaign.default_channel_group",
};

function partPath(by: Part): string | null {
  return by === "page" || by === "link" ? null : PARTS[by];
}

function partOf(by: Part, { column, parameter, replaced, text }: Flattening): string {
  const path = partPath(by);
  if (path !== null) {
    const value = column(path, "text");
    return `case when strpos(${value}, '@') > 0 then ${text(HIDDEN)} else ${value} end`;
  }
  if (by === "link") return replaced(replaced(parameter("link_url"), AFTER_ADDRESS, ""), OF_PEOPLE, HIDDEN);
  const address = replaced(parameter("page_location"), AROUND_PATH, "");
  // The visitor's own ids, whatever they look like. Very short ones would be found in any address.
  const withoutIds = ["user_id", "user_pseudo_id"].reduce((sql, name) => {
    const id = column(name, "text");
    return `replace(${sql}, case when length(${id}) > 4 then ${id} else '' end, ${text(HIDDEN)})`;
  }, address);
  return replaced(withoutIds, PERSONAL_IN_PATHS, HIDDEN);
}
