/** Somebody with one browser profile, any number of tabs, and a clock that only the test moves. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import {
  type AddressPart,
  type SessionGoal,
  sessionScriptHtml,
  stepTakenHtml,
} from "../../src/compile/session-script/session-script.ts";
import { NOTHING_YET, type Shop, tagManagerDouble } from "./shop.ts";

/** Noon, in milliseconds; a GA4 session that starts now has the id NOON / 1000. */
export const NOON = Date.UTC(2026, 0, 15, 12);
export const SESSION = NOON / 1000;
export const MINUTE = 60_000;

export const moreThanPages = (pages: number): SessionGoal => ({ event: "goal.pages", moreThanPages: pages });
export const returning: SessionGoal = { event: "goal.returning", returning: true };
export const shownLongerThan = (
  seconds: number,
  looksAt: readonly AddressPart[] = ["pathname"],
): SessionGoal => ({ event: "goal.page", pageLongerThan: seconds, looksAt });
export const longerThan = (seconds: number): SessionGoal => ({ event: "goal.long", longerThan: seconds });

export const allSteps = (steps: number, within?: number): SessionGoal => ({
  event: "goal.funnel",
  funnel: "checkout",
  steps,
  ...(within === undefined ? {} : { within }),
});

/** What the tag of a step runs when it fires; `moment` is Tag Manager's number of the event. */
export const stepTaken = (step: number, moment = step): string =>
  stepTakenHtml("acme-shop", "goal.funnel", step, "{{moment}}")
    .slice("<script>".length, -"</script>".length)
    .replace("{{moment}}", String(moment));

export interface VisitOptions {
  /** What the script looks for; or the tag itself, as a goals file is compiled to it. */
  readonly goals: readonly SessionGoal[] | { readonly html: string };
  /** GA4's session id; left out: GA4's tag is missing and never answers. */
  readonly session?: number;
  /** Scripts that run before everything else in every page, e.g. one that blocks storage. */
  readonly before?: readonly string[];
  /** Scripts at the end of every page, when its tags have fired. */
  readonly after?: readonly string[];
  readonly owners?: readonly string[];
  /** The time at which the visit starts; noon unless given. */
  readonly time?: number;
}

export interface SessionRecord {
  readonly id: number;
  readonly start: number;
  readonly seen: number;
  readonly pages: number;
  readonly sent: readonly string[];
  readonly steps?: Readonly<Record<string, readonly number[]>>;
}

/** A browser profile with one tab, empty whenever a visitor gets it. */
export class Profile {
  readonly context: BrowserContext;
  readonly tab: Page;
  /** Events pushed to the data layer since the profile was cleared, by all tabs, in order. */
  pushed: string[] = [];
  private errors: string[] = [];

  private constructor(context: BrowserContext, tab: Page) {
    this.context = context;
    this.tab = tab;
  }

  static async open(browser: Browser): Promise<Profile> {
    const context = await browser.newContext();
    // On a busy machine the browser's limits of half a minute end tests that are right; what hangs, Vitest ends.
    context.setDefaultTimeout(0);
    await context.clock.install({ time: NOON - 1 });
    await context.clock.pauseAt(NOON);
    const profile = new Profile(context, await context.newPage());
    context.on("weberror", (error) => profile.errors.push(String(error.error())));
    await context.exposeBinding("pushed", (_, event: string) => {
      // The page before may push while it is left; that is no longer anybody's.
      if (event === NOTHING_YET) profile.pushed = [];
      else profile.pushed.push(event);
    });
    return profile;
  }

  /**
   * Forgets everything but what the pages stored: that, the next visitor's first page forgets (see `shop.ts`), since
   * to open one just for this takes longer than many a test. The answer is the errors that pages threw since the
   * last time.
   */
  async clear(): Promise<readonly string[]> {
    for (const page of this.context.pages()) if (page !== this.tab) await page.close();
    await this.context.clearCookies();
    const errors = this.errors;
    this.errors = [];
    this.pushed = [];
    return errors;
  }
}

export class Visitor {
  private readonly profile: Profile;
  private readonly url: string;
  private tabs = 0;

  private constructor(profile: Profile, url: string) {
    this.profile = profile;
    this.url = url;
  }

  static async arrive(profile: Profile, shop: Shop, options: VisitOptions): Promise<Visitor> {
    const visitor = new Visitor(profile, shop.url);
    shop.carry([...(options.before ?? []), tagManagerDouble(tagsOf(options))], options.after);
    await visitor.setsTheClock(options.time ?? NOON);
    if (options.session) await visitor.ga4Says(options.session);
    return visitor;
  }

  get pushed(): readonly string[] {
    return this.profile.pushed;
  }

  /** From now on GA4's tag answers with this session, the visitor's first unless a number is given. */
  async ga4Says(session: number, number = 1): Promise<void> {
    const cookies = Object.entries({ ga4: session, ga4_number: number });
    await this.profile.context.addCookies(
      cookies.map(([name, value]) => ({ name, value: String(value), url: this.url })),
    );
  }

  async ga4FallsSilent(): Promise<void> {
    await this.profile.context.clearCookies();
  }

  /** A new tab. */
  async opens(path: string): Promise<Page> {
    const page = this.tabs++ ? await this.profile.context.newPage() : this.profile.tab;
    await page.goto(this.url + path);
    return page;
  }

  async goes(page: Page, path: string): Promise<void> {
    await page.goto(this.url + path);
  }

  /** Time goes by; every timer that comes due on the way runs. */
  async waits(milliseconds: number): Promise<void> {
    await this.profile.context.clock.runFor(milliseconds);
  }

  /** Somebody sets the clock of the computer. */
  async setsTheClock(time: number): Promise<void> {
    await this.profile.context.clock.setSystemTime(time);
  }

  /** The computer sleeps: timers that come due in between run once, at the end. */
  async sleeps(milliseconds: number): Promise<void> {
    await this.profile.context.clock.fastForward(milliseconds);
  }
}

function tagsOf({ goals, owners = ["acme-shop"] }: VisitOptions): string[] {
  const all =
    "html" in goals
      ? [goals.html]
      : owners.map((owner) => sessionScriptHtml({ owner, measurementId: "G-TEST123456", goals }));
  return all.map((html) => html.slice("<script>".length, -"</script>".length));
}

/** What the script keeps, read from the page's localStorage unless another storage is named. */
export async function recordIn(
  page: Page,
  storage = "localStorage",
  owner = "acme-shop",
): Promise<SessionRecord | null> {
  return page.evaluate(`JSON.parse(${storage}.getItem("goalform.${owner}"))`);
}

/** Hides or shows a tab, as switching to another tab would. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, "hidden", { configurable: true, value: ${hidden} });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));`);
}
