/**
 * `/g/collect`: hits as a browser sends them. The query is shared by all events of a request, and each line of the body is
 * one more event (observed in Google's tag).
 */

import { type EventCreateRule, hitsOfRules } from "../../engine/event-create-rules.ts";
import { parsedUrl } from "../../parsed-url.ts";
import type { SandboxRequest } from "../emulator.ts";
import type { SandboxResponse } from "../responses.ts";
import type { Fields, Json, Origin, SandboxState } from "../state.ts";
import { type ArrivingEvent, DIRECT, receive } from "./receive.ts";

export function isCollectPath(url: string): boolean {
  return /^\/g\/collect(?:\?|$)/.test(url);
}

/** Pages of any site may send; nobody can read anything here. */
export function collected({ headers }: Pick<SandboxRequest, "headers">): SandboxResponse {
  const { origin } = headers;
  const cors = { "access-control-allow-origin": origin ?? "*", "access-control-allow-credentials": "true" };
  return { status: 204, headers: origin === undefined ? {} : cors, body: "" };
}

/** Whatever is not a hit for one of the web streams is ignored, as Google does. @returns whether anything arrived */
export function collect(
  { analytics }: SandboxState,
  { url, body, headers }: SandboxRequest,
  now: number,
): boolean {
  const shared = new URLSearchParams(url.slice(url.indexOf("?") + 1));
  const measurementId = shared.get("tid");
  const streams = analytics.properties.flatMap((property) =>
    property.dataStreams.map((stream) => ({ property, stream })),
  );
  const found = streams.find(({ stream }) => stream.measurementId === measurementId);
  if (found === undefined || shared.get("v") !== "2") return false;
  const lines = body.split(/\r?\n/).filter((line) => line !== "");
  const hits = (lines.length === 0 ? [""] : lines)
    .map((line) => new URLSearchParams([...shared, ...new URLSearchParams(line)]))
    .map((all) => Object.fromEntries(all))
    .filter(({ en }) => en !== undefined);
  const rules = found.stream.eventCreateRules.map(({ fields }) => fields as unknown as EventCreateRule);
  const events = hits.flatMap((hit) => eventsOf(hit, rules, now));
  const [first] = hits;
  if (first === undefined) return false;
  const isGranted = !/^G1\S0$/.test(first["gcs"] ?? "");
  const session = numberOf(first["sid"]);
  const number = numberOf(first["sct"]);
  receive(found.property, [
    {
      client: isGranted && first["cid"] ? first["cid"] : null,
      ...(first["uid"] ? { user: first["uid"] } : {}),
      ...(session === null ? {} : { sessionId: session }),
      ...(number === null ? {} : { number }),
      streamId: found.stream.id,
      from: originOf(first, headers["user-agent"] ?? ""),
      events,
    },
  ]);
  return true;
}

type Hit = Readonly<Record<string, string | undefined>>;

/** The first visit and the start of a session are marks on another event. Rules of the stream make more of it. */
function eventsOf(hit: Hit, rules: readonly EventCreateRule[], at: number): ArrivingEvent[] {
  const page = pageOf(hit);
  const parameters = { ...page, ...parametersOf(hit, "ep", "epn") };
  const properties = parametersOf(hit, "up", "upn");
  const userProperties = Object.keys(properties).length === 0 ? {} : { userProperties: properties };
  const event = hit["en"]!;
  const marks = [...(hit["_fv"] ? ["first_visit"] : []), ...(hit["_ss"] ? ["session_start"] : [])];
  const engagement = numberOf(hit["_et"]);
  const sent = { event, parameters, measurementId: undefined, by: "site" } as const;
  return [
    ...marks.map((name) => ({ name, at, parameters: page, ...userProperties })),
    {
      name: event,
      at,
      parameters: {
        ...parameters,
        ...(hit["cu"] ? { currency: hit["cu"] } : {}),
        ...(engagement === null ? {} : { engagement_time_msec: engagement }),
      },
      ...userProperties,
    },
    ...hitsOfRules(sent, rules, { page }).map((made) => ({
      name: made.event,
      at,
      parameters: { ...page, ...made.parameters } as Fields,
      ...userProperties,
    })),
  ];
}

function pageOf({ dl, dt, dr }: Hit): { [name: string]: Json } {
  return {
    ...(dl ? { page_location: dl } : {}),
    ...(dt ? { page_title: dt } : {}),
    ...(dr ? { page_referrer: dr } : {}),
  };
}

function parametersOf(hit: Hit, text: string, number: string): { [name: string]: Json } {
  const entries = Object.entries(hit).flatMap(([key, value = ""]): [string, Json][] => {
    const [kind, ...name] = key.split(".");
    if (name.length === 0) return [];
    if (kind === text) return [[name.join("."), value]];
    return kind === number && numberOf(value) !== null ? [[name.join("."), Number(value)]] : [];
  });
  return Object.fromEntries(entries);
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

/** By the address of the first page, else by where its link was. */
function originOf({ dl = "", dr = "", uamb }: Hit, agent: string): Origin {
  const device = /iPad|Tablet/i.test(agent)
    ? "tablet"
    : uamb === "1" || /Mobi/i.test(agent)
      ? "mobile"
      : "desktop";
  const page = parsedUrl(dl);
  const query = page?.searchParams ?? new URLSearchParams();
  const source = query.get("utm_source");
  const [medium, campaign] = [
    query.get("utm_medium") ?? "(not set)",
    query.get("utm_campaign") ?? "(not set)",
  ];
  if (source !== null) return { ...DIRECT, device, source, medium, campaign };
  const referrer = parsedUrl(dr)?.hostname ?? "";
  const isOther = referrer !== "" && page !== null && referrer !== page.hostname;
  return isOther
    ? { ...DIRECT, device, source: referrer, medium: "referral", campaign: "(referral)" }
    : { ...DIRECT, device };
}
