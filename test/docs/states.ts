/** What each page about a code of a plan says about Google, as a snapshot to plan against. */
import { apply } from "../../src/apply/apply.ts";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { DEFINITION_KINDS } from "../../src/resources/kinds.ts";
import { type Mark, writeMark } from "../../src/resources/mark.ts";
import type { DefinitionKind, JsonObject } from "../../src/resources/resource.ts";
import type { EventRules, Snapshot, UnreadEventRules } from "../../src/resources/snapshot.ts";
import { settingsVariable, withSettings } from "../support/foreign-tags.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

export interface State {
  /** What somebody had made before that. */
  readonly first?: (google: MemoryGoogle) => Promise<void>;
  /** Goals that were applied before, as lines of a file. */
  readonly before?: string;
  /** Its entries under `forward`. */
  readonly beforeForward?: string;
  /** `google_tag` of the file that was applied before. */
  readonly beforeWord?: "page";
  /** Nobody has made a Google tag. */
  readonly noGoogleTag?: true;
  /** What somebody else did in Tag Manager. */
  readonly others?: (google: MemoryGoogle) => Promise<void> | void;
  /** What is so at Google besides. */
  readonly but?: (snapshot: Snapshot) => Snapshot;
}

const NAME = "acme-shop - Thanks";
const BLOG = HEAD.replace("acme-shop", "acme-blog");
const OTHER_TRIGGER = { type: "pageview", filter: [] };
const ALL_PAGES = "2147479553";
const GOOGLE_TAG = {
  name: "Google tag",
  type: "googtag",
  firingTriggerId: [ALL_PAGES],
  parameter: [{ type: "template", key: "tagId", value: MEASUREMENT_ID }],
};

