/** One entry of `funnels:` → one funnel. */

import { isSureInAnalytics } from "../../countable/via-ga4/obstacles.ts";
import type { Funnel, FunnelAudience, FunnelStep } from "../goal-set/funnel.ts";
import type { Via } from "../goal-set/goal.ts";
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
import { exceptionsOf, readValues } from "./conditions.ts";
import { consentOf } from "./consent.ts";
import { secondsOf } from "./duration.ts";
import { adoptionOf } from "./goal.ts";
import { readInteraction } from "./interaction.ts";
import { onUsualHosts, readPage } from "./page.ts";
import { titleOf } from "./title.ts";
import type { Defaults, Notes, WrittenFunnel } from "./written.ts";

/** What the rest of the file says that matters to steps. */
interface RestOfFile {
  /** The names of the goals, for steps that are goals and have no name of their own. */
  readonly goalNames: ReadonlyMap<string, string>;
  readonly defaults: Defaults;
}

export function readFunnel(notes: Notes, entry: LocatedEntry, around: RestOfFile): WrittenFunnel | null {
  const node = entry.value;
  if (node.kind !== "map") return null;
  const steps = itemsOf(child(node, "steps"));
  const within = textOf(child(node, "within"));
  const via = (textOf(child(node, "via")) as Via | undefined) ?? around.defaults.via;
  const funnel: Funnel = {
    id: entry.key,
    name: textOf(child(node, "name")) ?? titleOf(entry.key),
    description: textOf(child(node, "description")) ?? null,
    open: booleanOf(child(node, "open")) ?? false,
    within: within === undefined ? null : secondsOf(within),
    consent: consentOf(node, around.defaults.consent),
    unless: exceptionsOf(notes, node, around.defaults.unless, around.defaults.trailingSlash),
    steps: steps.map((step) => stepOf(notes, entry.key, step, { ...around, via })),
    audiences: audiencesOf(child(node, "audiences")),
    allows: itemsOf(child(node, "allow")).map((item) => textOf(item) ?? ""),
    at: notes.source.place(entry.keySpan),
  };
  const enabled = booleanOf(child(node, "enabled")) ?? true;
  return { funnel, enabled, node, keySpan: entry.keySpan, steps };
}

function stepOf(
  notes: Notes,
  funnel: string,
  node: Located,
  { goalNames, defaults, via }: RestOfFile & { readonly via: Via },
): FunnelStep {
  const goal = textOf(node) ?? textOf(child(node, "goal"));
  const id = textOf(child(node, "id")) ?? "";
  const name = textOf(child(node, "name"));
  const at = notes.source.place(stepSpan(node));
  if (goal !== undefined) return { is: "goal", goal, name: name ?? goalNames.get(goal) ?? titleOf(goal), at };
  const adopts = adoptionOf(notes, child(node, "adopt"));
  const common = {
    id,
    name: name ?? titleOf(id),
    event: textOf(child(node, "event")) ?? `${funnel}_${id}`,
    page: takenAsItIs(node)
      ? readPage(notes, undefined)
      : onUsualHosts(readPage(notes, child(node, "page"), defaults.trailingSlash), defaults.host),
    where: readValues(notes, child(node, "where"), "data layer"),
    cookie: readValues(notes, child(node, "cookie"), "cookie"),
    ...(adopts === null ? {} : { adopts }),
    at,
  };
  const on = child(node, "on");
  if (!on) return pageStep({ ...common, spa: booleanOf(child(node, "spa")) ?? defaults.spa }, node, via);
  const interaction = readInteraction(notes, on, defaults.trailingSlash);
  const event = takenAsItIs(node) ? (textOf(child(on, "ga4_event")) ?? "") : common.event;
  return { is: "interaction", ...common, event, on: interaction };
}

/** An event that Analytics receives anyway, all of it. */
function takenAsItIs(node: Located): boolean {
  const takesSome = ["where", "cookie", "page"].some((key) => child(node, key) !== undefined);
  return child(child(node, "on"), "ga4_event") !== undefined && !takesSome;
}

type PageStep = Extract<FunnelStep, { is: "page" }>;

/** What the funnel or the defaults say is a wish, as for goals. */
function pageStep(step: Omit<PageStep, "is" | "via">, node: Located, usual: Via): PageStep {
  const own = textOf(child(node, "via")) as Via | undefined;
  const wished: PageStep = { is: "page", ...step, via: own ?? usual };
  return own !== undefined || isSureInAnalytics(wished) ? wished : { ...wished, via: "gtm" };
}

/** How long people stay in an audience unless the file says. */
const USUAL_DAYS = 30;

/** `[completed]` or `{ completed: { days: 90 } }`. */
function audiencesOf(node: Located | undefined): readonly FunnelAudience[] {
  const listed = itemsOf(node).map((item) => ({ of: textOf(item), days: undefined }));
  const mapped = entriesOf(node).map(({ key, value }) => ({ of: key, days: numberOf(child(value, "days")) }));
  const of = (one: "completed" | "abandoned") => {
    const found = [...listed, ...mapped].find((written) => written.of === one);
    return found ? [{ of: one, days: found.days ?? USUAL_DAYS }] : [];
  };
  return [...of("completed"), ...of("abandoned")];
}

/** A step is pointed at by its id or its goal. */
export function stepSpan(node: Located): { readonly start: number; readonly end: number } {
  return node.kind === "scalar" ? node : (child(node, "id") ?? child(node, "goal") ?? node);
}
