/** Words that every view of `verify` shares. */
import {
  failedGoals,
  type PreviewSource,
  type Verified,
  type VerifySource,
  type VerifyStatus,
} from "../../app/result/verify.ts";
import { counted } from "../words.ts";

const STATUS: Readonly<Record<VerifyStatus, string>> = {
  exact: "as the file says",
  missing: "not there",
  twice: "counted twice",
  different: "different",
  "without-consent": "sent without consent",
  "not-tried": "not tried",
};

export function statusWords(status: VerifyStatus): string {
  return STATUS[status];
}

export function sourceLine({ source, target }: Verified): string {
  return `${target}: ${sourceWords(source)}`;
}

function sourceWords(source: VerifySource): string {
  if (source.kind === "served") {
    const { container, version, gtmJs, gtagJs } = source;
    const which = [container, version === null ? null : `version ${version}`].filter((one) => one !== null);
    const from = [gtmJs, gtagJs].filter((one) => one !== null).join(" and ");
    return `${which.length === 0 ? "what is served" : which.join(", ")}, from ${from}`;
  }
  const where = source.site ?? "the recorded site";
  return source.kind === "preview"
    ? `${where} with ${previewWords(source.preview)}`
    : `${where} in a browser`;
}

function previewWords(preview: PreviewSource | null | undefined): string {
  if (!preview) return "the version of the environment in GOALFORM_PREVIEW";
  const { version, environment, made } = preview;
  const what = version === null ? "what is in the workspace" : `version ${version}`;
  const where = made ? "an environment that was made for it" : `the environment "${environment}"`;
  return `${what}, which is not published, in ${where}`;
}

/** "3 goals as the file says, 1 different, 2 not tried". */
export function sumLine(verified: Verified): string {
  const { goals, steps } = verified;
  const all = [...goals, ...steps];
  const statuses = Object.keys(STATUS) as VerifyStatus[];
  const parts = statuses.flatMap((status) => {
    const number = all.filter((one) => one.status === status).length;
    return number === 0 ? [] : [`${number} ${statusWords(status)}`];
  });
  if (parts.length === 0) return "There is no goal to verify.";
  const wrong = failedGoals(verified).length;
  const what = `${counted(goals.length, "goal")}${steps.length === 0 ? "" : ` and ${counted(steps.length, "step")}`}`;
  return `${what}: ${parts.join(", ")}${wrong === 0 ? "" : `. ${wrong} failed`}.`;
}

/** What pages asked for and did not get, a line for each host that was not asked and each address that nothing was sent to. */
export function stoppedLines({ stopped = [] }: Verified): readonly string[] {
  const hosts = [
    ...new Set(stopped.filter(({ why }) => why === "blocked").map(({ url }) => new URL(url).host)),
  ];
  const kept = stopped.filter(({ why }) => why === "not-sent");
  return [
    ...(hosts.length === 0 ? [] : [`Blocked, as they are not the site's: ${hosts.join(", ")}.`]),
    ...kept.map(({ method, url }) => `Not sent: ${method} ${url} (--really-send sends it).`),
  ];
}
