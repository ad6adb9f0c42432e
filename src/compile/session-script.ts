/**
 * The session script with one file's goals: what notices that for which Tag Manager has no trigger. A session that lasts
 * longer than N seconds, a session with more than N pages, a session of somebody who came before, and a page (a virtual
 * one, too) that is shown for longer than N seconds.
 */
import { SESSION_SCRIPT_TEXT } from "./session-script-text.ts";

export interface SessionScriptConfig {
  /** The name in the goals file, `[a-z0-9_-]+`: separates the counters of several files on one site. */
  readonly owner: string;
  /** The GA4 stream whose sessions count, `G-…`. */
  readonly measurementId: string;
  readonly goals: readonly SessionGoal[];
}

/** `event` is what the script pushes to the data layer, e.g. `goalform.acme-shop.engaged_visit`. */
export type SessionGoal = { readonly event: string } & (
  | { /** Seconds. */ readonly longerThan: number }
  | { readonly moreThanPages: number }
  | { /** The visitor came before. */ readonly returning: true }
  | {
      /** Seconds that one page is shown. */
      readonly pageLongerThan: number;
      /** Another page begins when one of these parts of the address changes; never empty. */
      readonly looksAt: readonly AddressPart[];
    }
);

/** Properties of the browser's `location`. */
export type AddressPart = "pathname" | "search" | "hash";

/**
 * The text of the Custom HTML tag, from `<script>` to `</script>`. The same configuration gives the same text.
 *
 * @throws Error when a value is outside its alphabet or range. Validation of the goals file comes first, so that is a
 * bug of the caller. The alphabets leave nothing that JSON, HTML or Tag Manager (`{{…}}`) would read as anything but text.
 */
export function sessionScriptHtml(config: SessionScriptConfig): string {
  refuseUnsafe("owner", config.owner, /^[a-z0-9_-]+$/);
  refuseUnsafe("measurement id", config.measurementId, /^G-[A-Z0-9]+$/);
  const goals = config.goals.map((goal) => `  ${goalData(goal)}`).join(",\n");
  const data = `${JSON.stringify(`goalform.${config.owner}`)}, ${JSON.stringify(config.measurementId)}, [\n${goals}\n]`;
  return `<script>\n${SESSION_SCRIPT_TEXT}(${data});\n</script>`;
}

function goalData(goal: SessionGoal): string {
  refuseUnsafe("event", goal.event, /^[A-Za-z0-9_.-]+$/);
  const { event } = goal;
  if ("returning" in goal) return JSON.stringify({ event, returning: true });
  if ("longerThan" in goal) return JSON.stringify({ event, longerThan: limitOf(event, goal.longerThan) });
  if ("moreThanPages" in goal)
    return JSON.stringify({ event, moreThanPages: limitOf(event, goal.moreThanPages) });
  return JSON.stringify({
    event,
    pageLongerThan: limitOf(event, goal.pageLongerThan),
    looksAt: goal.looksAt,
  });
}

function limitOf(event: string, limit: number): number {
  if (Number.isFinite(limit) && limit >= 0) return limit;
  throw new Error(`session script: the limit of ${event} must be a number from 0 up, not ${limit}`);
}

function refuseUnsafe(what: string, value: string, alphabet: RegExp): void {
  if (!alphabet.test(value)) {
    throw new Error(`session script: the ${what} ${JSON.stringify(value)} must match ${alphabet.source}`);
  }
}
