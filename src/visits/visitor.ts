/** One visitor in one browser: documents, with cookies, storage, sessions and time between them. */

import { gtagCommand } from "../engine/gtag-command.ts";
import { loadTag } from "../engine/load-tag.ts";
import type { FiredTag } from "../engine/record.ts";
import type { JudgedEvent, RunningTag } from "../engine/running-tag.ts";
import { resolveUrl, withoutFragment } from "../engine/url-parts.ts";
import { act, elementOfStep } from "./act.ts";
import { Analytics, SESSION_TIMEOUT } from "./analytics.ts";
import { scriptRunner } from "./known-scripts.ts";
import { MeasuredEvents } from "./measured-events.ts";
import { SessionScript, type TakenStep } from "./session-script.ts";
import type { Site } from "./site.ts";
import type { Step } from "./step.ts";
import { TriggerMoments } from "./trigger-moments.ts";
import type { Played } from "./visit.ts";
import { VisitorConsent } from "./visitor-consent.ts";

/** Noon of a day in January: no visit begins at a moment that means anything. */
const START = Date.UTC(2026, 0, 15, 12);

export class Visitor {
  readonly #site: Site;
  readonly #moments: TriggerMoments;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #analytics: Analytics;
  readonly #script: SessionScript;
  readonly #measured: MeasuredEvents | null;
  readonly #fired: Played["fired"][number][] = [];
  readonly #unknown = new Set<string>();
  readonly #cookies: Record<string, string> = {};
  readonly #consent = new VisitorConsent();
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
    const { measured, collectsPageViews } = site;
    this.#measured =
      measured !== undefined && collectsPageViews
        ? new MeasuredEvents(measured, (event, parameters) => this.#receive(event, parameters))
        : null;
    this.#script = new SessionScript(site.session, {
      session: () => this.#analytics.session(this.#now),
      consent: () => this.#consent.storage(),
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
      states.push({ url: this.#url, storage: this.#consent.storage(), runsScript: this.#hasScript });
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
        this.#choose(step.states);
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
        this.#act(step);
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
    return [
      ...this.#consent.commands(),
      ...(isConfiguredByPage ? [gtagCommand("config", measurementId)] : []),
    ];
  }

  #navigate({ to, by }: Extract<Step, { does: "navigate" }>): void {
    const before = this.#url!;
    const url = resolveUrl(to, before);
    this.#url = url;
    const isMeasured = this.#site.measured?.has("pageChanges") ?? true;
    if (isMeasured && withoutFragment(url) !== withoutFragment(before)) this.#viewPage(before);
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

  #act(step: Step): void {
    const html = this.#html ?? "";
    const element = elementOfStep(step, html);
    if (step.does === "submit" && element !== null) this.#measured?.begins(element);
    act(step, this.#tag!, html, (states) => this.#choose(states));
    this.#measured?.acted(step, element);
    if (step.does === "see") this.#now += step.length;
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
    const when = { at: this.#now, step: this.#step, isGranted: this.#consent.storage() === "granted" };
    this.#analytics.viewPage(this.#url!, this.#title, referrer, when);
    this.#measured?.viewed(this.#url!);
  }

  #receive(event: string, parameters: Readonly<Record<string, unknown>>): void {
    const when = { at: this.#now, step: this.#step, isGranted: this.#consent.storage() === "granted" };
    this.#analytics.receive({ event, parameters, measurementId: undefined, by: "site" }, when);
  }

  /** Every timer that falls due in this time runs at its moment. */
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
  #choose(states: Readonly<Record<string, string>>): void {
    if (!this.#hasOpened) {
      this.#consent.setDefault(states);
      return;
    }
    this.#consent.choose(states);
    this.#tag?.gtag("consent", "update", states);
    if (this.#url !== null && this.#consent.storage() === "granted")
      this.#analytics.agreed({ at: this.#now, step: this.#step, isGranted: true });
    this.#script.consentChanged(this.#now);
  }
}

/** What the key of a session script's tag begins with: each goals file has its own. */
const SCRIPT = "shared:session";

/** The step that the tag of `compile/session-script.ts` says has been taken. */
function stepIn(html: string): Pick<TakenStep, "event" | "step"> | null {
  const [, event, step] = /\("goalform\.[a-z0-9_-]+", \["(goalform\.[\w.-]+)", (\d+), /.exec(html) ?? [];
  return event === undefined ? null : { event, step: Number(step) };
}
