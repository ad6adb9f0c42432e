import type { Container, Tag } from "./container.ts";
import { DEFAULT_GROUP } from "./gtag-command.ts";
import { resolveNamed, resolveParameters, tablePairs } from "./parameters.ts";
import type { Lookup } from "./template.ts";

/** One event on its way to Google Analytics. */
export interface Ga4Hit {
  readonly event: string;
  /**
   * As gtag sends them: a parameter that is undefined is left out, null is the empty text, and numbers stay numbers.
   * The empty text is sent.
   */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What is remembered of the visitor; missing where that is nothing. */
  readonly userProperties?: Readonly<Record<string, unknown>>;
  /** Missing for a tag of the container that names no destination. */
  readonly measurementId: string | undefined;
  /** `rule`: Google Analytics made it out of another hit. */
  readonly by: "tag" | "site" | "rule";
}

type Values = Readonly<Record<string, unknown>>;

/** What steers gtag instead of being sent. */
const STEERING = new Set(["send_to", "event_callback", "event_timeout", "groups"]);

/**
 * The hit of a GA4 event tag (`gaawe`) from its resolved parameters; none when the event has no name.
 * The tag's own parameters win over its event settings variable, and that over the data layer's e-commerce object.
 */
export function hitOfTag(
  values: Values,
  ecommerce: unknown,
  legacyId: () => string | undefined,
): Ga4Hit | undefined {
  const event = String(values["eventName"] ?? "");
  if (!event) return undefined;
  const parameters = {
    ...ecommerceOf(values, ecommerce),
    ...asObject(values["eventSettingsVariable"]),
    ...Object.fromEntries(tablePairs(values["eventParameters"], "name", "value")),
    ...Object.fromEntries(tablePairs(values["eventSettingsTable"], "parameter", "parameterValue")),
  };
  const measurementId = textOrNothing(values["measurementIdOverride"]) ?? legacyId();
  const ofUser = asSent(Object.fromEntries(tablePairs(values["userProperties"], "name", "value")));
  return {
    event,
    parameters: asSent(parameters),
    ...(Object.keys(ofUser).length === 0 ? {} : { userProperties: ofUser }),
    measurementId,
    by: "tag",
  };
}

/**
 * The hits of the site's own `gtag("event")`: one per destination that the page itself configured in the group, or
 * that `send_to` names. A Google tag that the container fires lies outside every group, so nothing reaches it that does
 * not name it.
 * @param destinations the ids that the page configured, with their groups
 */
export function hitsOfSite(
  event: string,
  parameters: Values,
  destinations: ReadonlyMap<string, readonly string[]>,
): Ga4Hit[] {
  const named = [parameters["send_to"] ?? []].flat().map(String);
  const inGroup = (group: string) =>
    [...destinations].flatMap(([id, groups]) => (groups.includes(group) ? id : []));
  const isGroup = (name: string) => name === DEFAULT_GROUP || inGroup(name).length > 0;
  const targets = (named.length > 0 ? named : [DEFAULT_GROUP]).flatMap((name) =>
    isGroup(name) ? inGroup(name) : name,
  );
  const sent = asSent(parameters);
  return [...new Set(targets)].map((measurementId) => ({
    event,
    parameters: sent,
    measurementId,
    by: "site",
  }));
}

/** Where a Google tag (`googtag`, or the older `gaawc`) sends; undefined for any other tag. */
function destinationOf(tag: Tag | undefined, lookup: Lookup): string | undefined {
  if (tag?.type === "googtag") return textOrNothing(resolveNamed(tag.parameter, "tagId", lookup));
  return tag?.type === "gaawc"
    ? textOrNothing(resolveNamed(tag.parameter, "measurementId", lookup))
    : undefined;
}

/** The destination of an older GA4 event tag: it names the Google tag in the container that has the id. */
export function legacyDestination(container: Container, tag: Tag, lookup: Lookup): string | undefined {
  const { measurementId } = resolveParameters(tag.parameter, lookup);
  const googleTag = container.tag?.find(({ name }) => name === measurementId);
  return googleTag ? destinationOf(googleTag, lookup) : textOrNothing(measurementId);
}

function ecommerceOf(values: Values, fromDataLayer: unknown): Values {
  if (values["sendEcommerceData"] !== true) return {};
  return asObject(
    values["getEcommerceDataFrom"] === "customObject" ? values["ecommerceMacroData"] : fromDataLayer,
  );
}

function asSent(parameters: Values): Values {
  const kept = Object.entries(parameters).filter(
    ([name, value]) => value !== undefined && !STEERING.has(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, value === null ? "" : value]));
}

function asObject(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

function textOrNothing(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? undefined : String(value);
}
