/** What Analytics makes of the hits of a visit: sessions, events that rules and audiences add, key events, funnels. */
import { hitsOfRules } from "../engine/event-create-rules.ts";
import type { Ga4Hit } from "../engine/ga4-hit.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { Session } from "./session-script.ts";
import type { Site } from "./site.ts";

/** An event as Analytics has it. */
export interface Received {
  readonly event: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Missing where none were sent. */
  readonly userProperties?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The index of the step. */
  readonly step: number;
  /** When its session began. */
  readonly session: number;
  /** `google`: Analytics collects it by itself. `audience`: an audience sends it. */
  readonly by: Ga4Hit["by"] | "google" | "audience";
  /** The goal's id, or `<funnel>.<step>`, of what sent it; null for everything that is not the file's. */
  readonly key: string | null;
  /** What Google's tag adds to every hit: the address, the title. */
  readonly page: Readonly<Record<string, unknown>>;
  /** Sent although `analytics_storage` is denied: without a cookie. Analytics models such events and counts none. */
  readonly isPing: boolean;
}

interface Circumstances {
  readonly at: number;
  readonly step: number;
  readonly isGranted: boolean;
  readonly key: string | null;
}

/** After this long without an event, the next one begins a session (support.google.com/analytics/answer/12798876). */
export const SESSION_TIMEOUT = 30 * 60_000;

export class Analytics {
  readonly received: Received[] = [];
  /** Keys of goals of which it is not known how often they count. */
  readonly uncertain = new Set<string>();
  readonly #site: Site;
  #session: Session | null = null;
  #sessions = 0;
  #lastEvent = Number.NEGATIVE_INFINITY;
  #page: Readonly<Record<string, unknown>> = {};

  constructor(site: Site) {
    this.#site = site;
  }

  /** The session as Google's tag says it; before the first event, the one that begins now. */
  session(now: number): Session {
    return this.#session ?? { start: now, number: this.#sessions + 1 };
  }

  /** The visitor has been here before, or comes back. */
  comeBack(): void {
    if (this.#sessions === 0) this.#sessions = 1;
    this.#session = null;
    this.#lastEvent = Number.NEGATIVE_INFINITY;
  }

  /** A page is viewed. Google's tag reports it without its fragment. */
  viewPage(
    url: string,
    title: string | null,
    referrer: string | null,
    when: Omit<Circumstances, "key">,
  ): void {
    this.#page = {
      page_location: url.split("#")[0],
      ...(title === null ? {} : { page_title: title }),
      ...(referrer === null ? {} : { page_referrer: referrer }),
    };
    if (this.#site.collectsPageViews)
      this.receive({ event: "page_view", parameters: {}, measurementId: undefined, by: "site" }, when);
  }

  /** The visitor agrees: from now on Google's tag has a session to name, which begins now if there was none. */
  agreed(when: Omit<Circumstances, "key">): void {
    if (this.#session === null) this.#beginSession(when);
  }

  receive(
    hit: Ga4Hit,
    { key = null, ...when }: Omit<Circumstances, "key"> & { readonly key?: string | null },
  ): void {
    const { measurementId, rules } = this.#site;
    // What goes to another property does not concern this one.
    if (hit.measurementId !== undefined && hit.measurementId !== measurementId) return;
    if (when.isGranted) this.#beginSession(when);
    this.#note(hit, { ...when, key });
    for (const { key: rule, rule: body } of rules)
      for (const made of hitsOfRules(hit, [body], { page: this.#page }))
        this.#note(made, { ...when, key: rule });
    if (hit.event === "page_view" && when.isGranted) this.#askAudiences(when);
  }

  #beginSession(when: Omit<Circumstances, "key">): void {
    const { at } = when;
    const isOver = at - this.#lastEvent > SESSION_TIMEOUT;
    this.#lastEvent = at;
    if (this.#session !== null && !isOver) return;
    this.#sessions += 1;
    this.#session = { start: at, number: this.#sessions };
    const events = this.#sessions === 1 ? ["first_visit", "session_start"] : ["session_start"];
    for (const event of events)
      this.#note({ event, parameters: {}, measurementId: undefined, by: "google" }, { ...when, key: null });
  }

  #note(
    { event, parameters, userProperties, by }: Omit<Ga4Hit, "by"> & { readonly by: Received["by"] },
    { at, step, isGranted, key }: Circumstances,
  ): void {
    const session = this.#session?.start ?? at;
    const page = this.#page;
    this.received.push({
      event,
      parameters,
      ...(userProperties && { userProperties }),
      at,
      step,
      session,
      by,
      key,
      page,
      isPing: !isGranted,
    });
  }

  /** An audience acts when somebody becomes a member; how soon it does so again is Google's secret. */
  #askAudiences(when: Omit<Circumstances, "key">): void {
    const session = this.#session!.start;
    const views = this.received.filter((one) => one.event === "page_view" && one.session === session).length;
    for (const { key, event, moreThan } of this.#site.pageCounts) {
      if (views !== moreThan + 1) continue;
      const isMember = this.received.some((one) => one.key === key);
      if (isMember) this.uncertain.add(key);
      else this.#note({ event, parameters: {}, measurementId: undefined, by: "audience" }, { ...when, key });
    }
  }
}

/** The events that count as this goal, before its `counting`: Analytics knows a key event by its name alone. */
export function eventsOf(
  goal: Goal,
  received: readonly Received[],
  goals: readonly Goal[],
): readonly Received[] {
  return received.filter(
    ({ event, key }) =>
      event === goal.event && (key === null || key === goal.id || !goals.some(({ id }) => id === key)),
  );
}

/** How many key events those are; of a goal that is not a key event, how many events. */
export function keyEventsOf(goal: Goal, events: readonly Received[]): number {
  const counted = events.filter(({ isPing }) => !isPing);
  return goal.keyEvent && goal.counting === "once_per_session"
    ? new Set(counted.map(({ session }) => session)).size
    : counted.length;
}

/** `completed`, `not_entered`, or the id of the last step that was reached. */
export function reachedIn(funnel: Funnel, received: readonly Received[], goals: readonly Goal[]): string {
  let reached = "not_entered";
  let before: readonly number[] = [];
  funnel.steps.forEach((step, index) => {
    const ofStep = eventsOfStep(funnel, index, received, goals);
    const isEntry = index === 0 || funnel.open;
    const fitting = ofStep.filter(
      (one) => isEntry || before.some((earlier) => follows(one, earlier, funnel, received)),
    );
    before = fitting.map((one) => received.indexOf(one));
    if (fitting.length === 0) return;
    const isLast = index === funnel.steps.length - 1;
    reached = isLast ? "completed" : step.is === "goal" ? step.goal : step.id;
  });
  return reached;
}

function follows(one: Received, earlier: number, { within }: Funnel, received: readonly Received[]): boolean {
  const passed = one.at - received[earlier]!.at;
  return received.indexOf(one) > earlier && (within === null || passed <= within * 1000);
}

export function eventsOfStep(
  funnel: Funnel,
  index: number,
  received: readonly Received[],
  goals: readonly Goal[],
): readonly Received[] {
  const step = funnel.steps[index]!;
  const seen = received.filter(({ isPing }) => !isPing);
  if (step.is !== "goal") return seen.filter(({ event }) => event === step.event);
  const goal = goals.find(({ id }) => id === step.goal);
  return goal ? eventsOf(goal, seen, goals) : [];
}
