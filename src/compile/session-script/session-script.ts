/**
 * The session script with one file's goals: what notices that for which Tag Manager has no trigger. A session that lasts
 * longer than N seconds, a session with more than N pages, a returning visitor's session, and a page (a virtual
 * one, too) that is shown for longer than N seconds.
 */
import { sessionScriptText } from "./text.ts";

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
  | FunnelGoal
  | {
      /** Seconds that one page is shown. */
      readonly pageLongerThan: number;
      /** Another page begins when one of these parts of the address changes; never empty. */
      readonly looksAt: readonly AddressPart[];
    }
);

export interface FunnelGoal {
  /** The funnel's id, for people and for `lift/`. */
  readonly funnel: string;
  /** How many steps it has. */
  readonly steps: number;
  /** Seconds between two steps, at most; left out: as long as the session lasts. */
  readonly within?: number;
}

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
  return `<script>\n${sessionScriptText({ hasFunnels: config.goals.some((goal) => "funnel" in goal) })}(${data});\n</script>`;
}

function goalData(goal: SessionGoal): string {
  refuseUnsafe("event", goal.event, /^[A-Za-z0-9_.-]+$/);
  const { event } = goal;
  if ("funnel" in goal) return funnelData(event, goal);
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

function funnelData(event: string, { funnel, steps, within }: FunnelGoal): string {
  refuseUnsafe("funnel", funnel, /^[a-z][a-z0-9_]*$/);
  const all = { event, funnel, steps: limitOf(event, steps) };
  return JSON.stringify(within === undefined ? all : { ...all, within: limitOf(event, within) });
}

/**
 * The text of a Custom HTML tag that fires when a step is taken. It runs before or after the script, in whatever order Tag
 * Manager fires the two.
 *
 * @param event what the script pushes when the funnel is completed
 * @param step 0 is the first
 * @param moment a reference to the variable that has Tag Manager's number of the event that fires the tag
 * @throws Error as `sessionScriptHtml`
 */
export function stepTakenHtml(owner: string, event: string, step: number, moment: string): string {
  refuseUnsafe("owner", owner, /^[a-z0-9_-]+$/);
  refuseUnsafe("event", event, /^[A-Za-z0-9_.-]+$/);
  refuseUnsafe("variable", moment, /^\{\{[\w .-]+\}\}$/);
  const key = JSON.stringify(`goalform.${owner}`);
  return `<script>\n${STEP_TAKEN_TEXT}(${key}, [${JSON.stringify(event)}, ${limitOf(event, step)}, ${moment}]);\n</script>`;
}

const STEP_TAKEN_TEXT = `(function (key, step) {
	// Made by goalform: a step of a funnel. What it leads to, the session script decides (docs/session-script.md).
	(window[key + ".steps"] = window[key + ".steps"] || []).push(step);
	setTimeout(function () { if (window[key]) window[key]({ type: "step" }); }, 0);
})`;

function limitOf(event: string, limit: number): number {
  if (Number.isFinite(limit) && limit >= 0) return limit;
  throw new Error(`session script: the limit of ${event} must be a number from 0 up, not ${limit}`);
}

function refuseUnsafe(what: string, value: string, alphabet: RegExp): void {
  if (!alphabet.test(value)) {
    throw new Error(`session script: the ${what} ${JSON.stringify(value)} must match ${alphabet.source}`);
  }
}