export const STATES: Readonly<Record<string, State>> = {
  "name-taken": { others: (google) => google.plant("gtm.trigger", { ...OTHER_TRIGGER, name: NAME }) },
  "built-in-name-taken": {
    others: (google) => google.plant("gtm.variable", { name: "Page Path", type: "k" }),
  },
  "names-exchanged": {
    before:
      "thanks: { type: destination, page: /thanks, name: Call }, call: { type: destination, page: /call, name: Thanks }",
  },
  "still-in-use": {
    before: "gone: { type: destination, page: /gone }",
    others: async (google) => {
      const [trigger] = (await google.read()).container.content.entities["gtm.trigger"];
      google.plant("gtm.tag", { name: "Theirs", type: "html", firingTriggerId: [trigger!["triggerId"]!] });
    },
  },
  "unpublished-version": { but: withSummerSale },
  "unpublished-goals": { but: withTheBlogsGoals },
  "many-removals": {
    before:
      "a: { type: destination, page: /a }, b: { type: destination, page: /b }, c: { type: destination, page: /c }",
  },
  "forwarded-events-removed": {
    beforeForward: "shop: { data_layer: [view_item, purchase] }",
    before: "purchase: { type: event, on: { ga4_event: purchase } }",
  },
  "protected-goal": { before: "order: { type: destination, page: /order, protected: true }" },
  "measurement-id-elsewhere": { but: (at) => withStreams(at, ["G-OTHER12345"]) },
  "key-event-limit": {
    but: (at) =>
      withKeyEvents(
        at,
        Array.from({ length: 30 }, (_, index) => `key_event_${index}`),
      ),
  },
  copied: {
    before: "thanks: { type: destination, page: /thanks }",
    others: async (google) => {
      const { entities } = (await google.read()).container.content;
      const ours = entities["gtm.trigger"].find(({ name }) => name === NAME) as JsonObject;
      google.plant("gtm.trigger", { ...ours, name: `Copy of ${NAME}` });
    },
  },
  "counts-nothing": {
    before: "thanks: { type: destination, page: /thanks }",
    others: (google) => blockThanks(google, ALL_PAGES),
  },
  "counts-less": {
    before: "thanks: { type: destination, page: /thanks }",
    others: async (google) => {
      google.plant("gtm.trigger", {
        name: "Staff",
        type: "pageview",
        filter: [comparison("equals", "{{Staff}}", "yes")],
      });
      const { entities } = (await google.read()).container.content;
      const staff = entities["gtm.trigger"].find(({ name }) => name === "Staff");
      blockThanks(google, staff!.triggerId!);
    },
  },
  "counts-more": {
    before: "thanks: { type: destination, page: /thanks }",
    others: (google) =>
      google.plant("gtm.tag", {
        name: "Chat",
        type: "html",
        firingTriggerId: [ALL_PAGES],
        teardownTag: [{ tagName: NAME }],
      }),
  },
  "value-overridden": {
    before: "thanks: { type: destination, page: /thanks, value: 5, currency: EUR }",
    others: (google) => {
      google.plant("gtm.variable", settingsVariable("Shop settings", { value: "{{Total}}" }));
      google.editEntities("gtm.tag", withSettings("Shop settings"));
    },
  },
  "event-edited": { but: (at) => withEventRules(at, { edits: [LEADS], makers: [] }) },
  "event-rules-unread": {
    but: (at) =>
      withEventRules(at, { because: "Reading the event edit rules: Google answered: no access. (403)" }),
  },
  // The container is empty.
  "cannot-adopt": {},
  "adopted-tag-changed": { others: (google) => plantThanks(google) },
  "adopted-goal-removed": {
    first: (google) => plantThanks(google),
    before: 'thanks: { type: destination, page: /thanks, adopt: "GA4 - Thanks" }',
  },
  "tag-does-the-same": { others: (google) => plantThanks(google) },
  "adopted-counts-otherwise": { others: (google) => plantThanks(google, SEEN) },
  "no-web-stream": { but: (at) => withStreams(at, []) },
  "no-google-tag": { but: withoutTags },
  "not-a-web-container": {
    but: (at) => ({ ...at, container: { ...at.container, usageContext: ["server"] } }),
  },
  "mark-missing": {
    before: "thanks: { type: destination, page: /thanks }",
    others: async (google) => {
      const [folder] = (await google.read()).container.content.entities["gtm.folder"];
      google.plant("gtm.tag", {
        name: "acme-shop - Gone",
        type: "gaawe",
        parameter: [{ type: "template", key: "eventName", value: "gone" }],
        parentFolderId: folder!["folderId"]!,
      });
    },
  },
  "key-event-stays": { but: (at) => withKeyEvents(at, ["newsletter"]) },
  "sent-twice": {
    others: (google) =>
      google.plant("gtm.tag", {
        name: "Old thanks",
        type: "gaawe",
        firingTriggerId: [ALL_PAGES],
        parameter: [{ type: "template", key: "eventName", value: "thanks" }],
      }),
  },
  // The file alone is the reason.
  "virtual-pages-by-analytics": {},
  "nothing-to-remove": {},
  "event-renamed": { before: "thanks: { type: destination, page: /thanks }" },
  "renamed-goal": { before: "thanks: { type: destination, page: /thanks }" },
  "audience-counts-late": {},
  "rule-does-the-same": {
    others: (google) =>
      applyTo(google, `${BLOG}goals: { thanks: { type: destination, page: /thanks, via: ga4 } }\n`),
  },
  "rules-without-web-stream": { but: (at) => withStreams(at, []) },
  "rule-limit": { but: (at) => withDefinitions(at, "ga4.eventCreateRule", 50, {}) },
  "many-rules": { but: (at) => withDefinitions(at, "ga4.eventCreateRule", 39, {}) },
  "audience-limit": { but: (at) => withDefinitions(at, "ga4.audience", 100, {}) },
  "trigger-limit": {
    but: (at) => withDefinitions(at, "ga4.audience", 20, { eventTrigger: { eventName: "theirs" } }),
  },
  "dimension-limit": { but: (at) => withDefinitions(at, "ga4.customDimension", 50, { scope: "EVENT" }) },
  "metric-limit": { but: (at) => withDefinitions(at, "ga4.customMetric", 50, { scope: "EVENT" }) },
  "metric-unit": {
    but: (at) =>
      withDefinitions(at, "ga4.customMetric", 1, { scope: "EVENT", measurementUnit: "SECONDS" }, "seats"),
  },
  "calculated-metric-limit": { but: (at) => withDefinitions(at, "ga4.calculatedMetric", 5, {}) },
  "broken-formula": {
    before: "thanks: { type: destination, page: /thanks }",
    others: (google) =>
      google.editDefinitions("ga4.calculatedMetric", (body) => ({ ...body, invalidMetricReference: true })),
  },
  "registration-stays": {
    before:
      "thanks: { type: destination, page: /thanks, parameters: { plan: { data_layer: plan, register: dimension } } }",
    others: (google) => google.plant("gtm.tag", SENDS_PLAN),
  },
  "google-tag-unclear": {
    noGoogleTag: true,
    others: (google) =>
      google.plant("gtm.tag", {
        name: "Their Google tag",
        type: "googtag",
        parameter: [{ type: "template", key: "tagId", value: "{{Measurement id}}" }],
        firingTriggerId: [ALL_PAGES],
      }),
  },
  "event-not-sent": {},
  "gtag-events-count-now": {
    before: "sign_up: { type: event, on: { data_layer: sign_up } }",
    beforeWord: "page",
  },
  "google-tag-in-container": {},
  "google-tag-in-script": {
    others: (google) =>
      google.plant("gtm.tag", {
        name: "gtag snippet",
        type: "html",
        firingTriggerId: [ALL_PAGES],
        parameter: [
          { type: "template", key: "html", value: "<script>gtag('config', 'G-TEST123456');</script>" },
        ],
      }),
  },
  "two-google-tags": {
    noGoogleTag: true,
    before: "thanks: { type: destination, page: /thanks }",
    others: (google) => google.plant("gtm.tag", GOOGLE_TAG),
  },
};

