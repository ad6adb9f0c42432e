/** The browser of one visitor: its pages, everything that leaves them, and what happens in them. */
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { parsedUrl } from "../parsed-url.ts";
import { Gate, type GateSettings, LAST_PAGE } from "./gate.ts";
import { isNetworkProblem, navigationWords, statusWords } from "./not-opened.ts";
import type { Observed } from "./observed-steps.ts";
import { beforeScript, observerScript, REPORT } from "./page-scripts.ts";
import type { Patience } from "./patience.ts";
import { plainUserAgent } from "./user-agent.ts";
import { installClock, PLAYED_TIME, VisitClock } from "./visit-clock.ts";

export interface VisitSettings extends GateSettings {
  readonly reallySend: boolean;
  /** Time can be made to pass: the pages get a clock that can be moved. */
  readonly hasLongWaits: boolean;
  readonly measurementId: string;
  readonly patience: Patience;
}

export class VisitPage {
  readonly gate: Gate;
  readonly observed: Observed[] = [];
  page: Page;
  readonly #context: BrowserContext;
  readonly #settings: VisitSettings;
  readonly #clock: VisitClock;
  #hasWaited = false;
  #isThere = false;
  #isLeft = false;

  private constructor(
    gate: Gate,
    context: BrowserContext,
    page: Page,
    settings: VisitSettings,
    clock: VisitClock,
  ) {
    this.gate = gate;
    this.page = page;
    this.#context = context;
    this.#settings = settings;
    this.#clock = clock;
  }

