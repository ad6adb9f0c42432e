/** Faults in one line each: `429@3`, `close-after@every:create_version`, `hang-2s@1:keyEvents`. */
import { InvalidInput } from "../invalid-input.ts";
import { FAULT_STATUSES, type Fault, LONGEST_HANG } from "./fault.ts";

const FORM = /^(?<how>[^@:]+)@(?<at>[^:]+)(?::(?<match>.+))?$/;

const DELAY = /^delay-(?<amount>\d+)(?<unit>ms|s)$/;

const HANG = /^hang-(?:(?<amount>\d+)(?<unit>ms|s)|forever)$/;

/**
 * `HOW@WHEN` or `HOW@WHEN:MATCH`.
 *
 * @throws InvalidInput that says which part cannot be read and what it may be.
 */
export function parseFault(text: string): Fault {
  const { how, at, match } = FORM.exec(text)?.groups ?? {};
  if (how === undefined || at === undefined) {
    throw new InvalidInput(
      `"${text}" is not a fault. Write one like 429@3 or close-after@every:create_version.`,
    );
  }
  return { at: parseAt(at, text), ...(match !== undefined && { match }), how: parseHow(how, text) };
}

/** The line that `parseFault` reads as this fault. */
export function showFault({ at, match, how }: Fault): string {
  return `${showHow(how)}@${at}${match === undefined ? "" : `:${match}`}`;
}

function parseAt(at: string, text: string): Fault["at"] {
  if (at === "every") return at;
  if (/^[1-9]\d{0,8}$/.test(at)) return Number(at);
  throw new InvalidInput(
    `"${at}" in "${text}" is not valid: write the number of a request (1 is the next one) or "every".`,
  );
}

function parseHow(how: string, text: string): Fault["how"] {
  const answer = FAULT_STATUSES.find((status) => String(status) === how);
  if (answer !== undefined) return { answer };
  if (how === "close-before" || how === "close-after") {
    return { close: how === "close-before" ? "before" : "after" };
  }
  const delay = millisecondsIn(DELAY.exec(how));
  if (delay !== undefined && delay <= LONGEST_HANG) return { delay };
  const hang = millisecondsIn(HANG.exec(how));
  if (hang !== undefined && (hang <= LONGEST_HANG || hang === Number.POSITIVE_INFINITY)) return { hang };
  throw new InvalidInput(
    `"${how}" in "${text}" is not a fault: faults are ${FAULT_STATUSES.join(", ")}, ` +
      "close-before, close-after, hang-500ms, delay-2s (any time up to 24 days) and hang-forever.",
  );
}

function millisecondsIn(found: RegExpExecArray | null): number | undefined {
  if (found === null) return undefined;
  const { amount, unit } = found.groups ?? {};
  if (amount === undefined) return Number.POSITIVE_INFINITY;
  return Number(amount) * (unit === "s" ? 1000 : 1);
}

function showHow(how: Fault["how"]): string {
  if ("answer" in how) return String(how.answer);
  if ("delay" in how) return `delay-${how.delay}ms`;
  if ("close" in how) return `close-${how.close}`;
  return how.hang === Number.POSITIVE_INFINITY ? "hang-forever" : `hang-${how.hang}ms`;
}
