/**
 * Every kind of request that plan and apply make, answered with every kind of trouble, once and for good.
 * Whatever happened, the next apply ends where an undisturbed one ends: nothing double, nothing orphaned,
 * no workspace left behind.
 */

import { expect } from "vitest";
import { ApplyError } from "../../src/apply/apply-error.ts";
import { canonicalJson } from "../../src/resources/json.ts";
import { DEFINITION_KINDS } from "../../src/resources/kinds.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import type { Fault, SandboxState } from "../../src/sandbox/sandbox.ts";
import { audience, compiledWith, dimension, metric, rule } from "./definitions.ts";
import { type Goals, HEAD, openShop, type Shop, type Way } from "./shop.ts";
import { withoutAnswers } from "./the-line.ts";

export const EVERY_TYPE = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, spa: true, value: 5 }
  reader: { type: duration, longer_than: 90s, scope: page }
  engaged: { type: duration, longer_than: 4m }
  deep: { type: pages_per_session, more_than: 5 }
  signup: { type: event, event: sign_up, on: { data_layer: registered }, where: { plan: { not: free } } }
  buy: { type: event, on: { click: button.buy } }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  contact: { type: event, on: { form: contact } }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { id: payment, on: { data_layer: add_payment_info } }] }
`;
export const CHANGED = EVERY_TYPE.replace("/thanks", "/merci")
  .replace("value: 5", "value: 6")
  .replace("90s", "80s")
  .replace("4m", "5m")
  .replace("more_than: 5", "more_than: 6")
  .replace("registered", "registered_now")
  .replace("button.buy", "button.order")
  .replace("tel:", "mailto:")
  .replace("form: contact", "form: callback")
  .replace("/cart", "/basket")
  .replace("event: sign_up", "event: join_group");
export const FEWER = EVERY_TYPE.replace(/ {2}(thanks|engaged|deep|call):.*\n/g, "");

/** Counted by Analytics, for what only the sandbox's switches tell apart. */
export const BY_ANALYTICS = `${HEAD}goals:
  thanks: { type: destination, via: ga4, page: /thanks, value: 5 }
  big_sale: { type: event, on: { ga4_event: purchase }, where: { total: { at_least: 100 } } }
  deep: { type: pages_per_session, more_than: 5, via: ga4 }
  signup: { type: event, on: { data_layer: registered }, parameters: { plan: { data_layer: plan, register: dimension } } }
`;
export const BY_ANALYTICS_CHANGED = BY_ANALYTICS.replace("/thanks", "/merci")
  .replace("at_least: 100", "more_than: 99")
  .replace("more_than: 5", "more_than: 6")
  .replace("register: dimension", "register: { as: dimension, name: Chosen plan }");

/** Definitions in Analytics, next to one goal that Tag Manager counts. */
const TAGGED = `${HEAD}goals:
  buy: { type: event, on: { click: button.buy } }
`;
const RECEIVED = `${TAGGED}  thanks: { type: event, on: { ga4_event: thanks } }
  deep: { type: event, on: { ga4_event: deep } }
