/** Steps of a recording of Chrome DevTools (github.com/puppeteer/replay, src/Schema.ts), played as they were recorded. */
import type { Frame, Locator, Page } from "playwright-core";
import { parsedUrl } from "../parsed-url.ts";
import { isObject } from "../visits/recording/read-recording.ts";
import type { RecordedAct } from "../visits/recording/recording.ts";
import { click } from "./elements.ts";
import type { Patience } from "./patience.ts";
import type { VisitPage } from "./visit-page.ts";

interface ReplaySettings {
  readonly limits: { readonly isSite: (url: URL) => boolean };
  /** Where an address of the recording is now. */
  readonly rebased: (address: string) => string;
}

type Why = { readonly why: string; readonly ends: boolean } | null;
type Open = (url: string) => Promise<string | null>;

/** For people: `click #buy`. */
export function actWords(act: RecordedAct): string {
  const about = act["type"] === "navigate" ? String(act["url"]) : (alternativesOf(act)[0]?.at(-1) ?? "");
  return `${String(act["type"])} ${about}`.trim().slice(0, 200);
}

/** Replays one recording. Where it goes to another site, it continues when it comes back. */
export class Replay {
  readonly #visit: VisitPage;
  readonly #settings: ReplaySettings;
  readonly #open: Open;
  #isAway = false;

  /** @param open opens a page of the site; says why not where it is none or does not answer */
  constructor(visit: VisitPage, settings: ReplaySettings, open: Open) {
    this.#visit = visit;
    this.#settings = settings;
    this.#open = open;
  }

