/** The plan's comment in a pull request: one for each target, found by its marker, kept up to date. */
import type { Comment, GitHub, Pull } from "./github.ts";
import { type PlanMarker, planMarkerLine, readPlanMarker } from "./marker.ts";

/** A comment of ours that carries the target's marker. */
export interface PlanComment {
  readonly comment: Comment;
  readonly marker: PlanMarker;
}

/** Oldest first. What somebody else wrote is none, whatever it begins with. */
export async function findPlanComments(github: GitHub, pull: number, id: string): Promise<PlanComment[]> {
  const [login, comments] = await Promise.all([github.login(), github.comments(pull)]);
  return comments.flatMap((comment) => {
    const marker = comment.author === login ? readPlanMarker(comment.body) : null;
    return marker?.id === id ? [{ comment, marker }] : [];
  });
}

/** GitHub takes 65,536 characters; the rest is room for what it may count otherwise. */
const LONGEST_COMMENT = 60_000;

/** `content` gets the number of characters that it may have. */
export function commentBody(
  marker: PlanMarker,
  content: (longest: number) => string,
  status: string,
): string {
  const [first, last] = [planMarkerLine(marker), statusLine(status)];
  const room = LONGEST_COMMENT - first.length - last.length - 10;
  return `${first}\n${content(room).trimEnd()}\n\n${last}\n`;
}

function statusLine(status: string): string {
  return `<sub>${status}</sub>`;
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
  const found = await findPlanComments(github, pull.number, marker.id);
  const newest = found.at(-1);
  if (isOutdated(marker, pull, newest?.marker)) return newest?.comment.url ?? null;
  await fold(github, found.slice(0, -1));
  if (newest) return (await put(github, newest.comment, body)).url;
  return isWorthAComment ? (await github.createComment(pull.number, body)).url : null;
}

/** A slow run must not bring back an earlier plan, and what was merged is settled. */
function isOutdated(marker: PlanMarker, pull: Pull, there: PlanMarker | undefined): boolean {
  if (!pull.isOpen || pull.head !== marker.head) return true;
  if (there === undefined || there.head !== marker.head) return false;
  return there.at > marker.at || (there.at === marker.at && runNumber(there) > runNumber(marker));
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
    await github.updateComment(comment.id, "This plan is out of date: a newer one stands below.\n");
    await github.minimise(comment).catch(() => {});
  }
}

/**
 * Says below the plan what became of it. The marker is written anew from what was read and checked,
 * not copied with the text.
 */
export async function setStatus(
  github: GitHub,
  { comment, marker }: PlanComment,
  status: string,
  change: Partial<PlanMarker> = {},
): Promise<void> {
  const lines = comment.body.replaceAll("\r\n", "\n").trimEnd().split("\n");
  const content = lines.slice(1, isStatus(lines.at(-1)) ? -1 : undefined).join("\n");
  await put(
    github,
    comment,
    commentBody({ ...marker, ...change }, () => content, status),
  );
}

function isStatus(line: string | undefined): boolean {
  return line?.startsWith("<sub>") === true && line.endsWith("</sub>");
}
