/**
 * What a property received, as Analytics exports events to BigQuery and `bq extract` writes them: a JSON object for each
 * event, whole numbers of 64 bits as text (support.google.com/analytics/answer/7029846).
 */
import { parsedUrl } from "../../parsed-url.ts";
import type { EventState, Json, PropertyState, SessionState } from "../state.ts";
import { zoneOf } from "./zone.ts";

/** One line for each event, day by day; the last line ends too. */
export function eventExport({ sessions, timeZone }: PropertyState): string {
  const zone = zoneOf(timeZone);
  const rows = sessions.flatMap((session) =>
    session.events.map((event, index) => ({
      at: event.at,
      row: rowOf(session, event, index, zone(event.at).day),
    })),
  );
  rows.sort((one, other) => one.at - other.at);
  return rows.map(({ row }) => `${JSON.stringify(row)}\n`).join("");
}

function rowOf(session: SessionState, event: EventState, index: number, day: string): Json {
  const { client, user = null, from, events, number } = session;
  const isEngaged = engagedBy(session, event.at);
  const ofSession =
    client === null
      ? {}
      : { ga_session_id: session.id, ga_session_number: number, session_engaged: isEngaged ? "1" : "0" };
  const { items, ...parameters } = event.parameters;
  const location = String(event.parameters["page_location"] ?? "");
  const hostname = parsedUrl(location)?.hostname ?? null;
  const isPurchase = event.name === "purchase";
  return {
    event_date: day,
    event_timestamp: String(event.at * 1000),
    event_name: event.name,
    event_params: pairs({ ...ofSession, ...parameters }),
    event_bundle_sequence_id: String(session.id),
    batch_page_id: String(session.id),
    batch_ordering_id: String(index + 1),
    batch_event_index: String(index + 1),
    user_id: user,
    user_pseudo_id: client,
    user_first_touch_timestamp: client === null ? null : String(events[0]!.at * 1000),
    user_properties: pairs(event.userProperties ?? {}),
    privacy_info: {
      analytics_storage: client === null ? "No" : "Yes",
      ads_storage: "Yes",
      uses_transient_token: "No",
    },
    is_active_user: client !== null && (number === 1 || isEngaged),
    device: { category: from.device, web_info: { hostname } },
    geo: { country: from.country },
    traffic_source: { name: from.campaign, medium: from.medium, source: from.source },
    session_traffic_source_last_click: {
      manual_campaign: { campaign_name: from.campaign, medium: from.medium, source: from.source },
    },
    stream_id: session.streamId,
    platform: "WEB",
    ecommerce: {
      transaction_id: text(event.parameters["transaction_id"]),
      purchase_revenue: isPurchase ? number64(event.parameters["value"]) : null,
    },
    items: Array.isArray(items) ? (items as readonly Json[]) : [],
  };
}

/** As it was known at that moment. */
function engagedBy({ events }: SessionState, at: number): boolean {
  const until = events.filter((event) => event.at <= at);
  const views = until.filter(({ name }) => name === "page_view").length;
  return views > 1 || until.some(({ isKey }) => isKey) || at - events[0]!.at >= 10_000;
}

/** A parameter has the type of its value: what is a whole number is one. */
function pairs(values: { readonly [key: string]: Json | undefined }): Json {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === undefined || (typeof value === "object" && value !== null)) return [];
    const isWhole = typeof value === "number" && Number.isInteger(value);
    return [
      {
        key,
        value: {
          string_value: typeof value === "number" || value === null ? null : String(value),
          int_value: isWhole ? String(value) : null,
          float_value: null,
          double_value: typeof value === "number" && !isWhole ? value : null,
        },
      },
    ];
  });
}

function text(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}

function number64(value: Json | undefined): number | null {
  return value === undefined || Number.isNaN(Number(value)) ? null : Number(value);
}