  /** @returns why the act was not played; null when it was, or when it happened on another site */
  async play(act: RecordedAct): Promise<Why> {
    const target = targetOf(act, this.#settings.rebased);
    const isOfSite = target !== null && this.#settings.limits.isSite(target);
    if (act["type"] === "navigate" || this.#isAway) {
      if (target === null) return null;
      const wasAway = this.#isAway;
      this.#isAway = !isOfSite;
      if (isOfSite) return ending(await this.#open(target.href));
      return wasAway ? null : leftOut(target);
    }
    return this.#act(act, target, isOfSite);
  }

  /**
   * The recorded act had loaded a page. Where it does not because nothing was sent, a page of the site is opened by itself, as
   * its address is known.
   */
  async #act(act: RecordedAct, target: URL | null, isOfSite: boolean): Promise<Why> {
    const visit = this.#visit;
    const { length } = visit.gate.stopped;
    const why = await perform(act, visit).catch(({ message }: Error) => message.split("\n")[0] ?? message);
    if (why !== null) return { why, ends: true };
    if (QUIET.has(String(act["type"]))) return null;
    await visit.settle();
    if (target === null) return null;
    const wasKeptBack = () => visit.gate.stopped.slice(length).some((one) => one.why === "not-sent");
    const isThere = () => isSamePage(visit.page.url(), target.href);
    if (isOfSite) await visit.until(() => isThere() || wasKeptBack());
    if (isThere()) return null;
    this.#isAway = !isOfSite;
    if (!isOfSite) return leftOut(target);
    return wasKeptBack() ? ending(await this.#open(target.href)) : null;
  }
}

function ending(why: string | null): Why {
  return why === null ? null : { why, ends: true };
}

function leftOut({ hostname }: URL): Why {
  return { why: `${hostname} is another site, and was not reached`, ends: false };
}

/** What a page does not notice, or answers at once. */
const QUIET: ReadonlySet<string> = new Set(["setViewport", "change", "hover", "keyUp", "waitForElement"]);

function isSamePage(one: string, other: string): boolean {
  return one.replace(/#.*/, "") === other.replace(/#.*/, "");
}

/** The page that the act has loaded. */
function targetOf(act: RecordedAct, rebased: (address: string) => string): URL | null {
  const events = Array.isArray(act["assertedEvents"]) ? act["assertedEvents"].filter(isObject) : [];
  const asserted = events.findLast(({ type, url }) => type === "navigation" && typeof url === "string")?.[
    "url"
  ];
  const url = rebased(String(act["type"] === "navigate" ? act["url"] : asserted));
  return /^https?:/.test(url) ? parsedUrl(url) : null;
}

/** @returns why it could not be played; null when it was, or when there is nothing to play */
async function perform(act: RecordedAct, visit: VisitPage): Promise<string | null> {
  const { page } = visit;
  switch (act["type"]) {
    case "setViewport":
      await page.setViewportSize({ width: sizeOf(act["width"], 1280), height: sizeOf(act["height"], 720) });
      return null;
    case "keyDown":
    case "keyUp":
      await page.keyboard[act["type"] === "keyDown" ? "down" : "up"](String(act["key"])).catch(() => {});
      return null;
    case "scroll":
      return scroll(act, page);
    case "waitForElement":
    case "click":
    case "doubleClick":
    case "hover":
    case "change":
      return onElement(act, page, visit.patience);
    case "waitForExpression":
    case "customStep":
      return null;
    default:
      return null;
  }
}

function sizeOf(value: unknown, usual: number): number {
  return typeof value === "number" && value > 0 && value < 20_000 ? Math.round(value) : usual;
}

async function scroll(act: RecordedAct, page: Page): Promise<null> {
  const [x, y] = [Number(act["x"] ?? 0), Number(act["y"] ?? 0)];
  await page.evaluate(`window.scrollTo({ left: ${x || 0}, top: ${y || 0}, behavior: "instant" })`);
  return null;
}

async function onElement(act: RecordedAct, page: Page, patience: Patience): Promise<string | null> {
  const element = await locate(act, page, patience);
  if (element === null)
    return act["type"] === "waitForElement" && (act["visible"] === false || act["count"] === 0)
      ? null
      : `${page.url()} has no such element`;
  const { click: timeout } = patience;
  if (act["type"] === "hover") await element.hover({ timeout }).catch(() => {});
  if (act["type"] === "change") return fill(element, String(act["value"] ?? ""), timeout);
  if (act["type"] === "click" || act["type"] === "doubleClick") {
    const handle = await element.elementHandle();
    if (handle && act["type"] === "doubleClick")
      await handle.dblclick({ timeout, noWaitAfter: true }).catch(() => {});
    else if (handle) await click(handle, patience);
  }
  return null;
}

async function fill(element: Locator, value: string, timeout: number): Promise<string | null> {
  const isSelect = await element.evaluate((one) => (one as { localName?: string }).localName === "select");
  return (isSelect ? element.selectOption(value, { timeout }) : element.fill(value, { timeout })).then(
    () => null,
    () => "the field does not accept what was typed",
  );
}

/** Each selector is a text, or a chain through shadow roots. */
function alternativesOf(act: RecordedAct): readonly (readonly string[])[] {
  const all = Array.isArray(act["selectors"]) ? act["selectors"] : [];
  return all
    .map((one) => (Array.isArray(one) ? one.map(String) : [String(one)]))
    .filter((one) => one.length > 0);
}

/** The first alternative that finds something; the page may need a moment. */
async function locate(act: RecordedAct, page: Page, { element: longest }: Patience): Promise<Locator | null> {
  const frame = frameOf(act, page);
  const all = frame ? alternativesOf(act).map((chain) => locatorOf(chain, frame)) : [];
  const end = Date.now() + longest;
  for (;;) {
    for (const one of all) if ((await one.count().catch(() => 0)) > 0) return shownOf(one);
    if (Date.now() >= end || all.length === 0) return null;
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function shownOf(all: Locator): Promise<Locator> {
  const shown = all.filter({ visible: true });
  return (await shown.count().catch(() => 0)) > 0 ? shown.first() : all.first();
}

function frameOf(act: RecordedAct, page: Page): Frame | null {
  const path = Array.isArray(act["frame"]) ? act["frame"].map(Number) : [];
  let frame: Frame | undefined = page.mainFrame();
  for (const index of path) frame = frame?.childFrames()[index];
  return frame ?? null;
}

function locatorOf(chain: readonly string[], frame: Frame): Locator {
  const [first = "", ...others] = chain;
  return others.reduce<Locator>((outer, one) => within(outer, one), within(frame, first));
}

function within(root: Frame | Locator, selector: string): Locator {
  const [, kind, text = ""] = /^(aria|text|xpath|pierce)\/([\s\S]*)$/.exec(selector) ?? [
    null,
    "css",
    selector,
  ];
  switch (kind) {
    case "aria":
      return named(root, text);
    case "text":
      return root.getByText(text, { exact: true });
    case "xpath":
      return root.locator(`xpath=${text}`);
    default:
      return root.locator(`css=${text}`);
  }
}

/** `Add to cart` or `Add to cart[role="button"]`: the accessible name. */
function named(root: Frame | Locator, text: string): Locator {
  const [, name = text, role] = /^([\s\S]*?)\[role="(\w+)"\]$/.exec(text) ?? [];
  const exact = { exact: true };
  if (role) return root.getByRole(role as "button", { name, ...exact });
  return root
    .getByRole("button", { name, ...exact })
    .or(root.getByRole("link", { name, ...exact }))
    .or(root.getByLabel(name, exact))
    .or(root.getByPlaceholder(name, exact))
    .or(root.getByText(name, exact));
}