const SEEN = {
  name: "EV - Thanks",
  type: "elementVisibility",
  parameter: Object.entries({
    elementSelector: ".thanks",
    selectorType: "CSS",
    firingFrequency: "ONCE_PER_ELEMENT",
    onScreenRatio: "50",
    useOnScreenDuration: "false",
    useDomChangeListener: "true",
  }).map(([key, value]) => ({ type: "template", key, value })),
};

const PAGE_VIEW = {
  name: "PV - Thanks",
  type: "pageview",
  filter: [comparison("equals", "{{Page Path}}", "/thanks")],
};

function comparison(type: string, arg0: string, arg1: string): JsonObject {
  return {
    type,
    parameter: Object.entries({ arg0, arg1 }).map(([key, value]) => ({ type: "template", key, value })),
  };
}

/** Adds an exception to the goal's tag. */
function blockThanks(google: MemoryGoogle, trigger: string): void {
  google.editEntities("gtm.tag", (tag) =>
    tag["name"] === NAME ? { ...tag, blockingTriggerId: [trigger] } : tag,
  );
}

/** A tag that somebody made by hand, with its trigger. */
async function plantThanks(google: MemoryGoogle, trigger: JsonObject = PAGE_VIEW): Promise<void> {
  google.plant("gtm.trigger", trigger);
  const [planted] = (await google.read()).container.content.entities["gtm.trigger"];
  google.plant("gtm.tag", {
    name: "GA4 - Thanks",
    type: "gaawe",
    firingTriggerId: [planted!["triggerId"]!],
    parameter: [
      { type: "template", key: "eventName", value: "thanks" },
      { type: "template", key: "measurementIdOverride", value: MEASUREMENT_ID },
    ],
  });
}

const SENDS_PLAN = {
  name: "Old thanks",
  type: "gaawe",
  parameter: [
    { type: "template", key: "eventName", value: "theirs" },
    {
      type: "list",
      key: "eventSettingsTable",
      list: [
        {
          type: "map",
          map: [
            { type: "template", key: "parameter", value: "plan" },
            { type: "template", key: "parameterValue", value: "free" },
          ],
        },
      ],
    },
  ],
};

/** Codes that the state brings along. */
export const BESIDES: Readonly<Record<string, readonly string[]>> = {
  "rules-without-web-stream": ["no-web-stream"],
  "rule-does-the-same": ["sent-twice"],
  "tag-does-the-same": ["sent-twice"],
};

/** The codes of a plan for the file against Google in that state; `{}` is a Google where all is well. */
export async function plannedCodes(yaml: string, state: State): Promise<readonly string[]> {
  const plan = await planIn(yaml, state);
  return [...plan.warnings, ...plan.blockers].map(({ code }) => code);
}

