/** What people read about imported goals, in the comments of the file. */
import { differenceInWords, keptInWords } from "../../lift/fidelity-words.ts";
import type { Fidelity, LiftedFunnel, LiftedGoal, Origin } from "../../lift/lifted.ts";
import { labelOf } from "../../resources/kinds.ts";
import type { NotImported } from "../result/imported.ts";

/** `tag "GA4 - Thanks"`. */
function originInWords({ kind, name }: Origin): string {
  return `${kind === "ua.goal" ? "Universal Analytics goal" : labelOf(kind)} "${name.length > 100 ? `${name.slice(0, 100)}…` : name}"`;
}

/** The comments above a goal or a funnel. */
export function remarksOn({ from, fidelity }: Pick<LiftedGoal | LiftedFunnel, "from" | "fidelity">) {
  const origin = from.map(originInWords).join(", ");
  return [`From the ${origin}.`, ...remarksOnFidelity(fidelity)];
}

function remarksOnFidelity(fidelity: Fidelity): readonly string[] {
  if (fidelity.is === "same") return [];
  const { kept } = fidelity;
  const differs = fidelity.is === "narrower" ? fidelity.differs : [];
  return [
    ...differs.map((one) => `Not the same: it ${differenceInWords(one)}.`),
    ...(kept.length === 0 ? [] : [`It has more than this says: ${kept.map(keptInWords).join("; ")}.`]),
  ];
}

/** A line of the list of what was left out, and how far it is indented. */
export interface ListLine {
  readonly text: string;
  readonly level: number;
}

/** By the first reason of each, the most frequent one first. */
export function leftOutLines(leftOut: readonly NotImported[]): readonly ListLine[] {
  const isAtGoogle = leftOut.every(({ kind }) => kind !== "ua.goal");
  const codes = [...new Set(leftOut.map(({ code }) => code))];
  const groups = codes.map((code) => leftOut.filter((one) => one.code === code));
  return [
    {
      text: `Left out: ${leftOut.length}.${isAtGoogle ? " They stay at Google as they are." : ""}`,
      level: 0,
    },
    ...[...groups]
      .sort((a, b) => b.length - a.length)
      .flatMap((group) => [
        { text: `${group.length} × ${group[0]!.code}`, level: 1 },
        ...group.flatMap(({ instead, reason, ...origin }) => [
          { text: `${originInWords(origin)}: ${reason}`, level: 2 },
          ...(instead === null ? [] : [{ text: instead, level: 3 }]),
        ]),
      ]),
  ];
}
