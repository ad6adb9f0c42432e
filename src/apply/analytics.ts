/** What a plan does in Analytics: created and changed at the start, removed at the end. */

import type { BuiltPlan } from "../plan/build-plan.ts";
import {
  type AnalyticsStep,
  ga4KindOf,
  isAnalyticsStep,
  isRemovalStep,
  isRemovedFirst,
  type RemovalStep,
} from "../plan/steps.ts";
import { IN_ANALYTICS } from "../resources/kinds.ts";
import { ApplyError, sentence } from "./apply-error.ts";
import type { Progress } from "./apply-options.ts";
import { removeDuplicates } from "./duplicates.ts";
import { GoogleError, type GooglePort } from "./google-port.ts";
import { listed, partsOf, sumOf, type Tally, tallyInWords, tallyOf } from "./tally.ts";

/** What goes last. */
export function removalsIn({ steps }: BuiltPlan): RemovalStep[] {
  return steps.filter(isRemovalStep).filter((step) => !isRemovedFirst(step));
}

type ChangeStep = Exclude<AnalyticsStep, RemovalStep>;

/** Those of one group at once: Google allows 180 writes a minute, and a property can have 30 key events and 50 rules. */
export async function changeAnalytics(
  { steps }: BuiltPlan,
  port: GooglePort,
  progress: Progress,
): Promise<Tally> {
  const changes = steps.filter(isAnalyticsStep).filter((step): step is ChangeStep => !isRemovalStep(step));
  const makingRoom = await inTurn(
    "removedInTurn",
    steps.filter(isRemovedFirst),
    (step) => remove(step, port),
    {
      doing: (what) => progress(`Removing ${what} in Analytics`),
      left: "removed; nothing in Tag Manager went live.",
    },
  );
  const tally = await inTurn("changedInTurn", changes, (step) => change(step, port), {
    doing: (what) => progress(`Changing ${what} in Analytics`),
    left: "changed; nothing in Tag Manager went live.",
  });
  await removeDuplicates(changes, port, progress);
  return sumOf(makingRoom, tally);
}

/** Every step has a call, or it does not compile. */
const CHANGES: Readonly<{
  [Do in ChangeStep["do"]]: (step: Extract<ChangeStep, { do: Do }>, port: GooglePort) => Promise<void>;
}> = {
  "create key event": ({ body }, port) => port.createKeyEvent(body),
  "update key event": ({ resourceName, body, mask }, port) => port.updateKeyEvent(resourceName, body, mask),
  "create definition": ({ kind, stream, body }, port) => port.createDefinition(kind, stream, body),
  "update definition": ({ kind, resourceName, body, mask }, port) =>
    port.updateDefinition(kind, resourceName, body, mask),
  "replace definition": replace,
};

function change<Do extends ChangeStep["do"]>(
  step: Extract<ChangeStep, { do: Do }>,
  port: GooglePort,
): Promise<void> {
  return CHANGES[step.do as Do](step, port);
}

type ReplaceStep = Extract<ChangeStep, { do: "replace definition" }>;

/** Created first, there is never none of it; archived first where there is no room for both. */
async function replace(
  { kind, stream, resourceName, body, first }: ReplaceStep,
  port: GooglePort,
): Promise<void> {
  const archive = () => port.removeDefinition(kind, resourceName);
  const create = () => port.createDefinition(kind, stream, body);
  if (first === "archive") {
    await archive();
    return create();
  }
  try {
    await create();
  } catch (error) {
    if (!isNoRoomBeside(error)) throw error;
    await archive();
    return create();
  }
  return archive();
}

/** The old one has the name, or the last place. */
function isNoRoomBeside(error: unknown): boolean {
  return error instanceof GoogleError && !error.isUncertain && [409, 429].includes(error.status);
}

export async function removeFromAnalytics(
  removals: readonly RemovalStep[],
  port: GooglePort,
  progress: Progress,
): Promise<Tally> {
  return inTurn("removedInTurn", removals, (step) => remove(step, port), {
    doing: (what) => progress(`Removing ${what} in Analytics`),
    left: "removed; running apply again removes the rest and publishes what is ready.",
  });
}

async function remove(step: RemovalStep, port: GooglePort): Promise<void> {
  if (step.do === "delete key event") return port.deleteKeyEvent(step.resourceName);
  return port.removeDefinition(step.kind, step.resourceName);
}

interface Words {
  readonly doing: (what: string) => void;
  /** What was done, and what that leaves. */
  readonly left: string;
}

async function inTurn<S extends AnalyticsStep>(
  turn: "changedInTurn" | "removedInTurn",
  steps: readonly S[],
  work: (step: S) => Promise<void>,
  { doing, left }: Words,
): Promise<Tally> {
  let before: Tally = {};
  const turnOf = (step: S) => IN_ANALYTICS[ga4KindOf(step)][turn];
  for (const now of [...new Set(steps.map(turnOf))].sort((a, b) => a - b)) {
    const group = steps.filter((step) => turnOf(step) === now);
    doing(tallyInWords(tallyOf(group)));
    await allOf(group, work, before, left);
    before = sumOf(before, tallyOf(group));
  }
  return before;
}

/** Every one is tried, whatever happens to the others; then the first failure is reported, with the number that were done. */
async function allOf<S extends AnalyticsStep>(
  steps: readonly S[],
  work: (step: S) => Promise<void>,
  before: Tally,
  left: string,
): Promise<void> {
  const results = await Promise.allSettled(steps.map(work));
  const failed = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failed.length === 0) return;
  const [error] = failed;
  if (!(error instanceof ApplyError)) throw error;
  const done = tallyOf(steps.filter((_, index) => results[index]!.status === "fulfilled"));
  const words = [...partsOf(before), ...partsOf(tallyOf(steps), done)];
  throw error.but({ message: `${sentence(error.message)} ${listed(words)} are ${left}` });
}
