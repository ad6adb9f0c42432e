import { isChecked, parameterNamed, type Trigger } from "./container.ts";
import { isEnabledHere } from "./listeners.ts";
import { resolveNamed } from "./parameters.ts";
import { beginningAt, type StartOption } from "./start-option.ts";
import type { Lookup } from "./template.ts";
import { triggerAddress } from "./triggers.ts";
import type { Sight } from "./variables/kind.ts";

/**
 * Where the lower edge of the window is on the page: percent of the page's height, pixels from its top.
 * What is not given counts as not reached.
 */
export interface ScrollDepth {
  readonly percent?: number;
  readonly pixels?: number;
}

/** Vertical scroll depth; nobody scrolls sideways here. */
export interface ScrollListener {
  /** Starts the triggers that begin at this moment; what is in the window already counts as reached. */
  start(moment: StartOption): object[];
  /** The visitor scrolls; going back up changes nothing. */
  reach(depth: ScrollDepth): object[];
}

interface Threshold {
  readonly units: "percent" | "pixels";
  readonly value: number;
  readonly address: string;
}

/** @param atLoad what the window shows before anybody scrolls */
export function createScrollListener(
  triggers: ReadonlyMap<string, Trigger>,
  sight: Sight,
  lookup: Lookup,
  atLoad: ScrollDepth,
): ScrollListener {
  let pending: readonly Threshold[] = [];
  let deepest = atLoad;
  const passed = (): object[] => {
    const reached = pending.filter(({ units, value }) => (deepest[units] ?? 0) >= value);
    pending = pending.filter((threshold) => !reached.includes(threshold));
    return messagesOf(reached);
  };
  return {
    start: (moment) => {
      const beginning = beginningAt(moment, triggers, "scrollDepth", "WINDOW_LOAD");
      const enabled = beginning.filter(([, trigger]) => isEnabledHere(trigger, sight, lookup));
      pending = [
        ...pending,
        ...enabled.flatMap(([id, trigger]) =>
          thresholdsOf(trigger, triggerAddress(sight.container, id), lookup),
        ),
      ];
      return passed();
    },
    reach: (depth) => {
      deepest = deeper(deepest, depth);
      return passed();
    },
  };
}

function deeper(a: ScrollDepth, b: ScrollDepth): ScrollDepth {
  return {
    percent: Math.max(a.percent ?? 0, b.percent ?? 0),
    pixels: Math.max(a.pixels ?? 0, b.pixels ?? 0),
  };
}

const LISTS = {
  PERCENT: { units: "percent", list: "verticalThresholdsPercent" },
  PIXELS: { units: "pixels", list: "verticalThresholdsPixels" },
} as const;

/** A list in which one entry is not a number has no thresholds at all, as in Google's tag. */
function thresholdsOf(trigger: Trigger, address: string, lookup: Lookup): Threshold[] {
  if (!isChecked(parameterNamed(trigger.parameter, "verticalThresholdOn"))) return [];
  const named = String(resolveNamed(trigger.parameter, "verticalThresholdUnits", lookup));
  if (named !== "PERCENT" && named !== "PIXELS") return [];
  const { units, list } = LISTS[named];
  const written = String(resolveNamed(trigger.parameter, list, lookup) ?? "").split(",");
  const values = written.filter((text) => text.trim() !== "").map(Number);
  return values.some(Number.isNaN) ? [] : values.map((value) => ({ units, value, address }));
}

/** One message a threshold, for all triggers that wait for it. */
function messagesOf(reached: readonly Threshold[]): object[] {
  const groups = new Map<string, Threshold[]>();
  for (const one of [...reached].sort((a, b) => a.value - b.value)) {
    const key = `${one.units} ${one.value}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => ({
    event: "gtm.scrollDepth",
    "gtm.scrollThreshold": group[0]!.value,
    "gtm.scrollUnits": group[0]!.units,
    "gtm.scrollDirection": "vertical",
    "gtm.triggers": group.map(({ address }) => address).join(","),
  }));
}
