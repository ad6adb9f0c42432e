/** Everything that a run of the action leaves behind, as one text: what the files of `runs/` are compared with. */
import { expect } from "vitest";
import type { Asked, GitHubDouble } from "./github/double.ts";
import type { Ran, Stage } from "./runner.ts";

/** `vitest run -u` writes the file again: read what has changed in it. */
export async function expectWhole(here: Stage, ran: Ran, name: string): Promise<void> {
  await expect(wholeRun(here, ran)).toMatchFileSnapshot(`runs/${name}.txt`);
}

function wholeRun(here: Stage, { exitCode, outputs, summary, log, written }: Ran): string {
  const parts = [
    `exit code ${exitCode}\n`,
    part(
      "outputs",
      Object.entries(outputs)
        .map(([name, value]) => `${name}: ${value}\n`)
        .join(""),
    ),
    part("summary", summary),
    part("log", log),
    part("requests that write at GitHub", written.requests.map((one) => `${one}\n`).join("")),
    ...Object.entries(written.texts).map(([title, text]) => part(title, text)),
    part("versions at Google", versionsAt(here)),
  ];
  return sameEachTime(parts.join("\n"), here);
}

function part(title: string, text: string): string {
  return `===== ${title}\n${text}`;
}

/** What a run writes at GitHub: requests in their order, and the comments and issues that are others then. */
export interface Written {
  readonly requests: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}

/** @returns what has been written since it was called */
export function watchWrites(github: GitHubDouble): () => Written {
  const [asked, before] = [github.asked.length, textsAt(github)];
  return () => ({
    requests: github.asked
      .slice(asked)
      .filter(isWrite)
      .map(({ method, path }) => `${method} ${path}`),
    texts: Object.fromEntries([...textsAt(github)].filter(([title, text]) => before.get(title) !== text)),
  });
}

function isWrite({ method, path, body }: Asked): boolean {
  return method !== "GET" && (path !== "/graphql" || body.includes("mutation"));
}

function textsAt({ pulls, issues }: GitHubDouble): Map<string, string> {
  const comments = [...pulls.values()].flatMap(({ json, comments }) =>
    comments.map(({ id, user, body, isMinimized }) => {
      const title = `comment ${id} of ${user.login} in pull request ${json.number}`;
      return [isMinimized ? `${title}, folded away` : title, body ?? ""] as const;
    }),
  );
  const all = issues.map(({ number, state, title, labels, assignees, body }) => {
    const about = [title, ...labels, ...assignees].join("; ");
    return [`issue ${number}, ${state}: ${about}`, body ?? ""] as const;
  });
  return new Map([...comments, ...all]);
}

function versionsAt({ sandbox }: Stage): string {
  const { containers } = sandbox.sandbox.state.tagManager;
  const lines = containers.flatMap(({ publicId, versions, liveVersionId }) =>
    versions.flatMap(({ id, name, description }) => [
      `${publicId} version ${id}${id === liveVersionId ? ", live" : ""}: ${name}`,
      ...(description ? [description] : []),
    ]),
  );
  return `${lines.join("\n")}\n`;
}

/** Without what is another one each time: folders, the runner's words, when a run began. */
function sameEachTime(text: string, { workspace, github }: Stage): string {
  return text
    .replaceAll(workspace, "(workspace)")
    .replaceAll(github.url, "(GitHub)")
    .replace(/\/\S*\/goalform-run-\w+/g, "(temporary)")
    .replace(/::(stop-commands::)?[0-9a-f]{8}-[0-9a-f-]{27}(::)?$/gm, "::$1(word)$2")
    .replace(/"at":\d+/g, '"at":0');
}
