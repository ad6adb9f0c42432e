/** One entry of `goals:` → one goal with every default filled in. */

import { countedBy } from "../../countable/counted-by.ts";
import { isSureInAnalytics } from "../../countable/via-ga4/obstacles.ts";
import type {
  Adoption,
  Counting,
  DestinationGoal,
  Ecommerce,
  EventGoal,
  Goal,
  GoalValue,
  PagesPerSessionGoal,
  Role,
  Stage,
  Via,
} from "../goal-set/goal.ts";
import type { FunnelInteraction } from "../goal-set/interaction.ts";
import {
  booleanOf,
  child,
  entriesOf,
  itemsOf,
  type Located,
  type LocatedEntry,
  numberOf,
  textOf,
} from "../source/located.ts";
import { readExceptions, readValues } from "./conditions.ts";
import { consentOf } from "./consent.ts";
import { secondsOf } from "./duration.ts";
import { readInteraction } from "./interaction.ts";
import { onUsualHosts, readPage } from "./page.ts";
import { readParameter, siteSourceOf, together } from "./parameter.ts";
import { titleOf } from "./title.ts";
import { readWays } from "./ways.ts";
import type { Defaults, Notes, WrittenGoal } from "./written.ts";

export function readGoal(notes: Notes, entry: LocatedEntry, defaults: Defaults): WrittenGoal | null {
  const node = entry.value;
  if (node.kind !== "map") return null;
  const enabled = booleanOf(child(node, "enabled")) ?? true;
  const goal = withUsualParameters(
    withUsualExceptions(goalOf(notes, entry, defaults), node, defaults),
    defaults,
  );
  return { goal, enabled, node, keySpan: entry.keySpan };
}

/** Only tags send them: rules have few, and nothing is sent for an event that Analytics receives anyway. */
function withUsualParameters(goal: Goal, { parameters, userProperties }: Defaults): Goal {
  if (parameters.length + userProperties.length === 0 || countedBy(goal) !== "tag") return goal;
  // The goal's value is sent under these names.
  const taken = (name: string) => goal.value !== null && (name === "value" || name === "currency");
  return {
    ...goal,
    parameters: together(
      goal.parameters,
      parameters.filter(({ name }) => !taken(name)),
    ),
    userProperties: together(goal.userProperties, userProperties),
  };
}

/** The default exceptions are blocking triggers: what Analytics counts by itself is left alone. */
function withUsualExceptions(goal: Goal, node: Located, { unless }: Defaults): Goal {
  return child(node, "unless") === undefined && countedBy(goal) === "tag" ? { ...goal, unless } : goal;
}

type FunnelGoal = EventGoal & { readonly on: FunnelInteraction };
type Common = Omit<Extract<Goal, { type: "event" }>, "type" | "on" | "page">;

function goalOf(notes: Notes, { key: id, keySpan, value: node }: LocatedEntry, defaults: Defaults): Goal {
  const common: Common = {
    id,
    name: textOf(child(node, "name")) ?? titleOf(id),
    description: textOf(child(node, "description")) ?? null,
    event: eventOf(id, node),
    keyEvent: booleanOf(child(node, "key_event")) ?? true,
    counting: countingOf(node, defaults),
    value: worthOf(node, defaults),
    parameters: entriesOf(child(node, "parameters")).map((entry) => readParameter(notes, entry)),
    userProperties: entriesOf(child(node, "user_properties")).map((entry) => readParameter(notes, entry)),
    ecommerce: ecommerceOf(child(node, "ecommerce")),
    consent: consentOf(node, defaults.consent),
    sent: textOf(child(node, "sent")) === "once_per_page" ? "once_per_page" : "every_time",
    where: readValues(notes, child(node, "where"), "data layer"),
    cookie: readValues(notes, child(node, "cookie"), "cookie"),
    unless: readExceptions(notes, child(node, "unless"), defaults.trailingSlash),
    role: roleOf(node),
    owner: textOf(child(node, "owner")) ?? null,
    stage: (textOf(child(node, "stage")) as Stage | undefined) ?? null,
    leadsTo: leadsToOf(child(node, "leads_to")),
    isProtected: booleanOf(child(node, "protected")) ?? false,
    allows: itemsOf(child(node, "allow")).map((item) => textOf(item) ?? ""),
    was: textOf(child(node, "was")) ?? null,
    adopts: adoptionOf(notes, child(node, "adopt")),
    at: notes.source.place(keySpan),
  };
  return withType(notes, common, node, defaults);
}

/** `"GA4 - Thanks"`, or with the digest that an import adds: `{ tag: "GA4 - Thanks", digest: … }`. */
export function adoptionOf(notes: Notes, node: Located | undefined): Adoption | null {
  const tag = textOf(node) ?? textOf(child(node, "tag"));
  if (node === undefined || tag === undefined) return null;
  return { tag, digest: textOf(child(node, "digest")) ?? null, at: notes.source.place(node) };
}

