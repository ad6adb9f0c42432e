import { isChecked, parameterNamed, type Trigger } from "./container.ts";
import { isEnabledHere } from "./listeners.ts";
import { elementFacts, type PageElement } from "./page-element.ts";
import { resolveNamed } from "./parameters.ts";
import { beginningAt, type StartOption } from "./start-option.ts";
import type { Lookup } from "./template.ts";
import { triggerAddress } from "./triggers.ts";
import type { Sight } from "./variables/kind.ts";

export type VideoStatus = "start" | "progress" | "pause" | "seek" | "buffering" | "complete";

/** What the player knows about the video, and where in it the visitor is. */
export interface VideoFacts {
  /** The video's own page, as YouTube's player names it. */
  readonly url?: string;
  readonly title?: string;
  /** Seconds. */
  readonly duration?: number;
  /** How much of it has been played; for `progress` the point that is passed just now. */
  readonly percent?: number;
  /** Whether at least half of the player is on screen. */
  readonly isVisible?: boolean;
  /** The iframe. */
  readonly player?: PageElement;
}

/** YouTube videos embedded in the page. */
export interface VideoListener {
  /** Starts the triggers that begin at this moment. */
  start(moment: StartOption): void;
  /** Something happens to a video: one message for each trigger that captures it. */
  play(status: VideoStatus, facts: VideoFacts): object[];
}

type Started = readonly [id: string, trigger: Trigger];

export function createVideoListener(
  triggers: ReadonlyMap<string, Trigger>,
  sight: Sight,
  lookup: Lookup,
): VideoListener {
  let started: readonly Started[] = [];
  return {
    start: (moment) => {
      const beginning = beginningAt(moment, triggers, "youTubeVideo", "DOM_READY");
      started = [...started, ...beginning.filter(([, trigger]) => isEnabledHere(trigger, sight, lookup))];
    },
    play: (status, facts) => {
      const percent = percentAt(status, facts);
      return started
        .filter(([, trigger]) => captures(trigger, status, percent, lookup))
        .map(([id]) => ({
          ...messageOf(status, percent, facts, sight),
          "gtm.triggers": triggerAddress(sight.container, id),
        }));
    },
  };
}

function percentAt(status: VideoStatus, { percent = 0 }: VideoFacts): number {
  if (status === "complete") return 100;
  return status === "start" ? 0 : Math.round(percent);
}

/** A pause, a jump and waiting for data share one switch. */
const SWITCHES: Readonly<Record<Exclude<VideoStatus, "progress">, string>> = {
  start: "captureStart",
  complete: "captureComplete",
  pause: "capturePause",
  seek: "capturePause",
  buffering: "capturePause",
};

/** The list of thresholds decides about progress, not the switch next to it, as in Google's tag. */
function captures({ parameter }: Trigger, status: VideoStatus, percent: number, lookup: Lookup): boolean {
  if (status !== "progress") return isChecked(parameterNamed(parameter, SWITCHES[status]));
  const list = String(resolveNamed(parameter, "progressThresholdsPercent", lookup) ?? "");
  return list.split(",").some((text) => Number.parseInt(text, 10) === percent);
}

function messageOf(status: VideoStatus, percent: number, facts: VideoFacts, sight: Sight): object {
  const duration = Math.round(facts.duration ?? 0);
  return {
    event: "gtm.video",
    ...(facts.player ? elementFacts(facts.player, sight.location.url) : {}),
    "gtm.videoProvider": "youtube",
    "gtm.videoStatus": status,
    "gtm.videoUrl": facts.url ?? "",
    "gtm.videoTitle": facts.title ?? "",
    "gtm.videoDuration": duration,
    "gtm.videoCurrentTime": Math.round((duration * percent) / 100),
    "gtm.videoPercent": percent,
    "gtm.videoVisible": facts.isVisible ?? true,
  };
}