export async function planIn(
  yaml: string,
  { first, before, beforeForward, beforeWord, noGoogleTag, others, but }: State,
): Promise<Plan> {
  const google = memoryGoogle();
  if (!noGoogleTag) google.plant("gtm.tag", GOOGLE_TAG);
  const head = yaml.slice(0, yaml.search(/^(?:goals|funnels):/m));
  const headBefore = beforeWord
    ? head.replace(/^( +)gtm: .*\n/m, (line, indent) => `${line}${indent}google_tag: ${beforeWord}\n`)
    : head;
  await first?.(google);
  const forward = beforeForward ? `forward: { ${beforeForward} }\n` : "";
  if (before) await applyTo(google, `${headBefore}${forward}goals: { ${before} }\n`);
  await others?.(google);
  const sound = withStreams(await google.read(() => DEFINITION_KINDS), [MEASUREMENT_ID]);
  return workingPlan(compiled(yaml), but ? but(sound) : sound, "production").built.plan;
}

async function applyTo(google: MemoryGoogle, yaml: string): Promise<void> {
  const options = { title: "goalform", notes: "", allowUnpublished: false, publish: true, strict: false };
  const work = async () =>
    workingPlan(compiled(yaml), await google.read(() => DEFINITION_KINDS), "production");
  await apply(await work(), work, google, () => {}, options);
}

function compiled(yaml: string) {
  const goals = goalSet(yaml);
  return compile(goals, MEASUREMENT_ID, goals.targets[0]?.googleTag);
}

function withDefinitions(
  at: Snapshot,
  kind: DefinitionKind,
  count: number,
  body: JsonObject,
  parameter?: string,
): Snapshot {
  const list = Array.from({ length: count }, (_, index) => ({
    resourceName: `${kind}/${index}`,
    stream: kind === "ga4.eventCreateRule" ? MEASUREMENT_ID : null,
    body: { ...body, displayName: `Theirs ${index}`, parameterName: parameter ?? `theirs_${index}` },
  }));
  const definitions = { ...at.property.definitions, [kind]: list };
  return { ...at, property: { ...at.property, definitions } };
}

function withStreams(at: Snapshot, ids: readonly string[]): Snapshot {
  const webStreams = ids.map((measurementId) => ({
    resourceName: `properties/1/dataStreams/${measurementId}`,
    measurementId,
    displayName: "Web",
  }));
  return { ...at, property: { ...at.property, webStreams } };
}

const LEADS = {
  name: "Leads",
  stream: MEASUREMENT_ID,
  conditions: [{ field: "event_name", comparisonType: "EQUALS", value: "thanks", negated: false }],
  sets: [{ parameter: "event_name", value: "lead" }],
};

function withEventRules(at: Snapshot, eventRules: EventRules | UnreadEventRules): Snapshot {
  return { ...at, property: { ...at.property, eventRules } };
}

function withKeyEvents(at: Snapshot, names: readonly string[]): Snapshot {
  const keyEvents = names.map((eventName) => ({
    resourceName: eventName,
    eventName,
    countingMethod: "ONCE_PER_SESSION",
    defaultValue: null,
    deletable: true,
    custom: true,
  }));
  return { ...at, property: { ...at.property, keyEvents } };
}

function withoutTags(at: Snapshot): Snapshot {
  const { content } = at.container;
  const entities = { ...content.entities, "gtm.tag": [] };
  return { ...at, container: { ...at.container, content: { ...content, entities } } };
}

function withSummerSale(at: Snapshot): Snapshot {
  return withUnpublished(at, "Summer sale", { ...OTHER_TRIGGER, name: "Summer sale" });
}

function withTheBlogsGoals(at: Snapshot): Snapshot {
  const mark: Mark = {
    owner: "acme-blog",
    address: "gtm.trigger/read",
    digest: "0".repeat(16),
    remembers: [],
  };
  const trigger = { ...OTHER_TRIGGER, name: "acme-blog - Read", notes: writeMark("", mark) };
  return withUnpublished(at, "goalform acme-blog", trigger);
}

function withUnpublished(at: Snapshot, name: string, trigger: JsonObject): Snapshot {
  const { content } = at.container;
  const triggers = [...content.entities["gtm.trigger"], { ...trigger, triggerId: "99" }];
  const entities = { ...content.entities, "gtm.trigger": triggers };
  const header = { id: "3", name };
  const unpublished = { ...header, description: "", createdAt: null, content: { ...content, entities } };
  return { ...at, container: { ...at.container, latest: header, unpublished } };
}
