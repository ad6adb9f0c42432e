/** What happened in the pages of a visit, as the pages themselves say it → the steps that the model of Google's tag can play. */

import type { Place } from "../diagnostic.ts";
import { gtagCommand } from "../engine/gtag-command.ts";
import type { Happening, Step } from "../visits/step.ts";

type Data = Readonly<Record<string, unknown>>;

export type Observed = {
  /** Milliseconds since the visit began. */
  readonly at: number;
} & (
  | { readonly is: "page"; readonly url: string; readonly referrer: string }
  | { readonly is: "push"; readonly message: Data }
  | { readonly is: "gtag"; readonly args: readonly unknown[] }
  | { readonly is: "click"; readonly html: string }
  | { readonly is: "submit"; readonly html: string }
  | { readonly is: "navigate"; readonly url: string; readonly by: string }
);

const NOWHERE: Place = { file: "", line: 0, column: 0 };

export function stepsOf(observed: readonly Observed[]): readonly Step[] {
  const steps: Step[] = [];
  let last: number | null = null;
  for (const page of pagesIn(observed)) {
    const start = page[0]!;
    if (start.is !== "page") continue;
    waitUntil(start.at);
    const tag = page.findIndex((one) => one.is === "push" && one.message["event"] === "gtm.js");
    const before = page.slice(1, tag < 0 ? 1 : tag);
    for (const states of consentIn(before)) add({ does: "consent", states });
    add({
      does: "page",
      url: start.url,
      title: null,
      referrer: start.referrer === "" ? null : start.referrer,
      cookies: {},
      before: before.flatMap((one) => toList(messageOf(one))),
      html: null,
    });
    const rest = page.slice(1 + before.length);
    rest.forEach((one, index) => {
      if (isRepeated(one, [...before, ...rest.slice(0, index)])) return;
      const does = happeningOf(one);
      if (does === null) return;
      waitUntil(one.at);
      add(does);
    });
  }
  return steps;

  function add(does: Happening): void {
    steps.push({ ...does, word: does.does, about: "", at: NOWHERE } as Step);
  }

  function waitUntil(at: number): void {
    if (last !== null && at - last >= 1000) add({ does: "wait", length: at - last });
    last = at;
  }
}

function toList<T>(one: T | null): readonly T[] {
  return one === null ? [] : [one];
}

function pagesIn(observed: readonly Observed[]): readonly (readonly Observed[])[] {
  const starts = observed.flatMap(({ is }, index) => (is === "page" ? [index] : []));
  return starts.map((start, index) => observed.slice(start, starts[index + 1]));
}

function happeningOf(one: Observed): Happening | null {
  switch (one.is) {
    case "push":
      return /^gtm\./.test(String(one.message["event"] ?? ""))
        ? null
        : { does: "push", message: one.message };
    case "gtag":
      return one.args[0] === "consent" && one.args[1] === "update"
        ? { does: "consent", states: one.args[2] as Readonly<Record<string, string>> }
        : one.args[0] === "consent" || one.args[0] === "js" || one.args[0] === "get"
          ? null
          : { does: "gtag", args: one.args };
    case "click":
      return { does: "click", element: { html: one.html, on: "[data-goalform]" } };
    case "submit":
      return { does: "submit", element: { html: one.html, on: "[data-goalform]" } };
    case "navigate":
      return {
        does: "navigate",
        to: one.url,
        by: one.by === "replace" ? "replace" : one.by === "traverse" ? "back" : "push",
      };
    case "page":
      return null;
  }
}

function messageOf(one: Observed): Data | null {
  if (one.is === "push") return one.message;
  if (one.is !== "gtag" || one.args[0] === "consent" || one.args[0] === "js") return null;
  return gtagCommand(...one.args) as unknown as Data;
}

function consentIn(before: readonly Observed[]): readonly Readonly<Record<string, string>>[] {
  return before.flatMap((one) => {
    if (one.is !== "gtag" || one.args[0] !== "consent") return [];
    const states = Object.entries((one.args[2] ?? {}) as object).filter(([, state]) => isState(state));
    return states.length === 0 ? [] : [Object.fromEntries(states) as Readonly<Record<string, string>>];
  });
}

function isState(state: unknown): boolean {
  return state === "granted" || state === "denied";
}

/** The same push again, and the visitor has done nothing in between: the site says one thing twice. */
function isRepeated(one: Observed, before: readonly Observed[]): boolean {
  if (one.is !== "push") return false;
  const acted = before.findLastIndex(({ is }) => is === "click" || is === "submit" || is === "navigate");
  const text = JSON.stringify(withoutId(one.message));
  return before
    .slice(acted + 1)
    .some((other) => other.is === "push" && JSON.stringify(withoutId(other.message)) === text);
}

/** Tag Manager numbers what is pushed. */
function withoutId({ "gtm.uniqueEventId": _, ...message }: Data): Data {
  return message;
}