function withType(notes: Notes, common: Common, node: Located, defaults: Defaults): Goal {
  const type = textOf(child(node, "type"));
  const page = () =>
    onUsualHosts(readPage(notes, child(node, "page"), defaults.trailingSlash), defaults.host);
  const spa = () => booleanOf(child(node, "spa")) ?? defaults.spa;
  const seconds = secondsOf(textOf(child(node, "longer_than")) ?? "");
  if (type === "destination") return counted({ ...common, type, page: page(), spa: spa() }, node, defaults);
  if (type === "pages_per_session")
    return counted({ ...common, type, moreThan: numberOf(child(node, "more_than")) ?? 0 }, node, defaults);
  if (type === "duration" && textOf(child(node, "scope")) === "page")
    return { ...common, type, scope: "page", seconds, page: page(), spa: spa() };
  if (type === "duration") return { ...common, type, scope: "session", seconds };
  const any = child(node, "any");
  if (any !== undefined) return { ...common, type: "any", ways: readWays(notes, any, defaults) };
  const on = readInteraction(notes, child(node, "on"), defaults.trailingSlash);
  if (on.kind === "funnel")
    return onFunnel(
      { ...common, on, page: readPage(notes, child(node, "page"), defaults.trailingSlash) },
      node,
      defaults,
    );
  // An event that Analytics receives anyway comes from wherever it comes from.
  const isAll = on.kind === "ga4_event" && !TAKES_SOME.some((key) => isSaid(child(node, key)));
  return { ...common, type: "event", on, page: isAll ? readPage(notes, undefined) : page() };
}

/** The default is no more than a wish: it leaves goals to Tag Manager that only Tag Manager can count. */
function counted(
  goal: Omit<DestinationGoal, "via"> | Omit<PagesPerSessionGoal, "via">,
  node: Located,
  defaults: Defaults,
): Goal {
  const own = textOf(child(node, "via")) as Via | undefined;
  const wished: Goal = { ...goal, via: own ?? defaults.via };
  return own !== undefined || isSureInAnalytics(wished) ? wished : { ...goal, via: "gtm" };
}

/** An audience sees no page. Of a visit, the page is that of the last step. */
function onFunnel(goal: Omit<FunnelGoal, "type">, node: Located, { via, host }: Defaults): Goal {
  const own = textOf(child(node, "via")) as Via | undefined;
  const by = (chosen: Via): FunnelGoal => ({ ...goal, type: "event", on: { ...goal.on, via: chosen } });
  const wished = by(own ?? via);
  if (wished.on.via === "ga4" && (own !== undefined || isSureInAnalytics(wished))) return wished;
  return { ...by("gtm"), page: onUsualHosts(goal.page, host) };
}

const TAKES_SOME = ["where", "cookie", "page", "unless"] as const;

/** `unless: []` says that there is no exception. */
function isSaid(node: Located | undefined): boolean {
  return node !== undefined && (node.kind !== "list" || node.items.length > 0);
}

/** A goal on an event that Analytics receives anyway counts by that event, unless it takes only some of them. */
function eventOf(id: string, node: Located): string {
  const takesSome = TAKES_SOME.some((key) => isSaid(child(node, key)));
  const received = takesSome ? undefined : textOf(child(child(node, "on"), "ga4_event"));
  return textOf(child(node, "event")) ?? received ?? id;
}

function countingOf(node: Located, defaults: Defaults): Counting | null {
  const written = (textOf(child(node, "counting")) as Counting | undefined) ?? defaults.counting;
  const takesAll = TAKES_SOME.every((key) => !isSaid(child(node, key)));
  const isGooglesOwn = child(child(node, "on"), "ga4_event") !== undefined && takesAll;
  return written ?? (isGooglesOwn ? null : "once_per_session");
}

function worthOf(node: Located, defaults: Defaults): GoalValue | null {
  const value = child(node, "value");
  const currency = (textOf(child(node, "currency")) ?? defaults.currency ?? "").toUpperCase();
  const source = siteSourceOf(value);
  const otherwise = numberOf(child(value, "default"));
  if (source !== null)
    return { source: { ...source, otherwise: otherwise === undefined ? null : String(otherwise) }, currency };
  const amount = numberOf(value);
  return amount === undefined ? null : { amount, currency };
}

/** `true`, or where the object is. */
export function ecommerceOf(node: Located | undefined): Ecommerce | null {
  const key = textOf(child(node, "data_layer"));
  if (key !== undefined) return { dataLayer: key };
  return booleanOf(node) === true ? { dataLayer: null } : null;
}

function roleOf(node: Located): Role {
  const role = textOf(child(node, "role"));
  const kind = textOf(child(node, "kind"));
  if (role === "macro") return { is: "macro" };
  if (role !== "micro") return { is: "unspecified" };
  return { is: "micro", kind: kind === "milestone" || kind === "secondary" ? kind : null };
}

function leadsToOf(node: Located | undefined): readonly string[] {
  const one = textOf(node);
  return one === undefined ? itemsOf(node).map((item) => textOf(item) ?? "") : [one];
}
