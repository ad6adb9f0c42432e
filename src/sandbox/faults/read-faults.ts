/** Faults as JSON. */
import { InvalidInput } from "../invalid-input.ts";
import { FAULT_STATUSES, type Fault, LONGEST_HANG } from "./fault.ts";

/** How JSON, which has no infinite number, says that an answer never comes. */
const FOREVER = "forever";

/** @throws InvalidInput that names the fault of the list which cannot be used. */
export function readFaults(json: unknown): Fault[] {
  if (!Array.isArray(json))
    throw new InvalidInput("Faults are a list, such as [{at: 1, how: {answer: 429}}].");
  return json.map((fault, index) => {
    const read = readFault(fault);
    if (read === undefined) throw new InvalidInput(`Fault ${index + 1} of the list is none. ${SHAPE}`);
    return read;
  });
}

const SHAPE =
  'It has "at" (1 or greater, or "every"), may have "match" (a text), and has "how": one of ' +
  `{"answer": ${FAULT_STATUSES.join("|")}}, {"close": "before"|"after"}, {"delay": milliseconds} and {"hang": milliseconds|"forever"}.`;

function readFault(json: unknown): Fault | undefined {
  const { at, match, how, ...rest } = objectOrEmpty(json);
  if (Object.keys(rest).length > 0) return undefined;
  if (at !== "every" && !(Number.isInteger(at) && Number(at) >= 1)) return undefined;
  if (match !== undefined && typeof match !== "string") return undefined;
  const read = readHow(objectOrEmpty(how));
  return read && { at: at === "every" ? at : Number(at), ...(match !== undefined && { match }), how: read };
}

function readHow(how: { readonly [key: string]: unknown }): Fault["how"] | undefined {
  const [key, ...others] = Object.keys(how);
  if (key === undefined || others.length > 0) return undefined;
  const value = how[key];
  const answer = FAULT_STATUSES.find((status) => status === value);
  if (key === "answer" && answer !== undefined) return { answer };
  if (key === "close" && (value === "before" || value === "after")) return { close: value };
  if (key === "delay" && isTime(value)) return { delay: value };
  if (key !== "hang") return undefined;
  if (value === FOREVER || value === Number.POSITIVE_INFINITY) return { hang: Number.POSITIVE_INFINITY };
  return isTime(value) ? { hang: value } : undefined;
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= LONGEST_HANG;
}

function objectOrEmpty(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}
