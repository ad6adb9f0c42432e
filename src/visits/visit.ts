/** One visitor in one browser: documents, with cookies, storage, sessions and time between them. */

import { gtagCommand, readGtagCommand } from "../engine/gtag-command.ts";
import type { PageElement } from "../engine/page-element.ts";
import type { FiredTag } from "../engine/record.ts";
import { type JudgedEvent, loadTag, type RunningTag } from "../engine/tag.ts";
import { resolveUrl, withoutFragment } from "../engine/url-parts.ts";
import { Analytics, type Received, SESSION_TIMEOUT } from "./analytics.ts";
import { elementOf } from "./html.ts";
import { scriptRunner } from "./known-scripts.ts";
import { SessionScript, type TakenStep } from "./session-script.ts";
import type { Site } from "./site.ts";
import type { Step, WrittenElement } from "./step.ts";
import { type RawMoment, TriggerMoments } from "./trigger-moments.ts";

export interface Played {
  readonly steps: readonly Step[];
  readonly moments: readonly RawMoment[];
  readonly received: readonly Received[];
  /** Milliseconds from the start of the visit to the end of each step. */
  readonly ends: readonly number[];
  /** How far the session script was after each step. */
  readonly progress: readonly ReturnType<SessionScript["progress"]>[];
  /** The address in the address bar at the end of each step, and whether `analytics_storage` is granted. */
  readonly states: readonly {
    readonly url: string | null;
    readonly storage: "granted" | "denied" | "refused";
    readonly runsScript: boolean;
  }[];
  /** Tags that fired, by name, with the step. */
  readonly fired: readonly { readonly tag: FiredTag; readonly step: number; readonly at: number }[];
  /** What the visit contains that nobody can judge without a browser; empty if there is nothing. */
  readonly unknown: readonly string[];
  /** Goals whose number of key events is not known. */
  readonly uncertain: ReadonlySet<string>;
  /** The first millisecond of the visit, since 1970. */
  readonly start: number;
}

