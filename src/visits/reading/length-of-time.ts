/** How long a step takes: `90s`, `4m`, `1h30m`. */

import { secondsOf } from "../../language/meaning/duration.ts";
import { durationFrom } from "../../language/schema/value-spellings.ts";
import type { Located } from "../../language/source/located.ts";
import type { Notes } from "./notes.ts";

/** `4m` → milliseconds. */
export function lengthOf(node: Located, name: string, notes: Notes): number | undefined {
  const text = notes.text(node, name);
  if (text === undefined) return undefined;
  const isRight = /^(?=.)(?:\d+h)? *(?:\d+m)? *(?:\d+s)?$/.test(text);
  const seconds = isRight ? secondsOf(text) : 0;
  if (isRight && seconds > 0 && seconds <= LONGEST_WAIT) return seconds * 1000;
  if (seconds > LONGEST_WAIT) return notes.error("too-big", node, `\`${name}\` can be at most 720h.`);
  const meant = durationFrom(text);
  return notes.error(
    "invalid-duration",
    node,
    `\`${text}\` is not a length of time.`,
    meant === null ? "Write `90s`, `4m` or `1h30m`." : `Write \`${meant}\`.`,
  );
}

/** Thirty days, in seconds. */
const LONGEST_WAIT = 720 * 3600;
