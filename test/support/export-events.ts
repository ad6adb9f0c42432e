/** Small exports of events: a list of what happened, in the forms that people download. */

/** One event. Times are seconds since the first moment of 2026-11-01 in UTC, which is also the property's time zone. */
export interface Happening {
  readonly at: number;
  readonly event: string;
  /** Null: no consent. */
  readonly person: string | null;
  readonly session?: number | null;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly device?: string;
  /** Its place within a request, where several events have one moment. */
  readonly place?: number;
  readonly transaction?: string;
}

const FIRST_MOMENT = Date.UTC(2026, 10, 1) / 1000;

export function dayAt(at: number): string {
  return new Date((FIRST_MOMENT + at) * 1000).toISOString().slice(0, 10);
}

export function hours(day: number, hour = 0): number {
  return ((day - 1) * 24 + hour) * 3600;
}

/** As BigQuery writes newline-delimited JSON: whole numbers as texts. `keepsNulls`: as some exports do. */
export function ndjson(happenings: readonly Happening[], keepsNulls = false): string {
  return happenings.map((one) => `${JSON.stringify(exported(one, keepsNulls))}\n`).join("");
}

function exported(one: Happening, keepsNulls: boolean): object {
  const {
    at,
    event,
    person,
    session = person === null ? null : 1,
    parameters = {},
    device = "desktop",
  } = one;
  const row = {
    event_date: dayAt(at).replaceAll("-", ""),
    event_timestamp: String(Math.round((FIRST_MOMENT + at) * 1e6)),
    event_name: event,
    event_params: [
      ...(session === null ? [] : [parameter("ga_session_id", session, keepsNulls)]),
      ...(session === null ? [] : [parameter("session_engaged", session % 2 === 1 ? "1" : 0, keepsNulls)]),
      ...Object.entries(parameters).map(([key, value]) => parameter(key, value, keepsNulls)),
    ],
    event_bundle_sequence_id: "77",
    user_id: null,
    user_pseudo_id: person,
    privacy_info: { analytics_storage: person === null ? "No" : "Yes", ads_storage: "No" },
    device: { category: device, language: "de-de", web_info: { browser: "Chrome" } },
    geo: { country: "Germany" },
    ecommerce: { transaction_id: one.transaction ?? null },
    batch_page_id: null,
    batch_ordering_id: null,
    batch_event_index: one.place === undefined ? null : String(one.place),
  };
  return keepsNulls ? row : withoutNulls(row);
}

function parameter(key: string, value: string | number, keepsNulls: boolean): object {
  const nulls = { string_value: null, int_value: null, float_value: null, double_value: null };
  const typed =
    typeof value === "string"
      ? { string_value: value }
      : Number.isInteger(value)
        ? { int_value: String(value) }
        : { double_value: value };
  return { key, value: keepsNulls ? { ...nulls, ...typed } : typed };
}

function withoutNulls(value: unknown): object {
  return JSON.parse(JSON.stringify(value, (_, one) => (one === null ? undefined : one))) as object;
}
