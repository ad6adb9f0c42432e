/** How much of containers the language can say, and what it needs for the rest: as a page. */

import { DIFFERENCES } from "../../src/lift/differences.ts";
import type { Fidelity, Lift } from "../../src/lift/lifted.ts";
import { type Awaits, REASONS, type ReasonCode } from "../../src/lift/reasons.ts";

/** The steps of the language, in the order in which they are meant to come. */
export const STEPS = [
  "exceptions",
  "conditions on data layer, cookies, title, referrer",
  "lists and patterns of events",
  "once per page",
  "forwarded events",
] as const satisfies readonly Exclude<Awaits, null>[];

interface Judged {
  /** Sends on whatever fires it. */
  readonly isForwarder: boolean;
  readonly is: Fidelity["is"] | "left out";
  readonly codes: readonly ReasonCode[];
  /** What must come before it is lifted as `same` or `more`; with null for what never comes. */
  readonly awaits: readonly Awaits[];
}

const NAMELESS: readonly ReasonCode[] = [
  "event-name-forwarded",
  "event-name-variable",
  "several-event-names",
];

export function coverageText(lifts: readonly { readonly name: string; readonly lift: Lift }[]): string {
  const each = lifts.map(({ name, lift }) => ({ name, tags: judgedTags(lift) }));
  const all = each.flatMap(({ tags }) => tags);
  const fixed = all.filter(
    ({ isForwarder, codes }) => !isForwarder && !codes.some((code) => NAMELESS.includes(code)),
  );
  return [
    "GA4 event tags, by what the language says about them today",
    "",
    row("container", ["tags", "same", "more", "narrower", "left out"]),
    ...each.map(({ name, tags }) => row(name, counts(tags))),
    row("all", counts(all)),
    row("with a fixed event name", counts(fixed)),
    row("with the name of whatever fires them", counts(all.filter(({ isForwarder }) => isForwarder))),
    "",
    "Why tags are left out: how many there are, how many of them for this reason alone, and what the language awaits",
    "",
    ...reasonRows(all),
    "",
    `Lifted as "same" or "more" after each step of the language, of ${fixed.length} tags with a fixed event name and of all ${all.length}`,
    "",
    row("today", [share(fixed, []), share(all, [])]),
    ...STEPS.map((step, index) => {
      const there = STEPS.slice(0, index + 1);
      return row(`+ ${step}`, [share(fixed, there), share(all, there)]);
    }),
    "",
  ].join("\n");
}

function judgedTags({ goals, forwards, leftOut }: Lift): readonly Judged[] {
  const judged = (fidelity: Fidelity, isForwarder: boolean): Judged => {
    return { isForwarder, is: fidelity.is, codes: [], awaits: awaitedBy(fidelity) };
  };
  return [
    ...goals.map(({ fidelity }) => judged(fidelity, false)),
    ...forwards.map(({ fidelity }) => judged(fidelity, true)),
    ...leftOut
      .filter(({ kind }) => kind === "gtm.tag")
      .map(({ reasons }): Judged => {
        const codes = [...new Set(reasons.map(({ code }) => code))];
        const isForwarder = codes.includes("event-name-forwarded");
        return { isForwarder, is: "left out", codes, awaits: codes.map((code) => REASONS[code].awaits) };
      }),
  ];
}

function awaitedBy(fidelity: Fidelity): readonly Awaits[] {
  return fidelity.is === "narrower" ? fidelity.differs.map(({ code }) => DIFFERENCES[code].awaits) : [];
}

function row(name: string, cells: readonly (string | number)[]): string {
  return `  ${name.padEnd(52)}${cells.map((cell) => String(cell).padStart(12)).join("")}`;
}

function counts(tags: readonly Judged[]): readonly number[] {
  const of = (is: Judged["is"]) => tags.filter((one) => one.is === is).length;
  return [tags.length, of("same"), of("more"), of("narrower"), of("left out")];
}

function reasonRows(tags: readonly Judged[]): readonly string[] {
  const left = tags.filter(({ is }) => is === "left out");
  const codes = [...new Set(left.flatMap(({ codes }) => codes))];
  const rows = codes.map((code) => ({
    code,
    all: left.filter(({ codes }) => codes.includes(code)).length,
    alone: left.filter(({ codes }) => codes.length === 1 && codes[0] === code).length,
  }));
  return rows
    .sort((a, b) => b.all - a.all || (a.code < b.code ? -1 : 1))
    .map(({ code, all, alone }) => `${row(code, [all, alone])}    ${REASONS[code].awaits ?? "–"}`);
}

function share(tags: readonly Judged[], there: readonly Awaits[]): string {
  const lifted = tags.filter(({ awaits }) => awaits.every((one) => there.includes(one))).length;
  return `${lifted} (${Math.round((lifted / tags.length) * 100)}%)`;
}
