/** A container at work on one page, as those who play visits see it. */

import type { JudgedCondition } from "./conditions.ts";
import type { Tag } from "./container.ts";
import type { Ga4Hit } from "./ga4-hit.ts";
import type { ClickOptions, HistorySource, SubmitOptions } from "./listeners.ts";
import type { Page } from "./page.ts";
import type { PageElement } from "./page-element.ts";
import type { FiredTag } from "./record.ts";
import type { ScrollDepth } from "./scroll.ts";
import type { Verdicts } from "./triggers.ts";
import type { VideoFacts, VideoStatus } from "./video.ts";

export interface PageAtLoad extends Page {
  /** What the page pushed before the tag loaded; `gtag` calls as `gtagCommand(...)`. */
  readonly dataLayerBefore?: readonly unknown[];
  /** Called as each tag fires; a caller that plays a Custom HTML tag can push from here, as its script would. */
  readonly onFire?: (fired: FiredTag, push: (message: unknown) => void) => void;
  /** Called for each event after its triggers are judged and before the first tag fires. */
  readonly onJudged?: (event: JudgedEvent) => void;
  /** Called for each hit as it leaves; `tag`: the name of the tag that sends it, if one does. */
  readonly onHit?: (hit: Ga4Hit, leaving: Leaving) => void;
  /** How much of the page the window shows before anybody scrolls: 100 percent of a short one. Default: nothing. */
  readonly shownAtLoad?: ScrollDepth;
}

/** One event of the data layer, while it is under way. */
export interface JudgedEvent {
  readonly event: string;
  /** Milliseconds, on the page's clock. */
  readonly at: number;
  /** The address bar. */
  readonly url: string;
  readonly verdicts: Verdicts;
  /** Each condition of a trigger with the values that it meets; null if the trigger waits for another kind of event. */
  conditionsOf(triggerId: string): readonly JudgedCondition[] | null;
  /** Each condition by which a trigger that listens is switched on, at the start of the page. */
  startConditionsOf(triggerId: string): readonly JudgedCondition[];
  /** Whether the tag's own consent check lets it fire. */
  isAllowed(tag: Tag): boolean;
}

/** How a hit leaves. */
export interface Leaving {
  readonly at: number;
  readonly tag: string | undefined;
  isGranted(consentType: string): boolean;
}

/** A container at work on one page. Reloading the page means loading the tag again. */
export interface RunningTag {
  /** `dataLayer.push`: a plain object, a function, or the `arguments` of a `gtag` call; an array does nothing. */
  push(message: unknown): void;
  /** The site's own `gtag(...)`. An event sends its own hit, and fires custom-event triggers. */
  gtag(...args: readonly unknown[]): void;
  click(element: PageElement, options?: ClickOptions): void;
  submit(form: PageElement, options?: SubmitOptions): void;
  /** A virtual page view, the same address included. A new fragment alone arrives as `popstate`. */
  navigate(url: string, source: HistorySource, state?: unknown): void;
  /** Scrolls down until the lower edge of the window is at this depth. Listeners notice it once everything has loaded. */
  scrollTo(depth: ScrollDepth): void;
  /** An element comes into view, this many percent of it, and leaves after this many milliseconds, which pass. */
  show(element: PageElement, percent?: number, ms?: number): void;
  /** Something happens to a YouTube video. It is noticed once the document has been read. */
  video(status: VideoStatus, facts?: VideoFacts): void;
  /** The document has been read: once per page. */
  domReady(): void;
  /** Everything has loaded: once per page. Includes `domReady`, if that has not happened yet. */
  windowLoaded(): void;
  /** Moves the page's clock forward by milliseconds; timers that fall due fire in order. */
  advance(ms: number): void;
  /** Whether a consent type counts as granted now. */
  isGranted(consentType: string): boolean;
  /** What a variable of the container reads now. */
  read(variableName: string): unknown;
  readonly fired: readonly FiredTag[];
  readonly hits: readonly Ga4Hit[];
}