`;
const WITH_DEFINITIONS = compiledWith(
  RECEIVED,
  dimension("plan", "Plan", "buy"),
  metric("paid", "Paid", "buy", "CURRENCY"),
  rule("thanks", "/a", { part: "1" }),
  rule("thanks", "/b", { part: "2" }),
  audience("deep", 5),
);
const DEFINITIONS_CHANGED = compiledWith(
  RECEIVED,
  dimension("plan", "Chosen plan", "buy"),
  rule("thanks", "/c", { part: "1" }),
  audience("deep", 6),
);

interface Scenario {
  /** Over the wire, where connections are really closed. */
  readonly sockets?: boolean;
  readonly before: Goals | null;
  readonly after: Goals;
  /** Which kinds of requests meet trouble; all when missing. */
  readonly methods?: RegExp;
}

const DEFINITIONS = /EventCreateRule|Audience|CustomDimension|CustomMetric/;
/** Reading is the same in every scenario. */
const WRITES = /Update(?:Event|Custom)|DeleteEvent|Archive|CreateAudience/;

const SCENARIOS = {
  create: { before: null, after: EVERY_TYPE },
  change: { before: EVERY_TYPE, after: CHANGED },
  remove: { before: EVERY_TYPE, after: FEWER },
  "create definitions": { before: null, after: WITH_DEFINITIONS, methods: DEFINITIONS },
  "change definitions": { before: WITH_DEFINITIONS, after: DEFINITIONS_CHANGED, methods: WRITES },
  "remove definitions": { before: WITH_DEFINITIONS, after: TAGGED, methods: WRITES, sockets: true },
} as const satisfies Record<string, Scenario>;

interface How {
  readonly name: string;
  readonly how: Fault["how"];
  /** Trouble that is over when the request is repeated, and trouble that stays. */
  readonly times: readonly (1 | "every")[];
  readonly way?: Way;
}

const HOWS: readonly How[] = [
  { name: "429", how: { answer: 429 }, times: [1, "every"] },
  { name: "403", how: { answer: 403 }, times: ["every"] },
  { name: "500", how: { answer: 500 }, times: [1, "every"] },
  { name: "502", how: { answer: 502 }, times: ["every"] },
  { name: "401", how: { answer: 401 }, times: [1] },
  { name: "409", how: { answer: 409 }, times: [1] },
  { name: "closed before", how: { close: "before" }, times: [1, "every"] },
  { name: "closed after", how: { close: "after" }, times: [1, "every"] },
  { name: "time-out", how: { close: "after" }, times: [1, "every"], way: { fetch: withoutAnswers } },
];

/**
 * Runs the scenario once undisturbed, then once more for every kind of request and every kind of trouble.
 * The table that it gives has a row for each.
 */
export async function sweep(scenario: keyof typeof SCENARIOS): Promise<string> {
  const { before, after, methods: tried = /./, sockets = false }: Scenario = SCENARIOS[scenario];
  const begin = await stateAfter(before);
  const { methods: all, end } = await undisturbed(begin, after);
  const methods = all.filter((method) => tried.test(method));
  const rows: string[] = [];
  /** What the next apply finds decides all that it does: what an earlier row has left is not tried again. */
  const finished = new Set<string>();
  for (const method of methods) {
    for (const { name, how, times, way } of HOWS) {
      for (const at of times) {
        const shop = await openShop({ state: begin, sockets });
        shop.sandbox.setFaults([{ at, match: method, how }]);
        const outcome = await ended(force(shop, after, way));
        shop.sandbox.clearFaults();
        const left = withoutTimes(shop.sandbox.sandbox.state);
        if (!finished.has(left)) {
          const again = await ended(force(shop, after));
          const what = { method, name, at };
          expect({ ...what, again, end: await content(shop) }).toEqual({ ...what, again: "done", end });
          finished.add(left);
        }
        rows.push(
          `${short(method).padEnd(26)} ${(at === 1 ? "once" : "always").padEnd(7)} ${name.padEnd(14)} ${outcome}`,
        );
        await shop.close();
      }
    }
  }
  return `${rows.join("\n")}\n`;
}

/** Everything at Google, with the order of its times in place of them: a second attempt takes longer. */
function withoutTimes(state: SandboxState): string {
  const text = JSON.stringify(state);
  const times = [...new Set(text.match(TIMES))].sort();
  const places = new Map(times.map((time, place) => [time, String(place)]));
  return text.replace(TIMES, (time) => places.get(time)!);
}

/** Of the clock that `shop.ts` gives the sandbox: fingerprints and dates. */
const TIMES = /\b17723[0-9]{8}\b|\b2026-03-01T[0-9:.]+Z/g;

async function undisturbed(state: SandboxState, after: Goals): Promise<{ methods: string[]; end: unknown }> {
  const shop = await openShop({ state });
  const first = shop.sandbox.requests.length;
  await force(shop, after);
  const methods = new Set(shop.sandbox.requests.slice(first).map(({ rpc }) => rpc!));
  const end = await content(shop);
  await shop.close();
  return { methods: [...methods].sort(), end };
}

/** Where every row of a scenario begins: applied once, and copied for each. */
async function stateAfter(before: Goals | null): Promise<SandboxState> {
  const shop = await openShop();
  if (before) await shop.apply(before);
  await shop.close();
  return shop.sandbox.sandbox.state;
}

/** Applies whatever the guards think of it. */
function force(shop: Shop, goals: Goals, way?: Way): Promise<unknown> {
  return shop.apply(goals, { allowUnpublished: true }, way);
}

/** Anything but success and a clear error is a bug, and passes. */
async function ended(run: Promise<unknown>): Promise<string> {
  try {
    await run;
    return "done";
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    expect(error.message).toMatch(/\S/);
    return `error[${error.code}] ${/(\d+ of \d+ [a-z].*|Nothing was changed\.|Nothing in Tag Manager went live\..*|Version \d+ is ready.*)$/.exec(error.message)?.[1] ?? ""}`.trim();
  }
}

/** `container_tag.apiary_v2.TagManagerServiceV2.CreateTag` → `CreateTag`. */
function short(method: string): string {
  return method.slice(method.lastIndexOf(".") + 1);
}

/** What is live, without ids, order and Google's own stamps; and the workspaces that are left. */
export async function content(shop: Shop): Promise<{ workspaces: string[]; [what: string]: unknown }> {
  const { container, property } = await shop.snapshot(DEFINITION_KINDS);
  expect(container.unpublished).toBeNull();
  const all = Object.entries(container.content.entities);
  const names = new Map(
    all
      .flatMap(([, list]) => list)
      .map((one) => [String(one["triggerId"] ?? one["folderId"] ?? "none"), String(one["name"])]),
  );
  return {
    entities: all
      .flatMap(([kind, list]) => list.map((entity) => `${kind} ${canonicalJson(withoutIds(entity, names))}`))
      .sort(),
    builtIns: [...container.content.builtInVariables].sort(),
    keyEvents: property.keyEvents.map(({ resourceName: _, ...rest }) => canonicalJson(rest)).sort(),
    definitions: Object.entries(property.definitions).flatMap(([kind, list]) =>
      list!.map(({ body: { name: _, createTime: __, ...body } }) => `${kind} ${canonicalJson(body)}`).sort(),
    ),
    workspaces: shop.sandbox.sandbox.state.tagManager.containers[0]!.workspaces.filter(
      ({ submitted }) => !submitted,
    ).map(({ name }) => name),
  };
}

const ASSIGNED = ["tagId", "triggerId", "variableId", "folderId", "fingerprint", "tagManagerUrl"];

function withoutIds(entity: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  const own = Object.entries(entity).filter(([key]) => !ASSIGNED.includes(key));
  return Object.fromEntries(
    own.map(([key, value]) => {
      if (key === "parentFolderId") return [key, names.get(String(value)) ?? String(value)];
      if (key === "firingTriggerId")
        return [key, (value as string[]).map((id) => names.get(id) ?? id).sort()];
      return [key, key === "parameter" ? (value as JsonObject[]).map(canonicalJson).sort() : value];
    }),
  );
}
