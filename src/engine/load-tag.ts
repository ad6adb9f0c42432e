/** Loads a container on a page and does what Google's tag does with it. */
import { judgeEach } from "./conditions.ts";
import { type Consent, createConsent } from "./consent.ts";
import type { Container, Trigger } from "./container.ts";
import { createDataLayer } from "./data-layer.ts";
import type { Ga4Hit } from "./ga4-hit.ts";
import { gtagCommand } from "./gtag-command.ts";
import {
  type ClickOptions,
  type HistorySource,
  NO_LISTENERS,
  type SubmitOptions,
  startListeners,
} from "./listeners.ts";
import { createMessages, type Messages } from "./messages.ts";
import type { PageElement } from "./page-element.ts";
import { createRecord, type FiredTag, type PageRecord } from "./record.ts";
import { UnknownReferencesError, unknownReferences } from "./references.ts";
import type { PageAtLoad, RunningTag } from "./running-tag.ts";
import { createScrollListener, type ScrollDepth, type ScrollListener } from "./scroll.ts";
import type { StartOption } from "./start-option.ts";
import { createTags, type Tags } from "./tags.ts";
import type { Lookup } from "./template.ts";
import { NO_TIMERS, startTimers } from "./timers.ts";
import { createTriggerGroups, type TriggerGroups } from "./trigger-groups.ts";
import { conditionsMet, judgeTriggers, triggerAddress, triggersById, type Verdicts } from "./triggers.ts";
import { resolveUrl } from "./url-parts.ts";
import type { Sight } from "./variables/kind.ts";
import { createLookup } from "./variables/variables.ts";
import { createVideoListener, type VideoFacts, type VideoListener, type VideoStatus } from "./video.ts";
import { NO_VISIBILITY, startVisibility } from "./visibility.ts";

/**
 * Does what Google's tag does with a web container on a page: loads, runs the start-up events, and listens.
 * @throws UnknownReferencesError when the container refers to what it does not contain, as Google would not publish it
 */
export function loadTag(container: Container, page: PageAtLoad): RunningTag {
  refuseUnknownReferences(container);
  return new LoadedTag(container, page);
}

/** A container is only read, so it is looked through once. */
const complete = new WeakSet<Container>();

function refuseUnknownReferences(container: Container): void {
  if (complete.has(container)) return;
  const unknown = unknownReferences(container);
  if (unknown.length > 0) throw new UnknownReferencesError(unknown);
  complete.add(container);
}

/** They run before the first event of the page, whatever that is. */
const START_UP_EVENTS = ["gtm.init_consent", "gtm.init"];

class LoadedTag implements RunningTag {
  readonly #sight: Sight;
  readonly #location: { url: string };
  readonly #lookup: Lookup;
  readonly #consent: Consent;
  readonly #onJudged: PageAtLoad["onJudged"];
  readonly #record: PageRecord;
  readonly #triggers: ReadonlyMap<string, Trigger>;
  readonly #groups: TriggerGroups;
  readonly #tags: Tags;
  readonly #messages: Messages;
  readonly #scroll: ScrollListener;
  readonly #videos: VideoListener;
  readonly #loadedAt: number;
  #event: string | undefined;
  #eventCount = 0;
  #hasStarted = false;
  #isRead = false;
  #isComplete = false;
  #now: number;
  #historyState: unknown = null;
  #listeners = NO_LISTENERS;
  #timers = NO_TIMERS;
  #visibility = NO_VISIBILITY;

