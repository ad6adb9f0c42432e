import type { Verdict } from "./conditions.ts";
import type { Consent } from "./consent.ts";
import type { Container, Tag } from "./container.ts";
import type { Verdicts } from "./triggers.ts";

/** Fires the tags of one event. What a tag then does is up to `run`. */
export interface Tags {
  fireFor(verdicts: Verdicts): void;
}

type Ending = "done" | "failed";

/** Which tags have run so far on this page and in this event, and which are about to (sequences can be circular). */
interface Ledger {
  readonly onPage: Set<Tag>;
  readonly inEvent: Set<Tag>;
  readonly underWay: Set<Tag>;
}

/** @param run records the firing of one tag */
export function createTags(container: Container, consent: Consent, run: (tag: Tag) => void): Tags {
  const ordered = inFiringOrder(container.tag ?? []);
  const byName = new Map(ordered.map((tag) => [tag.name, tag]));
  const onPage = new Set<Tag>();

  const fire = (tag: Tag | undefined, ledger: Ledger): Ending => {
    if (!tag || ledger.underWay.has(tag)) return "failed";
    if (hasHadItsTurn(tag, ledger)) return "done";
    ledger.underWay.add(tag);
    const ending = fireInSequence(tag, ledger);
    ledger.underWay.delete(tag);
    return ending;
  };
  const fireInSequence = (tag: Tag, ledger: Ledger): Ending => {
    for (const { tagName, stopOnSetupFailure } of tag.setupTag ?? []) {
      if (fire(byName.get(tagName), ledger) === "failed" && stopOnSetupFailure) return "failed";
    }
    const ending = fireAlone(tag, ledger);
    for (const { tagName, stopTeardownOnFailure } of tag.teardownTag ?? []) {
      if (ending === "done" || !stopTeardownOnFailure) fire(byName.get(tagName), ledger);
    }
    return ending;
  };
  const fireAlone = (tag: Tag, ledger: Ledger): Ending => {
    if (tag.paused || !consent.allows(tag)) return "failed";
    ledger.onPage.add(tag);
    ledger.inEvent.add(tag);
    run(tag);
    return "done";
  };
  return {
    fireFor: (verdicts) => {
      const ledger: Ledger = { onPage, inEvent: new Set(), underWay: new Set() };
      for (const tag of ordered) if (isAskedFor(tag, verdicts)) fire(tag, ledger);
    },
  };
}

/** At least one firing trigger, and no exception: one that could not even be judged still blocks. */
function isAskedFor(tag: Tag, verdicts: Verdicts): boolean {
  if (tag.paused) return false;
  const verdictsOf = (ids: readonly string[] | null | undefined): Verdict[] =>
    (ids ?? []).map((id) => verdicts.get(id) ?? "unmet");
  const fires = verdictsOf(tag.firingTriggerId).includes("met");
  return fires && verdictsOf(tag.blockingTriggerId).every((verdict) => verdict === "unmet");
}

/** Highest priority first; equal priorities keep the order of the container. */
function inFiringOrder(tags: readonly Tag[]): Tag[] {
  const priority = (tag: Tag) => Number(tag.priority?.value ?? 0) || 0;
  return [...tags].sort((a, b) => priority(b) - priority(a));
}

/**
 * "Once per load" remembers for the page, anything else for the event. "Unlimited" makes a difference only to a tag
 * that also runs as the setup or cleanup of another.
 */
function hasHadItsTurn(tag: Tag, { onPage, inEvent }: Ledger): boolean {
  if (tag.tagFiringOption === "oncePerLoad") return onPage.has(tag);
  return tag.tagFiringOption !== "unlimited" && inEvent.has(tag);
}
