/** What Analytics makes of a site's hits, by the event create rules that a goals file becomes. */
import { expect } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { type EventCreateRule, hitsOfRules } from "../../src/engine/event-create-rules.ts";
import type { DesiredResource, Kind } from "../../src/resources/resource.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "./shop.ts";
import { SITE } from "./visit.ts";

/** The goals (the file without its head) as resources of one kind. */
export function resourcesOf(goals: string, kind: Kind): DesiredResource[] {
  const all = compiled.get(goals) ?? compile(goalSet(HEAD + goals), MEASUREMENT_ID).resources;
  compiled.set(goals, all);
  return all.filter((one) => one.kind === kind);
}

const compiled = new Map<string, readonly DesiredResource[]>();

export interface Made {
  readonly event: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The events that the rules make of one that the site sends, in order. Whether Google looks for a
 * pattern anywhere or wants it to match everything must make no difference.
 */
export function madeOf(
  goals: string,
  event: string,
  parameters: Readonly<Record<string, unknown>>,
  page = `${SITE}/`,
): Made[] {
  const rules = resourcesOf(goals, "ga4.eventCreateRule").map(
    ({ body }) => body as unknown as EventCreateRule,
  );
  const hit = { event, parameters, measurementId: MEASUREMENT_ID, by: "site" as const };
  const [part, whole] = (["part", "whole"] as const).map((regularExpressions) =>
    hitsOfRules(hit, rules, { page: { page_location: page }, regularExpressions }),
  );
  expect(whole).toEqual(part);
  return part!.map(({ event: name, parameters: sent }) => ({ event: name, parameters: sent }));
}

/** The names of the events that the rules make of a page that is viewed. */
export function countedPage(goals: string, url: string): string[] {
  const page = url.startsWith("/") ? SITE + url : url;
  return madeOf(goals, "page_view", {}, page).map(({ event }) => event);
}
