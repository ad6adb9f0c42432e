/** Events as GitHub sends them (@octokit/webhooks-examples), with the parts that a test is about in place of the example's. */
import { readFileSync } from "node:fs";

interface Event {
  readonly name: string;
  readonly examples: readonly Payload[];
}

interface Payload {
  readonly action?: string;
  readonly [key: string]: unknown;
}

const EVENTS = JSON.parse(
  readFileSync("node_modules/@octokit/webhooks-examples/api.github.com/index.json", "utf8"),
) as Event[];

/** The first example of that event, and of that action; nothing for an event that is no webhook, such as `schedule`. */
export function example(name: string, action?: string): object {
  const { examples = [] } = EVENTS.find((event) => event.name === name) ?? {};
  return examples.find((one) => action === undefined || one.action === action) ?? {};
}

/** `with` in place of the example's parts, object by object. */
export function changed(made: object, parts: object): object {
  const known = made as Record<string, unknown>;
  const entries = Object.entries(parts).map(([key, value]) => [
    key,
    isObject(value) && isObject(known[key]) ? changed(known[key], value) : value,
  ]);
  return { ...known, ...Object.fromEntries(entries) };
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
