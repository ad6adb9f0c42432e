/** What the command line hands to the application: files, Google, questions at the terminal, progress. */

import type { Ask, Ports, PortsAtTargets, Reporting } from "../app/ports.ts";
import { Refusal } from "../app/result/refusal.ts";
import { type DiskFiles, filesIn } from "../machine/files.ts";
import { type GoogleOptions, googleFor } from "../machine/google.ts";
import { pagePaths, rulePages } from "../machine/rule-pages.ts";
import { withTimeToAnswer } from "../plan/requests.ts";
import { diagnosticsText } from "../render/diagnostics-text.ts";
import type { ViewOptions } from "../render/view-options.ts";
import { visible } from "../render/visible.ts";
import { terminalWords } from "../render/way-out.ts";
import { wrapped } from "../render/wrapped.ts";
import type { Process } from "./process.ts";

export interface CliOptions extends GoogleOptions {
  readonly autoApprove?: boolean | undefined;
}

export interface CliPorts extends PortsAtTargets {
  readonly files: DiskFiles;
}

export function portsOf(io: Process, options: CliOptions = {}): CliPorts {
  const { cwd, env, stop, progress } = io;
  return {
    env,
    files: filesIn(cwd),
    google: googleFor(options, { cwd, env, onWait: progress.wait, stop }),
    progress: progress.step,
    warn: (warnings) =>
      io.err(wrapped(`${diagnosticsText(warnings, { color: io.color.err })}\n`, io.columns)),
    atTarget: (name) => io.err(`\n${visible(name)}:\n`),
    approve: (about, question) => approve(about, question, options, io),
  };
}

/** Where reports get their figures; loaded only for them. */
export async function reportingOf(
  { cwd, env, stop, progress }: Process,
  options: GoogleOptions,
): Promise<Reporting> {
  const { reportingFor } = await import("../machine/reporting.ts");
  return reportingFor(options, { cwd, env, stop, onWait: progress.wait });
}

/** On standard output. */
export function viewOptions(io: Process, file: string): ViewOptions {
  return {
    color: io.color.out,
    isInteractive: io.interactive,
    columns: io.columns,
    words: terminalWords,
    file,
    pagePath: pagePaths(io.cwd),
    page: rulePages.page,
  };
}

/** Only `yes` counts, and only from somebody who has seen what it is about. */
async function approve(
  about: Parameters<Ports["approve"]>[0],
  question: string,
  { autoApprove }: CliOptions,
  io: Process,
): Promise<void> {
  if (!autoApprove && !io.interactive) {
    throw new Refusal(
      "needs-approval",
      "This needs an approval, but there is no terminal to ask at.",
      "Run it in a terminal, or add --auto-approve after a review.",
      { about, isForMachines: true },
    );
  }
  const { text } = await import("../render/formats/text.ts");
  const shown =
    about.is === "plan" && !autoApprove ? { ...about, plan: withTimeToAnswer(about.plan) } : about;
  io.err(wrapped(text.result(shown, { ...viewOptions(io, ""), color: io.color.err }), io.columns));
  if (autoApprove) return;
  const answer = await io.ask(`${visible(question)} Only "yes" counts: `);
  if (answer?.trim() !== "yes") throw new Refusal("not-approved", "Not done: the answer was not yes.");
}

/** Asks until the answer can be used; no answer means what is in brackets. Null if nobody can answer. */
export function askAt(io: Process): Ask | null {
  if (!io.interactive) return null;
  let isFirst = true;
  const say = (line: string) => io.err(wrapped(`${visible(line)}\n`, io.columns));
  return async ({ text, otherwise, isUsable, hint, before, list = [] }) => {
    if (isFirst)
      say("Press Enter to use the value in brackets; you can fill in later what you do not know yet.");
    isFirst = false;
    if (before !== undefined) say(before);
    for (const line of list) say(`  ${line}`);
    for (;;) {
      const answer = (await io.ask(`${text} [${otherwise}] `))?.trim();
      if (answer === undefined) throw new Refusal("not-answered", "Not done: the questions were left.");
      if (answer === "" || answer === otherwise) return otherwise;
      if (isUsable(answer)) return answer;
      io.err(`${visible(`"${answer}" cannot be used. ${hint}`).trim()}\n`);
    }
  };
}
