/** What `init` wrote, and what comes next. */
import type { FileStarted } from "../app/result/added.ts";
import type { JsonObject } from "../resources/resource.ts";
import { testsLine } from "./added.ts";
import { markdownCode, markdownText } from "./markdown.ts";
import { visibleLines } from "./visible.ts";
import { counted, shellWord } from "./words.ts";

export function fileStartedText(started: FileStarted, isInteractive: boolean): string {
  const { placeholders, others } = started;
  const next = nextSteps(started);
  const width = Math.max(...next.map(({ command }) => command.length));
  return visibleLines([
    wrote(started),
    ...(started.tests === undefined ? [] : [testsLine(started.tests)]),
    ...(placeholders.length > 0
      ? [`Placeholders, which work only with --sandbox: ${placeholders.join(", ")}.`]
      : []),
    "",
    "What next:",
    ...next.map(({ command, what }) => `  ${command.padEnd(width)}  ${what}`),
    ...(isInteractive ? [] : ["", `Other files to start from: --template ${others.join(", ")}.`]),
  ]);
}

export function fileStartedJson(started: FileStarted): JsonObject {
  const { file, template, goalSet, placeholders } = started;
  return {
    file,
    template: template.id,
    name: goalSet.owner,
    goals: goalSet.goals.map(({ id }) => id),
    funnels: goalSet.funnels.map(({ id }) => id),
    placeholders: [...placeholders],
    ...(started.tests === undefined ? {} : { tests: { ...started.tests } }),
    next: nextSteps(started).map(({ command }) => command),
  };
}

export function fileStartedMarkdown(started: FileStarted): string {
  return [
    markdownText(wrote(started)),
    "",
    ...nextSteps(started).map(({ command, what }) => `- ${markdownCode(command)}: ${markdownText(what)}`),
    "",
  ].join("\n");
}

function wrote({ file, goalSet, template }: FileStarted): string {
  return `Wrote ${file}: ${counted(goalSet.goals.length, "goal")} and a funnel for ${template.site}.`;
}

interface Step {
  readonly command: string;
  readonly what: string;
}

function nextSteps({ file, placeholders }: FileStarted): readonly Step[] {
  const f = file === "goals.yaml" ? "" : ` -f ${shellWord(file)}`;
  return [
    { command: `goalform add${f}`, what: "more goals to choose from" },
    { command: `goalform validate${f}`, what: "checks the file, offline" },
    { command: `goalform test${f}`, what: "plays the visits of the tests file, offline" },
    { command: `goalform plan${f} --sandbox`, what: "shows what would be done, without an account" },
    {
      command: `goalform plan${f}`,
      what: placeholders.length > 0 ? "the same at Google, once the ids are yours" : "the same at Google",
    },
  ];
}
