/** What the triggers of a container met during a visit: the moments in which goals counted, or could have. */

import type { JudgedCondition } from "../engine/conditions.ts";
import type { Container, Tag, Trigger } from "../engine/container.ts";
import type { JudgedEvent } from "../engine/running-tag.ts";
import { triggersById } from "../engine/triggers.ts";
import type { Site } from "./site.ts";

/** A moment in which a goal could have counted: one trigger, and what it met. */
export interface RawMoment {
  /** Milliseconds since the visit began. */
  readonly at: number;
  /** The index of the step. */
  readonly step: number;
  /** The goal's id, or `<funnel>.<step>`; of another's container, the name of the tag. */
  readonly key: string;
  readonly trigger: Trigger;
  /** The conditions under which the trigger listens, for one that was only switched on. */
  readonly is: "judged" | "started" | "blocked";
  readonly event: string;
  readonly conditions: readonly JudgedCondition[];
  readonly isMet: boolean;
  /** Whether the tag's own consent check let it fire. */
  readonly isAllowed: boolean;
  /** Whether an exception keeps the tag from firing. */
  readonly isBlocked: boolean;
  readonly url: string;
}

/** The triggers of some tags, watched while a visit is played. */
export class TriggerMoments {
  readonly moments: RawMoment[] = [];
  readonly #watched: readonly (readonly [key: string, tag: Tag])[];
  readonly #triggers: ReadonlyMap<string, Trigger>;
  readonly #start: number;
  #step = 0;

  /**
   * @param watched keys of goals and funnel steps; every tag is watched where it is null
   * @param start the first millisecond of the visit, since 1970
   */
  constructor({ tags, container }: Site, watched: ReadonlySet<string> | null, start: number) {
    this.#watched = [...tags].filter(([key]) => watched === null || watched.has(key));
    this.#triggers = triggersOf(container);
    this.#start = start;
  }

  /** Nothing needs to be judged twice where nobody watches. */
  get isWatching(): boolean {
    return this.#watched.length > 0;
  }

  /** @param step the index of the step during which the event came */
  judged(event: JudgedEvent, step: number): void {
    this.#step = step;
    for (const [key, tag] of this.#watched) {
      const blocking = (tag.blockingTriggerId ?? []).filter(
        (id) => (event.verdicts.get(id) ?? "unmet") !== "unmet",
      );
      const state = { isAllowed: event.isAllowed(tag), isBlocked: blocking.length > 0 };
      const ids = tag.firingTriggerId ?? [];
      for (const id of ids) this.#noteTrigger(key, id, event, state);
      if (!ids.some((id) => event.verdicts.get(id) === "met")) continue;
      for (const id of blocking)
        this.#note(key, id, event, { is: "blocked", conditions: event.conditionsOf(id) ?? [], ...state });
    }
  }

  #noteTrigger(
    key: string,
    id: string,
    event: JudgedEvent,
    state: Pick<RawMoment, "isAllowed" | "isBlocked">,
  ): void {
    const trigger = this.#triggers.get(id);
    if (!trigger) return;
    if (event.event === "gtm.js" && trigger.type === "timer")
      this.#note(key, id, event, { is: "started", conditions: event.startConditionsOf(id), ...state });
    // Custom-event triggers hear everything; what Tag Manager and the session script push does not come from the site.
    const isInner = trigger.type === "customEvent" && /^(?:gtm|goalform)\./.test(event.event);
    const own = pushedByScript(trigger);
    if (own === null ? isInner && event.verdicts.get(id) !== "met" : event.event !== own) return;
    const conditions = event.conditionsOf(id);
    if (conditions !== null) this.#note(key, id, event, { is: "judged", conditions, ...state });
  }

  #note(
    key: string,
    id: string,
    { event, at, url, verdicts }: JudgedEvent,
    seen: Pick<RawMoment, "is" | "conditions" | "isAllowed" | "isBlocked">,
  ): void {
    const isMet =
      seen.is === "started"
        ? seen.conditions.every(({ verdict }) => verdict === "met")
        : verdicts.get(id) === "met";
    const trigger = this.#triggers.get(id) ?? { triggerId: id };
    this.moments.push({ ...seen, at: at - this.#start, step: this.#step, key, trigger, event, isMet, url });
  }
}

/** The event of the session script that a trigger waits for: how far the script is says more than what else there was. */
function pushedByScript({ type, customEventFilter }: Trigger): string | null {
  const [named] = type === "customEvent" ? (customEventFilter ?? []) : [];
  const name = named?.parameter?.find(({ key }) => key === "arg1")?.value ?? "";
  return name.startsWith("goalform.") ? name : null;
}

/** Of one container, found once. */
const triggers = new WeakMap<Container, ReadonlyMap<string, Trigger>>();

function triggersOf(container: Container): ReadonlyMap<string, Trigger> {
  const known = triggers.get(container) ?? triggersById(container);
  triggers.set(container, known);
  return known;
}
