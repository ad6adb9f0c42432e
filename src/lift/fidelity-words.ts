/** How well a goal says what is at Google, and why something is left out: in sentences. */

import { entryIn } from "../entry-in.ts";
import { DIFFERENCES, type Difference } from "./differences.ts";
import { REASONS, type Reason } from "./reasons.ts";

/** `an exception keeps it from firing (Internal traffic)`. */
export function reasonInWords({ code, about }: Reason): string {
  return withSubject(REASONS[code].words, about);
}

/** What to do instead; null where there is nothing to do. */
export function workaround({ code }: Reason): string | null {
  return (REASONS[code] as { readonly instead?: string }).instead ?? null;
}

const COUNTS = {
  more: "counts more",
  less: "counts less",
  otherwise: "does not count the same",
  "sends less": "sends less",
} as const;

/** `counts less: a missing value counts at Google, but not for the goal (plan)`. */
export function differenceInWords({ code, about }: Difference): string {
  const { words, goalCounts } = DIFFERENCES[code];
  return `${COUNTS[goalCounts]}: ${withSubject(words, about)}`;
}

function withSubject(words: string, about: string): string {
  return about === "" ? words : `${words} (${about})`;
}

/** One thing that the object has and the goal does not say, as `Findings.keep` notes it. */
export function keptInWords(kept: string): string {
  const [, subject = kept, rest = ""] = /^([^:]*):(.*)$/s.exec(kept) ?? [];
  switch (subject) {
    case "parameter":
      return `the parameter ${inBrackets(rest)}`;
    case "user-property":
      return `the user property ${inBrackets(rest)}`;
    case "setting":
      return `the setting ${rest} of the tag`;
    case "measurement-id":
      return `a measurement id from ${sourceInWords(rest)}`;
    case "moment":
      return `the moment (${entryIn(MOMENTS, rest) ?? rest})`;
    default:
      return entryIn(KEPT, kept) ?? kept;
  }
}

const MOMENTS: Readonly<Record<string, string>> = { DOM_READY: "DOM ready", WINDOW_LOADED: "window loaded" };

/** `h1 (dom)` → `h1 (a text of the page)`. */
function inBrackets(named: string): string {
  return named.replace(/ \((.+)\)$/, (_, from: string) => ` (${sourceInWords(from)})`);
}

/** Where a value comes from that the language has no word for, as the lifted tag notes it. */
function sourceInWords(kind: string): string {
  const [, what, name] = /^(attribute|built-in):(.+)$/.exec(kind) ?? [];
  if (name !== undefined) return what === "attribute" ? `the attribute ${name}` : name;
  return entryIn(SOURCES, kind) ?? kind;
}

const SOURCES: Readonly<Record<string, string>> = {
  "text-with-variables": "a text with variables",
  script: "a script",
  table: "a lookup table",
  "regex table": "a regex table",
  "js-variable": "a variable of the page's scripts",
  dom: "a text of the page",
  converted: "a converted value",
  elsewhere: "something that the container does not show",
  default: "a value with a default",
  "data-layer-version-1": "a flat data-layer key",
  "click text": "the text of the innermost element",
  "click url": "the address of the innermost element",
  "click id": "the id of the innermost element",
  "click classes": "the classes of the innermost element",
  "click element": "the innermost element",
  Event: "the event that fires it",
  "part of its address": "a part of its address",
  address: "a part of another address",
};

const KEPT: Readonly<Record<string, string>> = {
  "settings-variable": "an event settings variable",
  "user-provided-data": "user-provided data",
  "user-properties": "user properties",
  ecommerce: "the ecommerce object",
  exceptions: "exceptions",
  consent: "consent settings",
  priority: "a priority",
  "setup-tag": "a setup tag",
  "teardown-tag": "a cleanup tag",
  schedule: "a schedule",
  "wait-for-tags": "the wait for other tags",
  "check-validation": "the check that the click or form was valid",
  "parameters-not-copied": "parameters that are not copied from the source event",
};
