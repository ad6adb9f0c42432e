/**
 * Candidates → the text of a valid goals file that has them. What the file would refuse is said otherwise, or left out
 * with the code of the refusal: whatever is at Google, the file stays valid, and its goals count what was found.
 */
import { compile } from "../../compile/compile.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { entryOf } from "../../language/writing/entry.ts";
import { entryLines } from "../../language/writing/entry-lines.ts";
import { forwardToYaml } from "../../language/writing/forwards.ts";
import { funnelToYaml } from "../../language/writing/funnel.ts";
import { goalToYaml } from "../../language/writing/goal.ts";
import { type Entry, insertEntries, type Section } from "../../language/writing/insert.ts";
import type { LeftOut, Origin } from "../../lift/lifted.ts";
import type { ReasonCode } from "../../lift/reasons.ts";
import type { UserKind } from "../../resources/resource.ts";
import { readGoalsBytes } from "../goals-file.ts";
import type { Files } from "../ports.ts";
import { Refusal } from "../result/refusal.ts";
import {
  type Candidates,
  type ForwardCandidate,
  type FunnelCandidate,
  type GoalCandidate,
  withOtherWording,
} from "./candidates.ts";
import type { OutputFile } from "./output-file.ts";
import { remarksOn } from "./remarks.ts";
import { unordered } from "./unordered.ts";

export interface Addition {
  /** The whole file, without its byte order mark. */
  readonly text: string;
  readonly forwards: readonly ForwardCandidate[];
  readonly goals: readonly GoalCandidate[];
  readonly funnels: readonly FunnelCandidate[];
  readonly leftOut: readonly LeftOut[];
  /** Of the whole file. */
  readonly warnings: readonly Diagnostic[];
}

type Parts = Pick<Candidates, "forwards" | "goals" | "funnels">;

export function added(candidates: Candidates, place: OutputFile, files: Pick<Files, "included">): Addition {
  const leftOut: LeftOut[] = [];
  let parts: Parts = withPlaceForForwards(candidates, place, leftOut);
  for (;;) {
    const text = withParts(place, parts);
    const { goalSet, diagnostics } = readGoalsBytes(place.file, new TextEncoder().encode(text), files);
    const objections = goalSet ? changed(goalSet, place, parts) : refused(diagnostics, text, place, parts);
    if (objections.size === 0) return { text, ...parts, leftOut, warnings: diagnostics };
    const next = without(parts, objections, place.goalSet.goals);
    leftOut.push(...next.leftOut);
    parts = next.parts;
  }
}

/** In some files there is a place for goals, and none for another section. */
function withPlaceForForwards(candidates: Candidates, { text }: OutputFile, leftOut: LeftOut[]): Parts {
  const { forwards } = candidates;
  const entries = forwards.map(({ forward }) => entryOf(forward.id, forwardToYaml(forward), []));
  if (entries.length === 0 || insertEntries(text, { into: "forward", entries }).ok) return candidates;
  const reasons = [{ code: "refused", about: "cannot-insert" } as const];
  leftOut.push(...forwards.flatMap(({ from }) => from.map((origin) => ({ ...origin, reasons }))));
  return { ...candidates, forwards: [] };
}

/** @throws Refusal where nothing can be inserted */
function withParts({ text, file, defaults }: OutputFile, { forwards, goals, funnels }: Parts): string {
  const names = new Map(goals.map(({ goal }) => [goal.id, goal.name]));
  const ofGoals = goals.map((one) => entryOf(one.goal.id, goalToYaml(one.goal, defaults), remarksOn(one)));
  const ofFunnels = funnels.map((one) =>
    entryOf(one.funnel.id, funnelToYaml(one.funnel, names, defaults), remarksOn(one)),
  );
  const ofForwards = forwards.map((one) =>
    entryOf(one.forward.id, forwardToYaml(one.forward), remarksOn(one)),
  );
  const withGoals = inserted(inserted(text, file, "forward", ofForwards), file, "goals", ofGoals);
  return inserted(withGoals, file, "funnels", ofFunnels);
}

function inserted(text: string, file: string, into: Section, entries: readonly Entry[]): string {
  if (entries.length === 0) return text;
  const made = insertEntries(text, { into, entries });
  if (made.ok) return made.text;
  const yaml = entries.flatMap((entry) => entry.block({ key: 2, step: 2 })).join("\n");
  const what = into === "forward" ? "forwards" : into;
  throw new Refusal(
    "cannot-insert",
    `The ${what} cannot be inserted into ${file}: ${made.why}.`,
    `Copy the lines above to \`${into}:\` by hand.`,
    { about: { is: "goal by hand", yaml: `${yaml}\n` } },
  );
}

/**
 * The parts that the file cannot have as they are, by their section and id (`goals/thanks`), with the reason and the code of
 * an error.
 */
