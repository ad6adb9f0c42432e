/**
 * What the session script (`compile/session-script-text.ts`) does in a visit, as a model: no browser runs it. The tests of
 * the script in a browser and the tests of this play the same cases (`test/browser/session-cases.ts`).
 *
 * One visitor, one tab that is always in front, a Google tag that answers with its session.
 */
import type { SessionGoal } from "../compile/session-script/session-script.ts";

/** Google's session as the script asks for it. */
export interface Session {
  /** When it began, in milliseconds since 1970. */
  readonly start: number;
  /** 1 for a visitor's first. */
  readonly number: number;
}

export interface World {
  readonly session: () => Session;
  /** `granted`, `denied` until the visitor agrees, or `refused` by the visitor. */
  readonly consent: () => "granted" | "denied" | "refused";
  /** Pushes to the data layer of the open page. */
  readonly push: (event: string) => void;
}

/** What the script keeps in the browser. */
interface Kept {
  readonly session: number;
  readonly pages: number;
  readonly sent: ReadonlySet<string>;
}

type FunnelGoal = Extract<SessionGoal, { readonly funnel: string }>;

/** A step of a funnel, as its tag says it. */
export interface TakenStep {
  /** What the script pushes when the funnel is completed. */
  readonly event: string;
  /** 0 is the first. */
  readonly step: number;
  /** Grows with each event of the data layer. */
  readonly moment: number;
}

/** How far a goal is from what it asks for. */
export interface Progress {
  readonly goal: SessionGoal;
  readonly isReached: boolean;
  /** Milliseconds, pages, the number of the session, or steps of the funnel. */
  readonly so_far: number;
  readonly isSent: boolean;
}

type PageGoal = Extract<SessionGoal, { readonly pageLongerThan: number }>;

interface ShownPage {
  readonly key: string;
  readonly since: number;
  readonly isSent: boolean;
}

const SECOND = 1000;

export class SessionScript {
  readonly #goals: readonly SessionGoal[];
  readonly #world: World;
  #kept: Kept | null = null;
  #url: string | null = null;
  #address: string | null = null;
  #newPages = 0;
  readonly #shown = new Map<PageGoal, ShownPage>();
  /** Steps that wait for the script, or for consent. */
  #waiting: TakenStep[] = [];
  /** When each step was last taken after the one before it, by the event of the goal. */
  readonly #taken = new Map<string, number[]>();
  /** Whether the session is known in this document. */
  #isKnown = false;

  constructor(goals: readonly SessionGoal[], world: World) {
    this.#goals = goals;
    this.#world = world;
  }

