/** What in addresses and names is about a person, as far as a pattern can know: such parts are in no report. Patterns are RE2 and JavaScript alike. */
import type { Breakdown } from "./question.ts";

/** Scheme, host, query, fragment and what follows a semicolon go, and with them most of what is personal. */
export const AROUND_PATH = "^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*|;[^/?#]*|[?#].*$";

/** Mail addresses, and texts that nobody but a machine writes: keys, sessions. */
export const OF_PEOPLE = "[^/]*(?:@|%40)[^/]*|[0-9a-fA-F-]{24,}|[^/]*[0-9][^/]{31,}";

/** In paths, also ids of cookies, cards, addresses of computers, and numbers of telephones. */
export const PERSONAL_IN_PATHS = [
  OF_PEOPLE,
  "[0-9]{5,}[.][0-9]{5,}",
  "[0-9]{15,}",
  "(?:[0-9]{1,3}[.]){3}[0-9]{1,3}",
  "(?:%2[Bb]|[+]|\\b0)[0-9](?:[ .()-]|%20|[0-9]){6,}",
].join("|");

export const HIDDEN = "(personal)";

/** A value of a dimension, as an export of events has it in reports. */
export function withoutPersonal(value: string, by: Breakdown): string {
  if (by !== "page") return value.includes("@") ? HIDDEN : value;
  const path = value.replaceAll(new RegExp(AROUND_PATH, "g"), "");
  return path.replaceAll(new RegExp(PERSONAL_IN_PATHS, "g"), HIDDEN);
}

/** What follows an address may be about a person. */
export const AFTER_ADDRESS = "[?#].*$";

/** An address that was clicked. */
export function linkShown(address: string): string {
  return address.replace(new RegExp(AFTER_ADDRESS), "").replaceAll(new RegExp(OF_PEOPLE, "g"), HIDDEN);
}

/** Google's tag sends no event of such a name, but whatever an app or a server sends does. */
export function eventShown(name: string): string {
  return name.includes("@") ? HIDDEN : name;
}
