/** What an apply leaves in Analytics' reports for people who read them later: that what counts changed on this day. */
import type { Annotation, NewAnnotation } from "../resources/annotation.ts";
import { DEFINITION_KINDS, DEFINITIONS, isInTagManager } from "../resources/kinds.ts";
import { ANNOTATION } from "../resources/limits.ts";
import type { Kind } from "../resources/resource.ts";
import { oneLine } from "./applied-commit.ts";
import type { ChangeAction, Plan, ResourceChange, SubjectChange } from "./plan.ts";

/** Reading the property, for its time zone, and creating the annotation; without a version of its own, looking whether it is there twice. */
export function annotationRequests(hasVersion: boolean): number {
  return hasVersion ? 2 : 3;
}

/** Whether anything is counted otherwise after it than before. */
export function changesWhatCounts(changes: readonly SubjectChange[]): boolean {
  return changes.some(isCounting);
}

/** Of what goals share, a plan says that no goal counts differently, except of these. */
function isCounting({ subject: { is, id }, resources }: SubjectChange): boolean {
  const isOfReports = is !== "shared" || id === "session" || id === "google_tag";
  return isOfReports && resources.some(isMoreThanLabels);
}

/** What counts nothing by itself: where things are, and what reports can show of what is counted. */
const NOT_COUNTING: readonly Kind[] = [
  "gtm.folder",
  ...DEFINITION_KINDS.filter((kind) => DEFINITIONS[kind].isOfReports),
];

/** Fields for people alone. */
const LABELS: readonly string[] = ["name", "displayName", "description", "folder"];

/** False of marks and names, which nobody who visits the site would notice. */
function isMoreThanLabels({ kind, action, reason, fields }: ResourceChange): boolean {
  if (NOT_COUNTING.includes(kind) || reason === "adopted" || reason === "remarked") return false;
  return action === "create" || action === "delete" || fields.some(({ path }) => !LABELS.includes(path));
}

/** What of a plan is done as soon as Analytics is changed, while a version waits for a preview: nothing is removed then. */
export function inAnalyticsAlone(plan: Plan): Plan {
  const changes = plan.changes.filter(({ resources }) =>
    resources.every(({ kind, action }) => !isInTagManager(kind) && action !== "delete"),
  );
  return { ...plan, changes };
}

/**
 * What a plan changed, within Google's lengths; null if it changed nothing that counts.
 *
 * @param version the container version that went live with it; null when everything was in Analytics
 */
export function annotationOf({ owner, target, changes }: Plan, version: string | null): NewAnnotation | null {
  const counting = changes.filter(isCounting);
  if (counting.length === 0) return null;
  const place = version === null ? "" : ` (${target.container} v${version})`;
  const goals = groupsOf(counting.filter(({ subject: { is } }) => is !== "shared" && is !== "forward"));
  const all = goals.reduce((sum, { names }) => sum + names.length, 0);
  const counts = goals.map(({ word, names }) => `${names.length} ${word}`).join(", ");
  const titles = all === 0 ? ["Tracking changed"] : [`Goals: ${counts}`, `Goals: ${all} changes`];
  return {
    title: firstThatFits(
      titles.map((title) => `${title}${place}`),
      ANNOTATION.title,
    ),
    description: described(`${MARK}${owner}`, groupsOf(counting), ANNOTATION.description),
    isAlike: version === null,
  };
}

/** What every description begins with, followed by the owner of the goals file. */
const MARK = "goalform ";

/** The version that an annotation of ours says went live; null for everybody else's, and where none did. */
export function versionIn({ title, description }: Annotation): { container: string; id: string } | null {
  const [, container, id] = /\((\S+) v(\d+)\)$/.exec(title) ?? [];
  return container && id && description.startsWith(MARK) ? { container, id } : null;
}

/** Going back to an earlier version of a container. */
export function annotationOfRollback(
  owner: string,
  container: string,
  from: string,
  to: string,
): NewAnnotation {
  return {
    title: firstThatFits([`Goals: back to ${container} v${to}`, `Goals: back to v${to}`], ANNOTATION.title),
    description: cut(
      `${MARK}${owner}: version ${to} of ${container} is live again, in place of version ${from}.`,
      ANNOTATION.description,
    ),
    isAlike: true,
  };
}

interface Group {
  readonly word: string;
  readonly names: readonly string[];
}

const GROUPS: readonly { readonly word: string; readonly actions: readonly ChangeAction[] }[] = [
  { word: "added", actions: ["add"] },
  { word: "changed", actions: ["change", "adopt"] },
  { word: "removed", actions: ["remove"] },
];

function groupsOf(changes: readonly SubjectChange[]): Group[] {
  return GROUPS.map(({ word, actions }) => ({
    word,
    names: changes.flatMap(({ subject, action }) =>
      actions.includes(action) ? [oneLine(subject.name)] : [],
    ),
  })).filter(({ names }) => names.length > 0);
}

/** All names if there is room for them, else the first ones of each group and how many more there are. */
function described(head: string, groups: readonly Group[], longest: number): string {
  const most = Math.max(0, ...groups.map(({ names }) => names.length));
  const texts = Array.from({ length: most + 1 }, (_, index) => {
    const parts = groups.map((group) => partOf(group, most - index)).join("; ");
    return parts === "" ? head : `${head}: ${parts}`;
  });
  return firstThatFits(texts, longest);
}

function partOf({ word, names }: Group, shown: number): string {
  const left = names.length - shown;
  if (left <= 0) return `${word} ${names.join(", ")}`;
  const more = shown === 0 ? String(left) : `${left} more`;
  return `${word} ${[...names.slice(0, shown), more].join(", ")}`;
}

function firstThatFits(texts: readonly string[], longest: number): string {
  return texts.find(({ length }) => length <= longest) ?? cut(texts.at(-1)!, longest);
}

/** Never through the middle of a character. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > longest - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
