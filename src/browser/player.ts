/** One visitor on the real pages: carries out steps, or what somebody recorded, and keeps what could not be played. */
import { isCollected } from "../visits/collected-event.ts";
import type { RecordedAct } from "../visits/recording/recording.ts";
import type { Step } from "../visits/step.ts";
import { click, findElement, submit } from "./elements.ts";
import { gtagScript, navigateScript, pushScript, scrollScript } from "./page-scripts.ts";
import { actWords, Replay } from "./recorded-steps.ts";
import type { VisitPage, VisitSettings } from "./visit-page.ts";

export interface PlaySettings extends Omit<VisitSettings, "hasLongWaits"> {
  /** What addresses of the tests or the recording begin with, and what is opened instead; null: they stay. */
  readonly rebase: { readonly from: string; readonly to: string } | null;
}

export interface PlayProblem {
  /** The step that could not be played, in its words: `form contact`. */
  readonly step: string;
  /** Follows the step and a colon. */
  readonly why: string;
  /** Whether the rest of the visit says nothing: what counts after it was not tried. */
  readonly ends: boolean;
}

export class Player {
  readonly troubles: PlayProblem[] = [];
  /** Whether the site has answered at all. */
  hasOpened = false;
  readonly #visit: VisitPage;
  readonly #settings: PlaySettings;
  #isOpen = false;
  #isThere = false;

  constructor(visit: VisitPage, settings: PlaySettings) {
    this.#visit = visit;
    this.#settings = settings;
  }

  async playAll(steps: readonly Step[]): Promise<void> {
    const first = steps.findIndex(({ does }) => does === "page");
    if (steps.slice(0, first).some(({ does }) => does === "return")) await this.#wasHere(steps[first]!);
    for (const step of steps) {
      const why = await this.#play(step);
      if (why === null) continue;
      const ends = step.does === "page" || !HARMLESS.has(step.does);
      this.troubles.push({ step: `${step.word} ${step.about}`.trim(), why, ends });
      // What follows is about a page that is not open.
      if (step.does === "page" && !this.#isThere) return;
    }
  }

  /** The visitor has been on the site before, which says nothing about this visit. */
  async #wasHere(page: Step): Promise<void> {
    if (page.does !== "page") return;
    await this.#openPage(page.url, null, []);
    await this.#visit.leave();
    this.#visit.forget();
    this.#isOpen = false;
  }

  async replay(acts: readonly RecordedAct[]): Promise<void> {
    const settings = { limits: this.#settings.limits, rebased: (address: string) => this.#rebased(address) };
    const replay = new Replay(this.#visit, settings, (url) => this.#openPage(url, null, []));
    for (const act of acts) {
      const why = await replay.play(act);
      if (why !== null) this.troubles.push({ step: actWords(act), ...why });
      if (why?.ends) return;
    }
  }

  /** @returns why the step could not be played; null when it was */
  async #play(step: Step): Promise<string | null> {
    const visit = this.#visit;
    switch (step.does) {
      case "page":
        await this.#setCookies(step.url, step.cookies);
        return this.#openPage(step.url, step.referrer ?? this.#visit.address, step.before);
      case "wait":
        await visit.wait(step.length);
        return null;
      case "consent":
        return this.#consent(step.states);
      case "return":
        await visit.leave();
        await visit.wait(SESSION + 60_000);
        return null;
      case "watch":
        return "the player is YouTube's, and nothing of other hosts is loaded";
      case "unknown":
        return "it is not in the recording";
      default: {
        const why = await this.#act(step).catch(firstLine);
        await visit.settle();
        return why;
      }
    }
  }

  async #act(step: Step): Promise<string | null> {
    const { page, layer } = this.#visit;
    switch (step.does) {
      case "navigate":
        if (step.by === "back") await page.goBack().catch(() => {});
        else await page.evaluate(navigateScript(this.#rebased(step.to), step.by));
        return null;
      case "push":
        await page.evaluate(pushScript(layer, step.message));
        return null;
      case "gtag":
        await page.evaluate(gtagScript(layer, step.args));
        return null;
      case "event":
        return this.#send(step.event, step.parameters);
      case "scroll":
        await page.evaluate(scrollScript(step.depth));
        return null;
      case "click":
      case "submit":
      case "see":
        return this.#onElement(step);
      default:
        return null;
    }
  }

  /** Named, the property receives it also where the Google tag is in Tag Manager only. */
  async #send(event: string, parameters: Readonly<Record<string, unknown>>): Promise<string | null> {
    if (isCollected(event))
      return "Google's tag sends this event by itself when it happens: write what the visitor does";
    const { page, layer } = this.#visit;
    const sent = { ...parameters, send_to: this.#settings.measurementId };
    await page.evaluate(gtagScript(layer, ["event", event, sent]));
    return null;
  }

  async #onElement(step: Extract<Step, { does: "click" | "submit" | "see" }>): Promise<string | null> {
    const visit = this.#visit;
    visit.gate.withheld.clear();
    const element = await findElement(
      visit.page,
      step.element,
      (address) => this.#rebased(address),
      visit.patience,
    );
    if (element === null) return `${visit.page.url()} has no such element`;
    if (step.does === "click") await click(element, visit.patience);
    else if (step.does === "see") {
      await element.scrollIntoViewIfNeeded().catch(() => {});
      await visit.wait(Math.max(step.length, 300));
    } else return submit(element, visit.patience);
    return null;
  }

  async #openPage(url: string, referrer: string | null, before: readonly unknown[]): Promise<string | null> {
    const address = this.#rebased(url);
    const { hostname } = new URL(address);
    this.#isThere = false;
    if (!this.#settings.limits.isSite(new URL(address)))
      return `${hostname} is another site, and nothing is opened there (--allow ${hostname} would)`;
    this.#isOpen = true;
    const why = await this.#visit.open(address, referrer, before);
    this.#isThere = this.#visit.isThere;
    this.hasOpened ||= this.#isThere;
    return why;
  }

  /** Before the first page it is what the site's pages say by themselves; later it is the visitor's choice, and every page knows it. */
  async #consent(states: Readonly<Record<string, string>>): Promise<string | null> {
    const visit = this.#visit;
    const args = ["consent", this.#isOpen ? "update" : "default", states];
    if (this.#isOpen) await visit.page.evaluate(gtagScript(visit.layer, args)).catch(() => {});
    await visit.always(...args);
    if (this.#isOpen) await visit.settle();
    return null;
  }

  async #setCookies(url: string, cookies: Readonly<Record<string, string>>): Promise<void> {
    const all = Object.entries(cookies).map(([name, value]) => ({ name, value, url: this.#rebased(url) }));
    if (all.length > 0) await this.#visit.page.context().addCookies(all);
  }

  #rebased(address: string): string {
    const { rebase } = this.#settings;
    if (rebase === null || !(address === rebase.from || address.startsWith(`${rebase.from}/`)))
      return address;
    return rebase.to + address.slice(rebase.from.length);
  }
}

function firstLine({ message }: Error): string {
  return message.split("\n")[0] ?? message;
}

/** Google's own: half an hour without an event ends a session. */
const SESSION = 30 * 60_000;

/** What a visit can lack without losing what comes after it. */
const HARMLESS: ReadonlySet<Step["does"]> = new Set(["event", "watch", "unknown"]);
