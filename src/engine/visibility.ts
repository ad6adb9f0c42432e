import { isChecked, parameterNamed, type Trigger } from "./container.ts";
import { isEnabledHere } from "./listeners.ts";
import { elementFacts, type PageElement } from "./page-element.ts";
import { resolveNamed } from "./parameters.ts";
import type { Lookup } from "./template.ts";
import { triggerAddress, triggersOfType } from "./triggers.ts";
import type { Sight } from "./variables/kind.ts";

/** Elements that come into view. */
export interface VisibilityListener {
  /**
   * An element comes into view and leaves again.
   * @param glance what is seen of it, for how long and from when on
   */
  show(element: PageElement, glance: Glance): Sighting[];
}

export interface Glance {
  /** Percent of the element. */
  readonly percent: number;
  /** Milliseconds. */
  readonly length: number;
  /** Milliseconds since the page began to load. */
  readonly from: number;
}

/** A message that is pushed this many milliseconds after the element has come into view. */
export interface Sighting {
  readonly after: number;
  readonly message: object;
}

export const NO_VISIBILITY: VisibilityListener = { show: () => [] };

interface Watch {
  readonly address: string;
  readonly isMeant: (element: PageElement) => boolean;
  /** Percent. */
  readonly ratio: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly frequency: unknown;
  readonly seen: Map<PageElement, SeenElement>;
}

interface SeenElement {
  readonly first: number;
  /** Milliseconds of all glances together. */
  readonly total: number;
  readonly hasFired: boolean;
}

export function startVisibility(
  triggers: ReadonlyMap<string, Trigger>,
  sight: Sight,
  lookup: Lookup,
): VisibilityListener {
  const watches = triggersOfType(triggers, "elementVisibility")
    .filter(([, trigger]) => isEnabledHere(trigger, sight, lookup))
    .map(([id, trigger]) => watchOf(trigger, triggerAddress(sight.container, id), lookup));
  return {
    show: (element, glance) =>
      watches
        .filter(({ isMeant, ratio }) => isMeant(element) && glance.percent >= ratio)
        .flatMap((watch) => sightingOf(watch, element, glance, sight))
        .sort((a, b) => a.after - b.after),
  };
}

function watchOf({ parameter }: Trigger, address: string, lookup: Lookup): Watch {
  const value = (key: string) => resolveNamed(parameter, key, lookup);
  const isTimed = isChecked(parameterNamed(parameter, "useOnScreenDuration"));
  const byId = value("selectorType") === "ID";
  const id = String(value("elementId"));
  const selector = String(value("elementSelector"));
  return {
    address,
    isMeant: (element) => (byId ? element.id === id : matches(element, selector)),
    ratio: Number(value("onScreenRatio")) || 50,
    duration: isTimed ? Number(value("onScreenDuration")) || 0 : 0,
    frequency: value("firingFrequency"),
    seen: new Map(),
  };
}

function matches(element: PageElement, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** Notes the glance, and says whether and when it was enough. The time of all glances adds up. */
function sightingOf(watch: Watch, element: PageElement, glance: Glance, sight: Sight): Sighting[] {
  const { seen, duration, frequency } = watch;
  const before = seen.get(element) ?? { first: glance.from, total: 0, hasFired: false };
  const isOver = before.hasFired || (frequency === "ONCE" && [...seen.values()].some((one) => one.hasFired));
  if (isOver) return [];
  const total = before.total + glance.length;
  const fires = total >= duration;
  // Out of view again, an element that may fire many times starts again.
  const next =
    fires && frequency === "MANY_PER_ELEMENT" ? { total: 0, hasFired: false } : { total, hasFired: fires };
  seen.set(element, { first: before.first, ...next });
  const message = messageOf(watch, element, { first: before.first, glance }, sight);
  return fires ? [{ after: Math.max(duration - before.total, 0), message }] : [];
}

function messageOf(
  { address, duration }: Watch,
  element: PageElement,
  { first, glance }: { readonly first: number; readonly glance: Glance },
  sight: Sight,
): object {
  return {
    event: "gtm.elementVisibility",
    ...elementFacts(element, sight.location.url),
    "gtm.visibleRatio": Math.round(glance.percent * 10) / 10,
    "gtm.visibleTime": duration,
    "gtm.visibleFirstTime": first,
    "gtm.visibleLastTime": glance.from,
    "gtm.triggers": address,
  };
}
