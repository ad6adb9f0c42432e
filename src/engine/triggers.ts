import { entryIn } from "../entry-in.ts";
import { type JudgedCondition, judge, judgeEach, type Verdict } from "./conditions.ts";
import { type Container, isChecked, parameterNamed, type Trigger } from "./container.ts";
import { resolveParameter } from "./parameters.ts";
import type { Lookup } from "./template.ts";
import { EVENT_NAME } from "./variables/built-in.ts";
import type { Sight } from "./variables/kind.ts";

/** The triggers that every container has without listing them, by id. */
export const BUILT_IN_TRIGGERS: ReadonlyMap<string, Trigger> = new Map(
  [
    { triggerId: "2147479553", name: "All Pages", type: "pageview" },
    { triggerId: "2147479572", name: "Consent Initialization - All Pages", type: "consentInit" },
    { triggerId: "2147479573", name: "Initialization - All Pages", type: "init" },
  ].map((trigger) => [trigger.triggerId, trigger]),
);

/**
 * The event that each type of trigger waits for; the timer and the custom event name their own. The engine has no listener
 * for `jsError`: such a trigger never fires here.
 */
const EVENTS: Readonly<Record<string, string>> = {
  consentInit: "gtm.init_consent",
  init: "gtm.init",
  pageview: "gtm.js",
  domReady: "gtm.dom",
  windowLoaded: "gtm.load",
  click: "gtm.click",
  linkClick: "gtm.linkClick",
  formSubmission: "gtm.formSubmit",
  historyChange: "gtm.historyChange",
  scrollDepth: "gtm.scrollDepth",
  elementVisibility: "gtm.elementVisibility",
  youTubeVideo: "gtm.video",
  triggerGroup: "gtm.triggerGroup",
};

/** Types whose event names, in `gtm.triggers`, the triggers it is meant for. An event that names none is for all. */
const ADDRESSED = new Set([
  "linkClick",
  "formSubmission",
  "scrollDepth",
  "elementVisibility",
  "youTubeVideo",
  "timer",
  "triggerGroup",
]);

/** The verdicts on the event under way, by trigger id. A trigger that is not there waits for another event. */
export type Verdicts = ReadonlyMap<string, Verdict>;

export function triggersById(container: Container): ReadonlyMap<string, Trigger> {
  const own = (container.trigger ?? []).map((trigger) => [trigger.triggerId ?? "", trigger] as const);
  const known = found.get(container) ?? new Map([...BUILT_IN_TRIGGERS, ...own]);
  found.set(container, known);
  return known;
}

/** A container is only read: many pages of many visits have the same. */
const found = new WeakMap<Container, ReadonlyMap<string, Trigger>>();

/** Every page of every visit asks, and the triggers of a container stay the same. */
export function triggersOfType(
  triggers: ReadonlyMap<string, Trigger>,
  type: string,
): readonly (readonly [id: string, trigger: Trigger])[] {
  const byType = typed.get(triggers) ?? new Map<string, (readonly [string, Trigger])[]>();
  if (byType.size === 0) {
    for (const entry of triggers) {
      const all = byType.get(String(entry[1].type));
      if (all) all.push(entry);
      else byType.set(String(entry[1].type), [entry]);
    }
    typed.set(triggers, byType);
  }
  return byType.get(type) ?? [];
}

const typed = new WeakMap<
  ReadonlyMap<string, Trigger>,
  Map<string, (readonly [id: string, trigger: Trigger])[]>
>();

export function judgeTriggers(
  triggers: ReadonlyMap<string, Trigger>,
  sight: Sight,
  lookup: Lookup,
): Verdicts {
  const { always, waiting } = listened.get(triggers) ?? listen(triggers, sight.container);
  const heard = [...always, ...(waiting.get(sight.event() ?? "") ?? [])];
  return new Map(heard.map(([id, trigger]) => [id, judgeTrigger(id, trigger, sight, lookup)]));
}

type Listed = readonly [id: string, trigger: Trigger];