  /** A document has loaded, or its address has changed: another path or query is another page. */
  moved(url: string, now: number): void {
    this.#url = url;
    this.#timePages(url, now);
    const { pathname, search } = new URL(url);
    const here = pathname + search;
    if (!this.#mayCount()) return;
    if (here !== this.#address) this.#newPages += 1;
    this.#address = here;
    this.#count(now);
  }

  /** The visitor has said something about consent. */
  consentChanged(now: number): void {
    if (this.#url !== null) this.moved(this.#url, now);
  }

  /** The page is left: what it shows is forgotten, what is stored stays. */
  closed(): void {
    this.#url = null;
    this.#address = null;
    this.#newPages = 0;
    this.#shown.clear();
    this.#waiting = [];
    this.#isKnown = false;
  }

  /** The tag of a step has fired. The script looks at it when the event is over. */
  stepTaken(step: TakenStep): void {
    this.#waiting.push(step);
  }

  /** An event is over: a document that the script runs in takes the steps that it was. */
  eventIsOver(now: number): void {
    if (this.#isKnown && this.#waiting.length > 0) this.acted(now);
  }

  /** When something will be due that is not yet, in milliseconds since 1970. */
  nextDue(now: number): number {
    const dues = this.#goals.flatMap((goal) => {
      if ("pageLongerThan" in goal) {
        const shown = this.#shown.get(goal);
        return shown && !shown.isSent ? [shown.since + goal.pageLongerThan * SECOND] : [];
      }
      // Longer than four minutes is not four minutes: the script looks again within the next second.
      return "longerThan" in goal && this.#isOpen(goal)
        ? [this.#kept!.session + goal.longerThan * SECOND + 1]
        : [];
    });
    return Math.min(...dues.filter((due) => due > now), Number.POSITIVE_INFINITY);
  }

  /** Time has come to this moment: a timer of the script may be due. */
  tick(now: number): void {
    if (this.#url === null) return;
    this.#timePages(this.#url, now);
    const { start } = this.#kept === null ? { start: now } : { start: this.#kept.session };
    const isDue = this.#goals.some(
      (goal) => "longerThan" in goal && this.#isOpen(goal) && now > start + goal.longerThan * SECOND,
    );
    if (isDue) this.acted(now);
  }

  /** The visitor did something, or a timer was due: the script asks Google's tag for the session. */
  acted(now: number): void {
    if (this.#url !== null && this.#kept !== null && this.#mayCount()) this.#count(now);
  }

  #isOpen({ event }: SessionGoal): boolean {
    return this.#kept !== null && !this.#kept.sent.has(event);
  }

  /** For people: how far each goal is. */
  progress(now: number): readonly Progress[] {
    const { number } = this.#world.session();
    return this.#goals.map((goal) => {
      if ("pageLongerThan" in goal) {
        const shown = this.#shown.get(goal);
        const so_far = shown ? now - shown.since : 0;
        return {
          goal,
          so_far,
          isReached: so_far >= goal.pageLongerThan * SECOND,
          isSent: shown?.isSent ?? false,
        };
      }
      const isSent = this.#kept?.sent.has(goal.event) ?? false;
      if ("funnel" in goal) return { goal, ...this.#walked(goal, now), isSent };
      const so_far =
        "longerThan" in goal
          ? this.#length(now)
          : "moreThanPages" in goal
            ? (this.#kept?.pages ?? 0)
            : number;
      return { goal, so_far, isReached: this.#isReached(goal, now), isSent };
    });
  }

  #length(now: number): number {
    return this.#kept === null ? 0 : now - this.#kept.session;
  }

  /** How many steps lead to where the visitor is. */
  #walked(goal: FunnelGoal, now: number): Pick<Progress, "so_far" | "isReached"> {
    const taken = this.#taken.get(goal.event) ?? [];
    const isReached = taken.length === 0 && (this.#kept?.sent.has(goal.event) ?? false);
    const last = taken.findLastIndex((at) => this.#leadsOn(goal, at, now));
    return { so_far: isReached ? goal.steps : last + 1, isReached };
  }

  #leadsOn({ within }: FunnelGoal, at: number, now: number): boolean {
    const isOfSession = this.#kept !== null && at >= this.#kept.session - SECOND;
    return isOfSession && (within === undefined || now - at <= within * SECOND);
  }

  /** One moment is never two steps: of those of one event, later ones come first. */
  #takeSteps(now: number): readonly string[] {
    this.#isKnown = true;
    const steps = this.#waiting.sort((a, b) => a.moment - b.moment || b.step - a.step);
    this.#waiting = [];
    return steps.flatMap(({ event, step }) => {
      const goal = this.#goals.find((one): one is FunnelGoal => "funnel" in one && one.event === event);
      return goal && this.#isCompletedBy(goal, step, now) ? [event] : [];
    });
  }

  #isCompletedBy(goal: FunnelGoal, step: number, now: number): boolean {
    const taken = this.#taken.get(goal.event) ?? [];
    const before = step === 0 ? now : taken[step - 1];
    if (before === undefined || !this.#leadsOn(goal, before, now)) return false;
    const isCompleted = step === goal.steps - 1;
    this.#taken.set(goal.event, isCompleted ? [] : Object.assign([...taken], { [step]: now }));
    return isCompleted;
  }

  #mayCount(): boolean {
    const consent = this.#world.consent();
    if (consent === "refused") this.#forget();
    return consent === "granted";
  }

  #forget(): void {
    this.#kept = null;
    this.#address = null;
    this.#newPages = 0;
    this.#shown.clear();
    this.#waiting = [];
    this.#taken.clear();
  }

  /** Saved as sent before it is pushed: what a tag does next cannot push it twice. */
  #count(now: number): void {
    const { start } = this.#world.session();
    const before = this.#kept !== null && this.#kept.session === start ? this.#kept : null;
    const pages = (before?.pages ?? 0) + (this.#newPages || (before ? 0 : 1));
    this.#newPages = 0;
    this.#kept = { session: start, pages, sent: before?.sent ?? new Set() };
    const reached = this.#goals.filter(
      (goal) =>
        !("pageLongerThan" in goal) && this.#isReached(goal, now) && !this.#kept!.sent.has(goal.event),
    );
    const events = [...reached.map(({ event }) => event), ...this.#takeSteps(now)];
    this.#kept = { ...this.#kept, sent: new Set([...this.#kept.sent, ...events]) };
    for (const event of events) this.#world.push(event);
  }

  #isReached(goal: SessionGoal, now: number): boolean {
    if (this.#kept === null) return false;
    if ("longerThan" in goal) return this.#length(now) > goal.longerThan * SECOND;
    if ("moreThanPages" in goal) return this.#kept.pages > goal.moreThanPages;
    return "returning" in goal && this.#world.session().number > 1;
  }

  #timePages(url: string, now: number): void {
    const location = new URL(url);
    const reached = this.#goals.filter((goal): goal is PageGoal => {
      if (!("pageLongerThan" in goal)) return false;
      const key = goal.looksAt.map((part) => location[part]).join("");
      const shown = this.#shown.get(goal);
      if (shown?.key !== key) this.#shown.set(goal, { key, since: now, isSent: false });
      const { since, isSent } = this.#shown.get(goal)!;
      return !isSent && now - since >= goal.pageLongerThan * SECOND;
    });
    if (reached.length === 0 || this.#world.consent() !== "granted") return;
    for (const goal of reached) {
      this.#shown.set(goal, { ...this.#shown.get(goal)!, isSent: true });
      this.#world.push(goal.event);
    }
  }
}

/** Kinds of session goals that this model does not know: what they count cannot be judged offline. */
export function isModelled(goal: SessionGoal): boolean {
  return ["longerThan", "moreThanPages", "returning", "pageLongerThan", "funnel"].some(
    (kind) => kind in goal,
  );
}
