/** Triggers that watch the visitor without a click: how far the page is scrolled, what is seen, which video plays. */
import type {
  ScrollInteraction,
  VideoInteraction,
  VisibleInteraction,
} from "../language/goal-set/interaction.ts";
import { boolean, type Condition, template } from "./gtm-json.ts";
import { plainTextCondition } from "./text-conditions.ts";
import { type Trigger, trigger } from "./triggers.ts";
import {
  SCROLL_DEPTH_THRESHOLD,
  VIDEO_PERCENT,
  VIDEO_STATUS,
  VIDEO_TITLE,
  VIDEO_URL,
} from "./variables/built-in.ts";

/**
 * One threshold for each trigger, and a condition on it as well: pages push `gtm.scrollDepth`
 * by hand too, and such an event does not name a trigger.
 */
export function scrollTrigger({ depth }: ScrollInteraction, pages: readonly Condition[]): Trigger {
  const [units, list, threshold] =
    "percent" in depth
      ? ["PERCENT", "verticalThresholdsPercent", String(depth.percent)]
      : ["PIXELS", "verticalThresholdsPixels", String(depth.pixels)];
  const parameter = [
    template("verticalThresholdUnits", units!),
    template(list!, threshold!),
    boolean("verticalThresholdOn", true),
    template("triggerStartOption", "WINDOW_LOAD"),
    boolean("horizontalThresholdOn", false),
  ];
  const reached: Condition = { variable: SCROLL_DEPTH_THRESHOLD, type: "equals", value: threshold! };
  return trigger("scrollDepth", { filter: [reached, ...pages] }, { parameter });
}

/** Watches for changes of the page, since most banners, pop-ups and forms are added by scripts. */
export function visibilityTrigger(on: VisibleInteraction, pages: readonly Condition[]): Trigger {
  const isTimed = on.seconds > 0;
  const parameter = [
    boolean("useOnScreenDuration", isTimed),
    boolean("useDomChangeListener", true),
    template("elementSelector", on.selector),
    template("firingFrequency", on.once ? "ONCE" : "MANY_PER_ELEMENT"),
    template("selectorType", "CSS"),
    template("onScreenRatio", String(on.percent)),
    ...(isTimed ? [template("onScreenDuration", String(on.seconds * 1000))] : []),
  ];
  return trigger("elementVisibility", { filter: pages }, { parameter });
}

/** `fixMissingApi` lets Tag Manager switch on the player's interface where the page's own code did not. */
export function videoTrigger({ moment, url, title }: VideoInteraction, pages: readonly Condition[]): Trigger {
  const progress = typeof moment === "object" ? String(moment.progress) : null;
  const thresholds = [
    template("radioButtonGroup1", "PERCENTAGE"),
    template("progressThresholdsPercent", progress ?? ""),
  ];
  const parameter = [
    ...(progress === null ? [] : thresholds),
    boolean("captureStart", moment === "start"),
    boolean("captureComplete", moment === "complete"),
    boolean("capturePause", false),
    boolean("captureProgress", progress !== null),
    boolean("fixMissingApi", true),
    template("triggerStartOption", "DOM_READY"),
  ];
  const filter = [
    ...momentConditions(moment),
    ...url.map((matcher) => plainTextCondition(VIDEO_URL, matcher)),
    ...title.map((matcher) => plainTextCondition(VIDEO_TITLE, matcher)),
    ...pages,
  ];
  return trigger("youTubeVideo", { filter }, { parameter });
}

/** Sites push `gtm.video` for other players by hand; those events reach every video trigger, whatever it captures. */
function momentConditions(moment: VideoInteraction["moment"]): Condition[] {
  if (typeof moment === "string") return [{ variable: VIDEO_STATUS, type: "equals", value: moment }];
  return [
    { variable: VIDEO_STATUS, type: "equals", value: "progress" },
    { variable: VIDEO_PERCENT, type: "equals", value: String(moment.progress) },
  ];
}
