/** The key events of a plan: created and changed at the start, removed at the end. */
import type { BuiltPlan } from "../plan/build-plan.ts";
import { isKeyEventStep, type KeyEventStep } from "../plan/steps.ts";
import type { Tell } from "./apply.ts";
import { GoogleError, type GooglePort, sentence } from "./google-port.ts";

export type KeyEventRemoval = Extract<KeyEventStep, { do: "delete key event" }>;
type KeyEventChange = Exclude<KeyEventStep, KeyEventRemoval>;

export function removalsIn({ steps }: BuiltPlan): KeyEventRemoval[] {
  return steps.filter(isKeyEventStep).filter(isRemoval);
}

function isRemoval(step: KeyEventStep): step is KeyEventRemoval {
  return step.do === "delete key event";
}

/** All at once: Google allows 180 writes a minute, and a property holds 30 key events. */
export async function changeKeyEvents(
  steps: readonly KeyEventStep[],
  port: GooglePort,
  tell: Tell,
): Promise<void> {
  const changes = steps.filter((step): step is KeyEventChange => !isRemoval(step));
  if (changes.length === 0) return;
  tell(`Changing ${counted(changes.length)} in Analytics`);
  await allOf(changes, (step) => changeKeyEvent(step, port), "changed; nothing in Tag Manager went live.");
}

async function changeKeyEvent(step: KeyEventChange, port: GooglePort): Promise<void> {
  if (step.do === "create key event") return port.createKeyEvent(step.body);
  return port.updateKeyEvent(step.resourceName, step.body, step.mask);
}

export async function removeKeyEvents(
  removals: readonly KeyEventRemoval[],
  port: GooglePort,
  tell: Tell,
): Promise<void> {
  if (removals.length === 0) return;
  tell(`Removing ${counted(removals.length)} in Analytics`);
  const left = "removed; running apply again removes the rest and publishes what is ready.";
  await allOf(removals, ({ resourceName }) => port.deleteKeyEvent(resourceName), left);
}

/** Every one is tried, whatever happens to the others; then the first failure is told, with how many were done. */
async function allOf<T>(items: readonly T[], work: (item: T) => Promise<void>, what: string): Promise<void> {
  const results = await Promise.allSettled(items.map(work));
  const failed = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failed.length === 0) return;
  const [error] = failed;
  if (!(error instanceof GoogleError)) throw error;
  const { code, status, message, hint, isUncertain } = error;
  const done = `${items.length - failed.length} of ${items.length} key events are ${what}`;
  throw new GoogleError(code, status, `${sentence(message)} ${done}`, hint, isUncertain);
}

function counted(count: number): string {
  return count === 1 ? "1 key event" : `${count} key events`;
}
