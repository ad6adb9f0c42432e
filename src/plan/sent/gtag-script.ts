/** The `gtag(…)` calls in a Custom HTML tag: developers.google.com/tag-platform/gtagjs/reference. */

import { parameterText } from "../../container/possible-texts.ts";
import type { Entity } from "../../resources/body.ts";

export interface GtagEvent {
  readonly event: string;
  /** The ids in `send_to`; null without it: the event goes where the page itself configured an id. */
  readonly sendTo: readonly string[] | null;
}

const EVENT = /\bgtag\s*\(\s*(["'`])event\1\s*,\s*(["'`])([A-Za-z]\w{0,39})\2/g;
const CONFIG = /\bgtag\s*\(\s*(["'`])config\1\s*,\s*(["'`]?)([\w-]+|\{\{[^{}]+\}\})\2/g;
const SEND_TO = /\bsend_to["'`]?\s*:\s*(\[[^\]]*\]|["'`][^"'`]*["'`]|\{\{[^{}]+\}\})/;

export function gtagEvents(tag: Entity): readonly GtagEvent[] {
  const script = scriptOf(tag);
  if (script === "") return [];
  return [...script.matchAll(EVENT)].map((call) => {
    const rest = script.slice(call.index + call[0].length).split(/\bgtag\s*\(|<\/script/i)[0]!;
    const sendTo = SEND_TO.exec(rest)?.[1];
    return {
      event: call[3]!,
      sendTo: sendTo === undefined ? null : (sendTo.match(/\{\{[^{}]+\}\}|[\w-]+/g) ?? []),
    };
  });
}

/** The ids that the script configures, as a page would with Google's snippet. */
export function gtagConfigured(tag: Entity): readonly string[] {
  const script = scriptOf(tag);
  return script === "" ? [] : [...script.matchAll(CONFIG)].map((call) => call[3]!);
}

function scriptOf(tag: Entity): string {
  return tag.type === "html" ? (parameterText(tag, "html") ?? "") : "";
}
