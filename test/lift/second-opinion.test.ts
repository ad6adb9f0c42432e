/**
 * The lift beside what somebody else says for each GA4 event tag of our twelve containers. They judged by the language as it
 * is meant to become, so most differences are words that are still to come; each of the others is explained here, by hand.
 */
import { expect, test } from "vitest";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import { DIFFERENCES } from "../../src/lift/differences.ts";
import type { LeftOut, LiftedForward, LiftedGoal } from "../../src/lift/lifted.ts";
import { REASONS } from "../../src/lift/reasons.ts";
import { liftOf, MADE, type Opinion } from "./made-containers.ts";

const BY_HAND: Readonly<Record<string, string>> = {
  "GA4 WhatsApp":
    "a goal looks for a host in the spelling that browsers show, and so finds spellings of the address that the pattern does not",
  "GA4 - Site search":
    'its pattern is true of a page without a search as well, for which Tag Manager reads "undefined"; they took it for the presence that it is meant to be',
  "ga4.event.integration_connected":
    "they left out what a table decides; where the rows of the table are known, its condition is one on what it reads",
  "GA4 alerte prix":
    "they left out what a table decides; where the rows of the table are known, its condition is one on what it reads",
  "GA4 Ereignis – Wallbox-Teaser":
    "the trigger does not watch for elements that scripts add later, a goal does: they kept that as a setting, but it decides what counts",
  "GA4 – app store":
    "they left out the condition on a script's variable in one of two ways, and let the goal count less; a condition that nothing says is a reason to leave a tag out",
  "GA4 botón pedir cita":
    "Tag Manager's Click Text belongs to the innermost element, a goal's text to the whole button: a click on an icon in it counts for the goal alone",
  "GA4 – guide des tailles":
    "Tag Manager's Click Text belongs to the innermost element: a click on an icon in the button counts for the goal alone",
  "GA4 devis":
    "a router that repeats an address counts again in Tag Manager, and not for a goal; they were unsure about it",
};

interface Ours {
  readonly goal: LiftedGoal | LiftedForward | undefined;
  readonly leftOut: LeftOut | undefined;
}

function verdictOf({ goal }: Ours): Opinion["liftable"] {
  return goal?.fidelity.is ?? "no";
}

/** Null for a difference that nobody has explained yet. */
function explanation(theirs: Opinion, ours: Ours): string | null {
  const own = BY_HAND[theirs.tag];
  if (own !== undefined) return own;
  if (ours.leftOut) return wordsToCome(ours.leftOut.reasons.map(({ code }) => REASONS[code]));
  const { fidelity } = ours.goal!;
  if (fidelity.is === "narrower" && fidelity.differs.every(({ code }) => code === "longer-names"))
    return "a list without ^ and $ takes every name that contains one of its names, too; they took it for the list that it is meant to be";
  if (fidelity.is === "narrower" && fidelity.differs.every(({ code }) => code.startsWith("null-")))
    return 'Tag Manager compares null as the text "null", and defaults replace undefined alone; they did not ask what a null does';
  if (fidelity.is === "narrower") return wordsToCome(fidelity.differs.map(({ code }) => DIFFERENCES[code]));
  if (fidelity.is === "more" && theirs.liftable === "same")
    return `is kept until there are words for it: ${fidelity.kept.join(", ")}`;
  return null;
}

function wordsToCome(rows: readonly { readonly awaits: string | null }[]): string | null {
  const awaited = rows.map(({ awaits }) => awaits);
  return awaited.includes(null) ? null : `awaits ${[...new Set(awaited)].join("; ")}`;
}

test("each difference from the second opinion is explained", async () => {
  const lines: string[] = [];
  const unexplained: string[] = [];
  for (const made of MADE) {
    const { goals, forwards, leftOut } = liftOf(made);
    lines.push("", made.name);
    for (const theirs of made.opinions) {
      const goal = [...goals, ...forwards].find(({ from }) => from[0]!.name === theirs.tag);
      const ours: Ours = { goal, leftOut: leftOut.find(({ name }) => name === theirs.tag) };
      const verdict = verdictOf(ours);
      const isSame = verdict === theirs.liftable;
      const why = isSame ? "" : explanation(theirs, ours);
      if (why === null)
        unexplained.push(
          `${theirs.tag}: ${theirs.liftable} → ${verdict} ${JSON.stringify(ours.leftOut?.reasons ?? ours.goal?.fidelity)}`,
        );
      lines.push(
        `  ${theirs.tag}: ${isSame ? verdict : `${verdict}, they say ${theirs.liftable}: ${why}`}`,
        `    ${said(ours)}`,
      );
    }
  }
  expect(unexplained).toEqual([]);
  expect(
    Object.keys(BY_HAND).filter(
      (tag) => !lines.some((line) => line.startsWith(`  ${tag}: `) && line.includes("they say")),
    ),
  ).toEqual([]);
  await expect(`${lines.slice(1).join("\n")}\n`).toMatchFileSnapshot("second-opinion.txt");
});

function said({ goal, leftOut }: Ours): string {
  if (goal)
    return JSON.stringify(
      fieldsInOne(
        goal.fields.filter(([key]) => key !== "name" && key !== "key_event" && key !== "description"),
      ),
    );
  return leftOut!.reasons.map(({ code, about }) => (about === "" ? code : `${code} (${about})`)).join(", ");
}