  constructor(container: Container, page: PageAtLoad) {
    const dataLayer = createDataLayer();
    const consent = createConsent(page.region);
    this.#consent = consent;
    this.#onJudged = page.onJudged;
    this.#loadedAt = page.now?.() ?? 0;
    this.#now = this.#loadedAt;
    this.#location = { url: page.url };
    this.#sight = { container, page, location: this.#location, dataLayer, event: () => this.#event };
    this.#lookup = createLookup(this.#sight);
    this.#record = createRecord(this.#sight, this.#lookup, (hit, tag) =>
      page.onHit?.(hit, { at: this.#now, tag, isGranted: consent.isGranted }),
    );
    this.#triggers = triggersById(container);
    this.#groups = createTriggerGroups(this.#triggers);
    this.#scroll = createScrollListener(this.#triggers, this.#sight, this.#lookup, page.shownAtLoad ?? {});
    this.#videos = createVideoListener(this.#triggers, this.#sight, this.#lookup);
    this.#tags = createTags(container, consent, (tag) => {
      const firing = this.#record.tagFires(tag);
      page.onFire?.(firing, (message) => this.push(message));
    });
    this.#messages = createMessages({
      dataLayer,
      consent,
      record: this.#record,
      beforeFirstEvent: () => this.#startUp(),
      onEvent: (event) => this.#onEvent(event),
    });
    this.#messages.push(...(page.dataLayerBefore ?? []), { "gtm.start": this.#now, event: "gtm.js" });
  }

  get fired(): readonly FiredTag[] {
    return this.#record.fired;
  }

  get hits(): readonly Ga4Hit[] {
    return this.#record.hits;
  }

  push(message: unknown): void {
    this.#messages.push(message);
  }

  gtag(...args: readonly unknown[]): void {
    this.push(gtagCommand(...args));
  }

  click(element: PageElement, options: ClickOptions = {}): void {
    this.#messages.push(...this.#listeners.click(element, options));
  }

  submit(form: PageElement, options: SubmitOptions = {}): void {
    this.#messages.push(...this.#listeners.submit(form, options));
  }

  navigate(url: string, source: HistorySource, state: unknown = null): void {
    const from = { url: this.#location.url, state: this.#historyState };
    const to = { url: resolveUrl(url, from.url), state };
    this.#location.url = to.url;
    this.#historyState = state;
    this.#messages.push(...this.#listeners.history(from, to, source));
  }

  scrollTo(depth: ScrollDepth): void {
    this.#messages.push(...this.#scroll.reach(depth));
  }

  show(element: PageElement, percent = 100, ms = 0): void {
    const from = this.#now;
    const glance = { percent, length: ms, from: from - this.#loadedAt };
    for (const { after, message } of this.#visibility.show(element, glance)) {
      this.advance(from + after - this.#now);
      this.push(message);
    }
    this.advance(from + ms - this.#now);
  }

  video(status: VideoStatus, facts: VideoFacts = {}): void {
    this.#messages.push(...this.#videos.play(status, facts));
  }

  domReady(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    this.push({ event: "gtm.dom" });
    this.#begin("DOM_READY");
  }

  windowLoaded(): void {
    if (this.#isComplete) return;
    this.#isComplete = true;
    this.domReady();
    this.push({ event: "gtm.load" });
    this.#begin("WINDOW_LOAD");
  }

  advance(ms: number): void {
    const until = this.#now + ms;
    for (let due = this.#timers.takeNext(until); due; due = this.#timers.takeNext(until)) {
      this.#now = due.at;
      this.push(due.message);
    }
    this.#now = until;
  }

  isGranted(consentType: string): boolean {
    return this.#consent.isGranted(consentType);
  }

  read(variableName: string): unknown {
    return this.#lookup(variableName);
  }

  #startUp(): void {
    for (const event of START_UP_EVENTS) {
      this.#sight.dataLayer.apply({ event });
      this.#run(event);
    }
  }

  /** The tag starts once: a second `gtm.js` is ignored. */
  #onEvent(event: string): void {
    if (event === "gtm.js") this.#start();
    else this.#run(event);
  }

  #start(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.#run("gtm.js");
    this.#listeners = startListeners(this.#triggers, this.#sight, this.#lookup);
    this.#timers = startTimers(this.#triggers, this.#sight, this.#lookup, this.#now);
    this.#visibility = startVisibility(this.#triggers, this.#sight, this.#lookup);
    this.#begin("CONTAINER_LOAD");
  }

  /** Starts the listeners that wait for this moment. */
  #begin(moment: StartOption): void {
    this.#videos.start(moment);
    this.#messages.push(...this.#scroll.start(moment));
  }

  /** All triggers are judged before the first tag fires. */
  #run(event: string): void {
    this.#event = event;
    this.#eventCount += 1;
    this.#sight.dataLayer.set("gtm.uniqueEventId", this.#eventCount);
    const verdicts = judgeTriggers(this.#triggers, this.#sight, this.#lookup);
    if (this.#onJudged) this.#reportTo(this.#onJudged, event, verdicts);
    this.#tags.fireFor(verdicts);
    for (const id of this.#groups.completedBy(verdicts)) {
      this.push({ event: "gtm.triggerGroup", "gtm.triggers": triggerAddress(this.#sight.container, id) });
    }
  }

  #reportTo(onJudged: NonNullable<PageAtLoad["onJudged"]>, event: string, verdicts: Verdicts): void {
    onJudged({
      event,
      at: this.#now,
      url: this.#location.url,
      verdicts,
      conditionsOf: (id) => {
        const trigger = this.#triggers.get(id);
        return trigger ? conditionsMet(id, trigger, this.#sight, this.#lookup) : null;
      },
      startConditionsOf: (id) =>
        judgeEach(this.#triggers.get(id)?.autoEventFilter ?? [], this.#lookup, this.#location.url),
      isAllowed: this.#consent.allows,
    });
  }
}
