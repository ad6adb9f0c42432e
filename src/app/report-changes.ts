/** What changed what is counted, on which day: container versions, and the annotations on the property's reports. */
import type { Change } from "../figures/dead.ts";
import { dayIn, type Period } from "../figures/period.ts";
import type { Questions } from "../figures/question.ts";
import { versionIn } from "../plan/annotation.ts";
import type { ExistingAnnotation } from "../resources/annotation.ts";
import type { MadeVersion, OpenReporting, Ports } from "./ports.ts";
import { asRefusal } from "./result/refusal.ts";

/** As many annotations are shown, the newest: people may have left a thousand. */
const MOST_ANNOTATIONS = 50;

/**
 * Without access to the container, or to annotations, a report is still a report: it only lacks these dates.
 *
 * @param annotates whether annotations are asked for
 */
export async function changesIn(
  { history, period }: Questions,
  timeZone: string,
  { versionsSince, annotations }: Pick<OpenReporting, "versionsSince" | "annotations">,
  annotates: boolean,
  progress: Ports["progress"],
): Promise<readonly Change[]> {
  progress("Reading when the container changed");
  const versions = await orNone(() => versionsSince(startOf(history)));
  const all = annotates ? await orNone(annotations) : [];
  const inTime = all.filter(({ date }) => date >= history.from && date <= period.to).sort(byDate);
  const oldestFirst = [...versions].sort((a, b) => Number(a.id) - Number(b.id));
  return together(oldestFirst, inTime.slice(-MOST_ANNOTATIONS), timeZone);
}

/** An annotation that an apply left, and the version that it published, are one change: on the day on which it went live. */
function together(
  versions: readonly MadeVersion[],
  annotations: readonly ExistingAnnotation[],
  timeZone: string,
): readonly Change[] {
  const said = new Map(
    versions.map((one) => [one, annotations.find((annotation) => isOf(annotation, one))] as const),
  );
  const used = new Set(said.values());
  return [
    ...[...said].flatMap(([version, annotation]) => ofVersion(version, annotation, timeZone)),
    ...annotations.filter((one) => !used.has(one)).map(ofAnnotation),
  ].sort(byDate);
}

function isOf({ title, description }: ExistingAnnotation, { id, container }: MadeVersion): boolean {
  const version = versionIn({ title, description });
  return version !== null && version.container === container && version.id === id;
}

function ofVersion(
  { id, name, createdAt }: MadeVersion,
  annotation: ExistingAnnotation | undefined,
  timeZone: string,
): Change[] {
  const date = annotation?.date ?? (createdAt === null ? null : dayIn(timeZone, createdAt));
  if (date === null) return [];
  const words = annotation ? wordsOf(name, annotation.description) : name;
  return [{ date, label: `Container version ${id}`, name: words, version: id }];
}

/** Both begin with goalform and the owner; that is said once. */
function wordsOf(name: string, description: string): string {
  const head = description.split(": ", 1).join();
  if (name === "" || name === head) return description;
  return `${name}; ${name.startsWith(`${head}: `) ? description.slice(head.length + 2) : description}`;
}

function ofAnnotation({ date, title, description }: ExistingAnnotation): Change {
  const words = [title, description].filter((one) => one !== "").join(": ");
  return { date, label: "Annotation", name: words, version: null };
}

async function orNone<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (asRefusal(error).code === "interrupted") throw error;
    return [];
  }
}

function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}

/** A day earlier than it begins in any time zone. */
function startOf({ from }: Period): number {
  return Date.parse(`${from}T00:00:00Z`) - 24 * 3600 * 1000;
}
