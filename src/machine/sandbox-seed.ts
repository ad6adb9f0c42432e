/**
 * What the sandbox has of a goals file: each target's property with a web stream, and its container with what the file says
 * already exists: the Google tag, and tags for the events that Analytics receives.
 */
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { GtmContainer } from "../language/goal-set/target.ts";
import { type ResolvedTarget, resolveTarget } from "../language/resolve-target.ts";
import { COLLECTED_EVENTS } from "../language/rules/events/google-names.ts";
import type { SandboxSeed } from "../sandbox/sandbox.ts";

/** Those that are on in a new web container. */
const BUILT_IN = {
  PAGE_URL: "Page URL",
  PAGE_HOSTNAME: "Page Hostname",
  PAGE_PATH: "Page Path",
  REFERRER: "Referrer",
  EVENT: "Event",
};

const FIRST_ENTITY_ID = 3;

/** "Initialization - All Pages", which every web container has. */
const INITIALIZATION = "2147479573";

/** The accounts of the example file, for trying things without a file of one's own. */
export const EXAMPLE_SEED: SandboxSeed = {
  properties: [
    { property: "123456789", measurementId: "G-TEST123456", displayName: "Example shop" },
    { property: "987654321", measurementId: "G-TEST654321", displayName: "Example shop, staging" },
  ],
  containers: [
    {
      publicId: "GTM-TEST01",
      name: "Example shop",
      ...withTags(["G-TEST123456"], ["G-TEST123456"], ["purchase"]),
    },
    {
      publicId: "GTM-TEST02",
      name: "Example shop, staging",
      ...withTags(["G-TEST654321"], ["G-TEST654321"], ["purchase"]),
    },
  ],
};

/** Of the targets whose ids are known. */
export function sandboxSeed(
  goalSet: GoalSet,
  env: Readonly<Record<string, string | undefined>>,
): SandboxSeed {
  const targets = withStreams(
    goalSet.targets.flatMap(({ name }) => resolveTarget(goalSet, name, env).target ?? []),
  );
  const events = sentBySite(goalSet);
  const currency = goalSet.goals.find(({ value }) => value !== null)?.value?.currency;
  return {
    properties: targets.map(({ name, ga4, googleTag }) => ({
      ...ga4,
      displayName: `${goalSet.owner} ${name}`,
      taggedByPage: googleTag.lives === "page",
      ...(currency === undefined ? {} : { currency }),
    })),
    containers: targets.map(({ name, gtm }) => {
      const numbers = containerNumbers(gtm);
      const ofIt = targets.filter((one) => containerNumbers(one.gtm).publicId === numbers.publicId);
      const tags = withTags(idsWhere(ofIt, "container"), idsWhere(ofIt, "container", "create"), events);
      return { ...numbers, name: `${goalSet.owner} ${name}`, ...tags };
    }),
  };
}

/** `on: { ga4_event: purchase }` says that Analytics receives the event already, unless the file forwards it itself. */
function sentBySite({ goals, forwards = [] }: GoalSet): readonly string[] {
  const forwarded = new Set(forwards.flatMap((one) => one.events));
  const events = goals.flatMap((goal) =>
    goal.type === "event" && goal.on.kind === "ga4_event" ? [goal.on.event] : [],
  );
  return [...new Set(events)].filter((event) => !COLLECTED_EVENTS.has(event) && !forwarded.has(event));
}

/** Measurement ids whose Google tag is there, according to the file. */
function idsWhere(targets: readonly Streamed[], ...lives: readonly string[]): readonly string[] {
  const loaded = targets.filter(({ googleTag }) => lives.includes(googleTag.lives));
  return [...new Set(loaded.map(({ ga4 }) => ga4.measurementId))];
}

/** A target with the web stream that the sandbox gives its property. */
interface Streamed extends ResolvedTarget {
  readonly ga4: ResolvedTarget["ga4"] & { readonly measurementId: string; readonly isAnyStream?: true };
}

/** Those that the file names come first, so that the others find them. */
function withStreams(targets: readonly ResolvedTarget[]): readonly Streamed[] {
  const named = targets.flatMap((one): Streamed[] => {
    const { measurementId } = one.ga4;
    return measurementId === null ? [] : [{ ...one, ga4: { ...one.ga4, measurementId } }];
  });
  const examples = EXAMPLE_SEED.properties;
  const found = targets
    .filter(({ ga4 }) => ga4.measurementId === null)
    .map((one): Streamed => {
      const { property } = one.ga4;
      const known = named.find(({ ga4 }) => ga4.property === property)?.ga4.measurementId;
      const example = examples.find((other) => other.property === property)?.measurementId;
      const measurementId = known ?? example ?? `G-${property.padStart(10, "0").slice(-10)}`;
      return { ...one, ga4: { ...one.ga4, measurementId, isAnyStream: true } };
    });
  return [...named, ...found];
}

/**
 * A container as an export file. With nothing in it, it is as new.
 *
 * @param loaded measurement ids with a Google tag in the container
 * @param measured those that its tags send the events to
 */
function withTags(
  loaded: readonly string[],
  measured: readonly string[],
  events: readonly string[],
): { readonly export?: object } {
  const google = loaded.map((id) => ({
    name: `Google tag ${id}`,
    type: "googtag",
    parameter: [template("tagId", id)],
    firingTriggerId: [INITIALIZATION],
  }));
  const sent = measured.flatMap((id) =>
    events.map((event, index) => ({
      name: `GA4 event ${event} ${id}`,
      type: "gaawe",
      parameter: [template("eventName", event), template("measurementIdOverride", id)],
      firingTriggerId: [String(FIRST_ENTITY_ID + index)],
    })),
  );
  const trigger = events.map((event, index) => ({
    triggerId: String(FIRST_ENTITY_ID + index),
    name: event,
    type: "CUSTOM_EVENT",
    customEventFilter: [
      { type: "EQUALS", parameter: [template("arg0", "{{_event}}"), template("arg1", event)] },
    ],
  }));
  const tag = [...google, ...sent].map((one, index) => ({
    tagId: String(FIRST_ENTITY_ID + events.length + index),
    ...one,
    tagFiringOption: "ONCE_PER_EVENT",
  }));
  if (tag.length === 0) return {};
  const builtInVariable = Object.entries(BUILT_IN).map(([type, name]) => ({ type, name }));
  return { export: { exportFormatVersion: 2, containerVersion: { builtInVariable, trigger, tag } } };
}

function template(key: string, value: string) {
  return { type: "TEMPLATE", key, value };
}

function containerNumbers(gtm: GtmContainer): { publicId: string; account?: string; container?: string } {
  if ("publicId" in gtm) return { publicId: gtm.publicId };
  return { publicId: `GTM-SANDBOX${gtm.container}`, account: gtm.account, container: gtm.container };
}