type Objections = ReadonlyMap<string, { readonly reason: ReasonCode; readonly about: string }>;

function refused(
  diagnostics: readonly Diagnostic[],
  text: string,
  { file }: OutputFile,
  parts: Parts,
): Objections {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const ids = keysOf(parts);
  const starts = entryLines(text);
  const found = errors.toReversed().flatMap(({ code, place }) => {
    if (place?.file !== file) return [];
    const at = starts.findLast(({ line }) => line <= place.line);
    const id = `${at?.in}/${at?.id}`;
    return ids.includes(id) ? [[id, { reason: "refused", about: code }] as const] : [];
  });
  if (found.length > 0) return new Map(found);
  // An error elsewhere in the file comes from one of them; the last one goes first.
  const last = ids.at(-1);
  if (last === undefined) throw new Error(`nothing was added, but ${errors[0]?.code} came up`);
  return new Map([[last, { reason: "refused", about: errors[0]?.code ?? "" }]]);
}

/** The ones that come last first go without. */
function keysOf({ forwards, goals, funnels }: Parts): readonly string[] {
  return [
    ...forwards.map(({ forward }) => `forward/${forward.id}`),
    ...goals.map(({ goal }) => `goals/${goal.id}`),
    ...funnels.map(({ funnel }) => `funnels/${funnel.id}`),
  ];
}

const SECTIONS: Readonly<Record<UserKind, Section>> = {
  goal: "goals",
  funnel: "funnels",
  forward: "forward",
};

/** What the file means must be what was found, whatever its defaults say; what they send in addition counts nothing else. */
function changed(now: GoalSet, { goalSet, defaults }: OutputFile, parts: Parts): Objections {
  const { forwards, goals, funnels } = parts;
  const meant: GoalSet = {
    ...now,
    goals: [...goalSet.goals, ...goals.map(({ goal }) => goal)],
    funnels: [...goalSet.funnels, ...funnels.map(({ funnel }) => funnel)],
    forwards: [...(goalSet.forwards ?? []), ...forwards.map(({ forward }) => forward)],
  };
  const usual = new Set(defaults.parameters?.map(({ name }) => name));
  const [wanted, made] = [atAddresses(meant, usual), atAddresses(now, usual)];
  const ids = new Set(keysOf(parts));
  const differing = [...new Set([...wanted.keys(), ...made.keys()])].filter(
    (address) => wanted.get(address)?.content !== made.get(address)?.content,
  );
  const users = differing.flatMap((address) => (wanted.get(address) ?? made.get(address))!.users);
  return new Map(
    users
      .map((user) => {
        const [is, id] = user.split(":") as [UserKind, string];
        return `${SECTIONS[is]}/${id}`;
      })
      .filter((id) => ids.has(id))
      .map((id) => [id, { reason: "file-defaults", about: "" }]),
  );
}

function atAddresses(goalSet: GoalSet, without: ReadonlySet<string>) {
  const plain = <T extends Pick<Goal, "parameters">>(one: T): T => {
    return { ...one, parameters: one.parameters.filter(({ name }) => !without.has(name)) };
  };
  const goals = goalSet.goals.map(plain);
  const { forwards = [] } = goalSet;
  const { resources } = compile({ ...goalSet, goals, forwards: forwards.map(plain) }, "G-FILE");
  return new Map(
    resources.map(({ address, name, body, users }) => [
      address as string,
      { content: unordered([name, body]), users },
    ]),
  );
}

function without({ forwards, goals, funnels }: Parts, objections: Objections, inFile: readonly Goal[]) {
  const leftOut: LeftOut[] = [];
  const leave = (from: readonly Origin[], key: string) => {
    const { reason: code, about } = objections.get(key)!;
    leftOut.push(...from.map((origin) => ({ ...origin, reasons: [{ code, about }] })));
    return [];
  };
  const kept: Parts = {
    forwards: forwards.flatMap((one): readonly ForwardCandidate[] =>
      objections.has(`forward/${one.forward.id}`) ? leave(one.from, `forward/${one.forward.id}`) : [one],
    ),
    goals: goals.flatMap((one): readonly GoalCandidate[] => {
      const objection = objections.get(`goals/${one.goal.id}`);
      if (objection === undefined) return [one];
      const other =
        objection.reason === "refused" ? withOtherWording(one.goal, objection.about, inFile) : null;
      return other === null ? leave(one.from, `goals/${one.goal.id}`) : [{ ...one, goal: other }];
    }),
    funnels: funnels.flatMap((one): readonly FunnelCandidate[] =>
      objections.has(`funnels/${one.funnel.id}`) ? leave(one.from, `funnels/${one.funnel.id}`) : [one],
    ),
  };
  return { parts: kept, leftOut };
}