/** Which triggers hear which event. Most events of a page concern few triggers. */
interface Listening {
  /** Those that may hear any event: their name is a pattern, or depends on variables. */
  readonly always: readonly Listed[];
  readonly waiting: ReadonlyMap<string, readonly Listed[]>;
}

const listened = new WeakMap<ReadonlyMap<string, Trigger>, Listening>();

function listen(triggers: ReadonlyMap<string, Trigger>, container: Container): Listening {
  const always: Listed[] = [];
  const waiting = new Map<string, Listed[]>();
  for (const listed of triggers) {
    const event = onlyEvent(listed[1], container);
    if (event === null) always.push(listed);
    else waiting.set(event, [...(waiting.get(event) ?? []), listed]);
  }
  const listening = { always, waiting };
  listened.set(triggers, listening);
  return listening;
}

/** The one event that the trigger can hear; null where that is not known before. */
function onlyEvent({ type, customEventFilter }: Trigger, { variable }: Container): string | null {
  if (type !== "customEvent") return entryIn(EVENTS, type ?? "") ?? null;
  const [name, ...others] = customEventFilter ?? [];
  const text = (key: string) => parameterNamed(name?.parameter, key)?.value ?? "";
  const isPlain = name?.type === "equals" && !isChecked(parameterNamed(name.parameter, "negate"));
  const isNamed =
    text("arg0") === `{{${EVENT_NAME.name}}}` && !variable?.some((one) => one.name === EVENT_NAME.name);
  return isPlain && isNamed && others.length === 0 && !text("arg1").includes("{{") ? text("arg1") : null;
}

/** How a listener names a trigger in `gtm.triggers`. */
export function triggerAddress(container: Container, triggerId: string): string {
  return `${container.containerId ?? ""}_${triggerId}`;
}

/** The ids of the triggers that a trigger group waits for. */
export function groupMembers(trigger: Trigger): string[] {
  if (trigger.type !== "triggerGroup") return [];
  const members = parameterNamed(trigger.parameter, "triggerIds")?.list ?? [];
  return members.flatMap(({ value }) => (value ? [value] : []));
}

/** The name of a timer's event: its own, else `gtm.timer`. */
export function timerEvent(trigger: Trigger, lookup: Lookup): string {
  return String(resolveParameter(trigger.eventName, lookup) || "gtm.timer");
}

/**
 * Each condition of a trigger with the values that it meets in the event under way. Null for a trigger that waits for
 * another kind of event. The name of a custom event is one of the conditions.
 */
export function conditionsMet(
  id: string,
  trigger: Trigger,
  sight: Sight,
  lookup: Lookup,
): readonly JudgedCondition[] | null {
  if (!waitsForThisEvent(id, trigger, sight, lookup)) return null;
  const conditions = [...(trigger.customEventFilter ?? []), ...(trigger.filter ?? [])];
  return judgeEach(conditions, lookup, sight.location.url);
}

function judgeTrigger(id: string, trigger: Trigger, sight: Sight, lookup: Lookup): Verdict {
  if (!waitsForThisEvent(id, trigger, sight, lookup)) return "unmet";
  const conditions = [...(trigger.customEventFilter ?? []), ...(trigger.filter ?? [])];
  return judge(conditions, lookup, sight.location.url);
}

function waitsForThisEvent(id: string, trigger: Trigger, sight: Sight, lookup: Lookup): boolean {
  const type = trigger.type ?? "";
  if (type === "customEvent") return (trigger.customEventFilter ?? []).length > 0;
  const event = type === "timer" ? timerEvent(trigger, lookup) : entryIn(EVENTS, type);
  return event === sight.event() && (!ADDRESSED.has(type) || isAddressed(id, sight));
}

function isAddressed(id: string, { container, dataLayer }: Sight): boolean {
  const addresses = String(dataLayer.get("gtm.triggers", 2) ?? "");
  return addresses === "" || addresses.split(",").includes(triggerAddress(container, id));
}
