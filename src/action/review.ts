/** The plan's comment in a pull request: one for each target, found by its marker, kept up to date. */
import { Refusal } from "../app/result/refusal.ts";
import { allInOrder } from "../apply/all-in-order.ts";
import type { Comment, GitHub, Pull } from "./github/port.ts";
import { type PlanMarker, planMarkerLine, readPlanMarker } from "./marker.ts";

/** A comment of ours that carries the target's marker. */
export interface PlanComment {
  readonly comment: Comment;
  readonly marker: PlanMarker;
}

/** Oldest first. What somebody else wrote is none, whatever it begins with. */
export async function findPlanComments(github: GitHub, pull: number, id: string): Promise<PlanComment[]> {
  const [login, comments] = await allInOrder([github.login(), github.comments(pull)]);
  return comments.flatMap((comment) => {
    const marker = comment.author === login ? readPlanMarker(comment.body) : null;
    return marker?.id === id ? [{ comment, marker }] : [];
  });
}

/** GitHub takes 65,536 characters; the rest is room for what it may count otherwise. */
const LONGEST_COMMENT = 60_000;

/** What follows it is about the present: it is replaced once the plan has been applied or withdrawn. */
const STATUS = "<!-- status -->";

/**
 * @param content gets the number of characters that it may have
 * @param status paragraphs about what will be, or has been, done
 */
export function commentBody(
  marker: PlanMarker,
  content: (longest: number) => string,
  status: readonly string[],
): string {
  const last = [STATUS, ...status].join("\n\n");
  const around = (text: string) => `${planMarkerLine(marker)}\n${text}\n\n${last}\n`;
  return around(content(LONGEST_COMMENT - around("").length).trimEnd());
}

/** Small print. */
export function sub(text: string): string {
  return `<sub>${text}</sub>`;
}

export interface PlanReview {
  readonly marker: PlanMarker;
  readonly body: string;
  /** Whether a comment is made where there is none. */
  readonly isWorthAComment: boolean;
}

/** The comment's address; null when there is none, or when a newer run has the word. */
export async function writeReview(
  github: GitHub,
  pull: Pull,
  { marker, body, isWorthAComment }: PlanReview,
): Promise<string | null> {
  const comments = await findPlanComments(github, pull.number, marker.id);
  const newest = comments.at(-1);
  if (!pull.isOpen || pull.head !== marker.head) return newest?.comment.url ?? null;
  if (newest && isNewer(newest.marker, marker) && (await isUnedited(github, newest)))
    return newest.comment.url;
  if (newest) refuseSharedLabel(newest.marker, marker);
  await fold(github, comments.slice(0, -1));
  if (newest) return (await put(github, newest.comment, body)).url;
  return isWorthAComment ? (await github.createComment(pull.number, body)).url : null;
}

/** A slow run must not restore an earlier plan. */
function isNewer(there: PlanMarker, ours: PlanMarker): boolean {
  if (there.head !== ours.head) return false;
  return there.at > ours.at || (there.at === ours.at && runNumber(there) > runNumber(ours));
}

/** Only what the action wrote counts as a time: an edited comment could be frozen with a future date. */
async function isUnedited(github: GitHub, { comment }: PlanComment): Promise<boolean> {
  const editor = await github.lastEditor(comment);
  return editor === null || editor === comment.author;
}

/** Each of the two would overwrite the other's plan, and the last one would approve for both. */
function refuseSharedLabel(there: PlanMarker, { id, head, file }: PlanMarker): void {
  if (there.head !== head || there.file === undefined || there.file === file) return;
  throw new Refusal(
    "usage",
    `Two goals files use the label ${id}: ${there.file} and ${file}.`,
    "Give each of the two jobs an input `label` of its own.",
  );
}

/** GitHub's run ids grow; `<id>.<attempt>` as one number. */
function runNumber({ run }: PlanMarker): number {
  const [id, attempt] = run.split(".").map(Number);
  return id! * 1000 + attempt!;
}

async function put(github: GitHub, comment: Comment, body: string): Promise<Comment> {
  const isSame = comment.body.replaceAll("\r\n", "\n").trimEnd() === body.trimEnd();
  return isSame ? comment : github.updateComment(comment.id, body);
}

/** There should be one. Others lose their marker, so that nothing is approved twice, and are folded away. */
async function fold(github: GitHub, others: readonly PlanComment[]): Promise<void> {
  for (const { comment } of others) {
    await github.updateComment(comment.id, "This plan is out of date. There is a newer one below.\n");
    await github.minimise(comment).catch(() => {});
  }
}

/**
 * Says below the plan what happened to it. The marker is written again from what was read and checked,
 * not copied with the text.
 */
export async function setStatus(
  github: GitHub,
  { comment, marker }: PlanComment,
  status: string,
  change: Partial<PlanMarker> = {},
): Promise<void> {
  const content = contentOf(comment);
  const isOpen = marker.applied === undefined && change.applied === undefined;
  const outlook = isOpen ? outlookIn(comment) : [];
  await put(
    github,
    comment,
    commentBody({ ...marker, ...change }, () => content, [...outlook, sub(status)]),
  );
}

function linesOf({ body }: Comment): string[] {
  return body.replaceAll("\r\n", "\n").trimEnd().split("\n");
}

/** What is between the marker and the status; the last line is the status where an earlier version wrote it. */
function contentOf(comment: Comment): string {
  const lines = linesOf(comment);
  const at = lines.lastIndexOf(STATUS);
  const end = at !== -1 ? at : isSmall(lines.at(-1)) ? -1 : undefined;
  return lines.slice(1, end).join("\n");
}

/** Paragraphs of the status that say what merging will do. */
function outlookIn(comment: Comment): string[] {
  const lines = linesOf(comment);
  const at = lines.lastIndexOf(STATUS);
  if (at === -1) return [];
  const paragraphs = lines
    .slice(at + 1)
    .join("\n")
    .split("\n\n");
  return paragraphs.map((one) => one.trim()).filter((one) => one !== "" && !isSmall(one));
}

function isSmall(line: string | undefined): boolean {
  return line?.startsWith("<sub>") === true && line.endsWith("</sub>");
}