/** @param watched keys of the goals and funnel steps whose moments are wanted; every tag's where it is null */
export function playVisit(
  steps: readonly Step[],
  site: Site,
  watched: ReadonlySet<string> | null = NOBODY,
): Played {
  const played = new Visit(site, NOBODY).play(steps);
  let moments: readonly RawMoment[] | undefined;
  return {
    ...played,
    // Nobody asks why a visit counted as expected. A visit is the same each time, so it is watched when somebody does.
    get moments() {
      moments ??= new Visit(site, watched).play(steps).moments;
      return moments;
    },
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Noon of a day in January: no visit begins at a moment that means anything. */
const START = Date.UTC(2026, 0, 15, 12);

class Visit {
  readonly #site: Site;
  readonly #moments: TriggerMoments;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #analytics: Analytics;
  readonly #script: SessionScript;
  readonly #fired: Played["fired"][number][] = [];
  readonly #unknown = new Set<string>();
  readonly #cookies: Record<string, string> = {};
  readonly #byDefault: Record<string, string> = {};
  readonly #chosen: Record<string, string> = {};
  #hasOpened = false;
  #isScriptRun = false;
  #moment = 0;
  #hasScript = false;
  #step = 0;
  #now = START;
  #tag: RunningTag | null = null;
  #url: string | null = null;
  #html: string | null = null;
  #title: string | null = null;

  constructor(site: Site, watched: ReadonlySet<string> | null) {
    this.#site = site;
    this.#keys = new Map([...site.tags].map(([key, { name }]) => [name ?? "", key]));
    this.#moments = new TriggerMoments(site, watched, START);
    this.#analytics = new Analytics(site);
    this.#script = new SessionScript(site.session, {
      session: () => this.#analytics.session(this.#now),
      consent: () => this.#storage(),
      push: (event) => this.#tag?.push({ event }),
    });
  }

  play(steps: readonly Step[]): Played {
    const ends: number[] = [];
    const progress: Played["progress"][number][] = [];
    const states: Played["states"][number][] = [];
    steps.forEach((step, index) => {
      this.#step = index;
      this.#happen(step);
      ends.push(this.#now - START);
      progress.push(this.#url === null ? [] : this.#script.progress(this.#now));
      states.push({ url: this.#url, storage: this.#storage(), runsScript: this.#hasScript });
    });
    return {
      steps,
      moments: this.#moments.moments,
      received: this.#analytics.received,
      ends,
      progress,
      states,
      fired: this.#fired,
      unknown: [...this.#unknown],
      uncertain: this.#analytics.uncertain,
      start: START,
    };
  }

  #happen(step: Step): void {
    switch (step.does) {
      case "page":
        this.#open(step);
        break;
      case "navigate":
        this.#navigate(step);
        break;
      case "wait":
        this.#wait(step.length);
        break;
      case "consent":
        this.#consent(step.states);
        break;
      case "return":
        this.#return();
        break;
      case "event":
        this.#receive(step.event, step.parameters);
        break;
      case "unknown":
        this.#unknown.add(step.why);
        break;
      default:
        this.#act(step, this.#tag!);
        this.#takeSteps();
        this.#script.tick(this.#now);
        this.#script.acted(this.#now);
    }
  }

  #open(step: Extract<Step, { does: "page" }>): void {
    const referrer = step.referrer ?? this.#url;
    Object.assign(this.#cookies, step.cookies);
    this.#hasOpened = true;
    this.#url = step.url;
    this.#html = step.html;
    this.#title = step.title;
    this.#viewPage(referrer);
    this.#script.closed();
    this.#tag = loadTag(this.#site.container, {
      url: step.url,
      now: () => this.#now,
      cookies: this.#cookies,
      globals: { document: { title: step.title ?? "", referrer: referrer ?? "" } },
      ...(referrer === null ? {} : { referrer }),
      dataLayerBefore: [...this.#beforeTag(), ...step.before],
      runScript: scriptRunner(() => this.#unknown.add("a script of the container")),
      ...(this.#moments.isWatching ? { onJudged: (event) => this.#judged(event) } : {}),
      onHit: (hit, { at, tag, isGranted }) => {
        const key = tag === undefined ? null : (this.#keys.get(tag) ?? null);
        const when = { at, step: this.#step, isGranted: isGranted("analytics_storage") };
        this.#analytics.receive(hit, { ...when, key });
      },
      onFire: (tag) => this.#fire(tag),
    });
    this.#tag.windowLoaded();
    this.#hasScript = false;
    this.#runScript(step.url);
    this.#takeSteps();
  }

  /** What the page has before Tag Manager's snippet: the consent that is known, and the site's own Google tag. */
  #beforeTag(): unknown[] {
    const { isConfiguredByPage, measurementId } = this.#site;
    const isSaid = (states: object) => Object.keys(states).length > 0;
    return [
      ...(isSaid(this.#byDefault) ? [gtagCommand("consent", "default", this.#byDefault)] : []),
      ...(isSaid(this.#chosen) ? [gtagCommand("consent", "update", this.#chosen)] : []),
      ...(isConfiguredByPage ? [gtagCommand("config", measurementId)] : []),
    ];
  }

  #navigate({ to, by }: Extract<Step, { does: "navigate" }>): void {
    const before = this.#url!;
    const url = resolveUrl(to, before);
    this.#url = url;
    if (withoutFragment(url) !== withoutFragment(before)) this.#viewPage(before);
    const source = by === "replace" ? "replaceState" : by === "push" ? "pushState" : "popstate";
    this.#tag!.navigate(url, source);
    this.#runScript(url);
    this.#takeSteps();
  }

  #judged(event: JudgedEvent): void {
    this.#moment += 1;
    this.#moments.judged(event, this.#step);
  }

  #fire(tag: FiredTag): void {
    this.#fired.push({ tag, step: this.#step, at: this.#now - START });
    if (this.#keys.get(tag.tag)?.startsWith(SCRIPT)) this.#isScriptRun = true;
    const taken = tag.type === "html" ? stepIn(String(tag.parameters["html"] ?? "")) : null;
    if (taken !== null) this.#script.stepTaken({ ...taken, moment: this.#moment });
  }

  /** What a step leads to may be a step of another funnel. */
  #takeSteps(): void {
    this.#script.eventIsOver(this.#now);
    this.#script.eventIsOver(this.#now);
  }

  /** The script sees what its tag fires on: pages of the hosts that the file names, where it names some. */
  #runScript(url: string): void {
    if (this.#isScriptRun) {
      this.#script.moved(url, this.#now);
      this.#hasScript = true;
    }
    this.#isScriptRun = false;
  }

  #viewPage(referrer: string | null): void {
    const when = { at: this.#now, step: this.#step, isGranted: this.#storage() === "granted" };
    this.#analytics.viewPage(this.#url!, this.#title, referrer, when);
  }

  #receive(event: string, parameters: Readonly<Record<string, unknown>>): void {
    const when = { at: this.#now, step: this.#step, isGranted: this.#storage() === "granted" };
    this.#analytics.receive({ event, parameters, measurementId: undefined, by: "site" }, when);
  }

  /** Every timer that falls due on the way runs at its time. */
  #wait(length: number): void {
    const until = this.#now + length;
    while (this.#now < until) {
      const next = Math.min(this.#script.nextDue(this.#now), until);
      this.#tag?.advance(next - this.#now);
      this.#now = next;
      this.#takeSteps();
      this.#script.tick(next);
    }
  }

  #return(): void {
    if (this.#tag !== null) this.#now += SESSION_TIMEOUT + 60_000;
    this.#script.closed();
    this.#tag = null;
    this.#url = null;
    this.#analytics.comeBack();
  }

  /** What is said first is the site's default, whatever follows is the visitor's choice. */
  #consent(states: Readonly<Record<string, string>>): void {
    const isDefault = !this.#hasOpened;
    Object.assign(isDefault ? this.#byDefault : this.#chosen, states);
    if (isDefault) return;
    this.#tag?.gtag("consent", "update", states);
    if (this.#url !== null && this.#storage() === "granted")
      this.#analytics.agreed({ at: this.#now, step: this.#step, isGranted: true });
    this.#script.consentChanged(this.#now);
  }

  #storage(): "granted" | "denied" | "refused" {
    const chosen = this.#chosen["analytics_storage"];
    if (chosen !== undefined) return chosen === "denied" ? "refused" : "granted";
    return this.#byDefault["analytics_storage"] === "denied" ? "denied" : "granted";
  }

  #act(step: Step, tag: RunningTag): void {
    switch (step.does) {
      case "push":
        tag.push({ ...step.message });
        break;
      case "gtag":
        this.#gtag(step.args, tag);
        break;
      case "click":
        tag.click(this.#element(step.element));
        break;
      case "submit":
        tag.submit(enclosingForm(this.#element(step.element)));
        break;
      case "scroll":
        tag.scrollTo(step.depth);
        break;
      case "see":
        tag.show(this.#element(step.element), step.percent, step.length);
        this.#now += step.length;
        break;
      case "watch":
        tag.video(step.status, {
          ...(step.url === null ? {} : { url: step.url }),
          ...(step.title === null ? {} : { title: step.title }),
          ...(step.percent === null ? {} : { percent: step.percent }),
        });
        break;
      default:
        break;
    }
  }

  #gtag(args: readonly unknown[], tag: RunningTag): void {
    const command = readGtagCommand(args);
    if (command?.kind === "consent") this.#consent(command.states as Readonly<Record<string, string>>);
    else tag.gtag(...args);
  }

  /** The reader has seen that it is there. */
  #element({ html, on }: WrittenElement): PageElement {
    return elementOf(html ?? this.#html ?? "", on)!;
  }
}

/** What the key of a session script's tag begins with: each goals file has its own. */
const SCRIPT = "shared:session";

/** The step that the tag of `compile/session-script.ts` says has been taken. */
function stepIn(html: string): Pick<TakenStep, "event" | "step"> | null {
  const [, event, step] = /\("goalform\.[a-z0-9_-]+", \["(goalform\.[\w.-]+)", (\d+), /.exec(html) ?? [];
  return event === undefined ? null : { event, step: Number(step) };
}

/** A button sends the form that it is in. */
function enclosingForm(element: PageElement): PageElement {
  for (let one: PageElement | null = element; one; one = one.parentElement)
    if (one.tagName === "FORM") return one;
  return element;
}
