import type { Container, Tag } from "./container.ts";
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
  /** Missing when nothing on the page told where the site's own events go. */
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
  return { event, parameters: asSent(parameters), measurementId, by: "tag" };
}

/** The hits of the site's own `gtag("event")`: one per destination, or one without when none is known. */
export function hitsOfSite(event: string, parameters: Values, destinations: readonly string[]): Ga4Hit[] {
  const named = [parameters["send_to"] ?? []].flat().map(String);
  const targets: (string | undefined)[] = named.length > 0 ? named : [...destinations];
  const sent = asSent(parameters);
  return (targets.length > 0 ? targets : [undefined]).map((measurementId) => ({
    event,
    parameters: sent,
    measurementId,
    by: "site",
  }));
}

/** Where a Google tag (`googtag`, or the older `gaawc`) sends; undefined for any other tag. */
export function destinationOf(tag: Tag | undefined, lookup: Lookup): string | undefined {
  if (tag?.type === "googtag") return textOrNothing(resolveNamed(tag.parameter, "tagId", lookup));
  return tag?.type === "gaawc"
    ? textOrNothing(resolveNamed(tag.parameter, "measurementId", lookup))
    : undefined;
}

/** The destination of an older GA4 event tag: it names the Google tag in the container that holds the id. */
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