  static async open(browser: Browser, settings: VisitSettings): Promise<VisitPage> {
    const clock = new VisitClock();
    const gate = await Gate.open(settings, () => clock.now());
    const context = await browser.newContext({
      proxy: { server: gate.address },
      acceptDownloads: false,
      userAgent: await plainUserAgent(browser),
    });
    if (settings.hasLongWaits) await installClock(context);
    const visit = new VisitPage(gate, context, null as unknown as Page, settings, clock);
    await context.exposeBinding(REPORT, ({ frame }, happening: object) => visit.#hear(frame, happening));
    await context.addInitScript(observerScript(settings.reallySend));
    // What asks before a page is left gets a yes, everything else a no.
    context.on("dialog", (dialog) => {
      const answered = dialog.type() === "beforeunload" ? dialog.accept() : dialog.dismiss();
      answered.catch(() => {});
    });
    visit.page = await context.newPage();
    return visit;
  }

  /** Whether the last page that was opened has loaded, whatever its content is. */
  get isThere(): boolean {
    return this.#isThere;
  }

  get patience(): Patience {
    return this.#settings.patience;
  }

  /** The data layer's name: Tag Manager's snippet may give it another one. */
  get layer(): string {
    const tag = this.gate.answered.findLast(({ url }) => /\/gtm\.js\?/.test(url));
    return (tag && new URL(tag.url).searchParams.get("l")) || "dataLayer";
  }

  /**
   * Opens a page, and returns when it has nothing left to load.
   *
   * @returns why it could not be opened; null when it was
   */
  async open(url: string, referrer: string | null, before: readonly unknown[]): Promise<string | null> {
    const remove = before.length === 0 ? null : await this.#runBefore(beforeScript(before, []));
    const wasAnswered = this.gate.answered.length;
    this.gate.withheld.clear();
    this.#isLeft = false;
    const problem = await this.page
      .goto(url, { timeout: this.patience.page, ...(referrer === null ? {} : { referer: referrer }) })
      .then(
        (response) => (response && response.status() >= 400 ? statusWords(response.status()) : null),
        (error: Error) => navigationWords(error),
      );
    await remove?.();
    const lost = this.gate.answered
      .slice(wasAnswered)
      .find((one) => one.url === new URL(url).href && one.status === null);
    this.#isThere = !lost && !isNetworkProblem(problem);
    if (lost) return lost.reason;
    await this.settle("loads");
    return problem;
  }

  /** The page that is open, without its fragment; null if none is. */
  get address(): string | null {
    const url = this.page.url().replace(/#.*/, "");
    return /^https?:/.test(url) && url !== LAST_PAGE ? url : null;
  }

  /** What every page from now on says before anything else in it: a consent that is known. */
  async always(...command: readonly unknown[]): Promise<void> {
    await this.#context.addInitScript(beforeScript([], [command]));
  }

  /** Until the page has loaded, its scripts have run, and what they asked for has come. */
  async settle(what: "loads" | "answers" = "answers"): Promise<void> {
    const { busy, quiet } = this.patience;
    const { length } = this.gate.answered;
    // What an act makes the page do at once has begun when the page answers.
    await this.page.evaluate("0").catch(() => {});
    await this.gate.quiet(what === "loads" ? quiet : quiet / 2, busy);
    this.page = this.#context.pages().findLast((one) => /^https?:/.test(one.url())) ?? this.page;
    await this.page.waitForLoadState("load", { timeout: busy }).catch(() => {});
    const isNew = what === "loads" || this.gate.answered.length > length;
    if (isNew) await this.gate.quiet(quiet, busy);
    await this.page.evaluate("0").catch(() => {});
    if (isNew) await this.gate.quiet(quiet / 2, busy);
    await this.#firstHit();
  }

  /** A new visitor's first hit leaves at once when Google's tag has started. What is left before then is lost. */
  async #firstHit(): Promise<void> {
    const hasTag = this.gate.answered.some(
      ({ url, status }) => status === 200 && /\/(?:gtm\.js|gtag\/js)\?/.test(url),
    );
    if (this.#hasWaited || !hasTag) return;
    this.#hasWaited = true;
    const end = Date.now() + this.patience.firstHit;
    while (this.gate.hits.length === 0 && Date.now() < end) await new Promise((done) => setTimeout(done, 50));
  }

  /** Until it is so and the page has loaded; not longer than an element is waited for. */
  async until(isSo: () => boolean): Promise<void> {
    const end = Date.now() + this.patience.element;
    while (!isSo() && Date.now() < end) await new Promise((done) => setTimeout(done, 50));
    await this.settle();
  }

  async wait(length: number): Promise<void> {
    if (!this.#settings.hasLongWaits) {
      await new Promise((done) => setTimeout(done, length));
      return;
    }
    const began = Date.now();
    const played = Math.min(length, PLAYED_TIME);
    await this.#context.clock.runFor(played);
    if (length > played) await this.#context.clock.fastForward(length - played);
    this.#clock.jumped(length - (Date.now() - began));
    await this.settle();
  }

  /** The visitor goes away: everything that was waiting to be sent is sent. */
  async leave(): Promise<void> {
    const { busy, end, quiet } = this.patience;
    await this.gate.quiet(end, busy);
    this.#isLeft = true;
    for (const address of ["about:blank", LAST_PAGE])
      await Promise.all(
        this.#context.pages().map((one) => one.goto(address, { timeout: busy }).catch(() => {})),
      );
    await this.gate.quiet(quiet, busy);
  }

  /** What has happened until now is not part of the visit. */
  forget(): void {
    this.gate.hits.length = 0;
    this.gate.stopped.length = 0;
    this.observed.length = 0;
  }

  async close(): Promise<void> {
    await this.#context.close().catch(() => {});
    await this.gate.close();
  }

  async #runBefore(source: string): Promise<() => Promise<void>> {
    const session = await this.#context.newCDPSession(this.page);
    await session.send("Page.enable");
    const { identifier } = await session.send("Page.addScriptToEvaluateOnNewDocument", { source });
    return async () => {
      await session.send("Page.removeScriptToEvaluateOnNewDocument", { identifier }).catch(() => {});
      await session.detach().catch(() => {});
    };
  }

  #hear(frame: Frame, happening: object): void {
    if (this.#isLeft) return;
    const one = { ...happening, at: this.#clock.now() } as Observed | KeptForm;
    if (one.is === "kept") this.#keep(one);
    else if (frame.parentFrame() === null) this.observed.push(one);
  }

  #keep({ action, method }: KeptForm): void {
    const url = parsedUrl(action);
    if (url === null) return;
    const { origin, pathname } = url;
    this.gate.note("not-sent", method.toUpperCase(), url);
    if (method === "get") this.gate.withheld.add(origin + pathname);
  }
}

/** A form that would have been sent now. */
interface KeptForm {
  readonly is: "kept";
  readonly action: string;
  readonly method: string;
}
