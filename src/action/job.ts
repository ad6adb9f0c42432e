/** What every command of the action works with. */
import type { Ports, Reporting } from "../app/ports.ts";
import type { Browsing } from "../app/verify-browser.ts";
import type { Previews } from "../app/verify-preview.ts";
import type { DiskFiles } from "../machine/files.ts";
import type { GitHub } from "./github/port.ts";
import type { Inputs } from "./inputs.ts";
import type { TriggeringEvent } from "./triggering-event.ts";

export interface Job {
  readonly inputs: Inputs;
  readonly trigger: TriggeringEvent;
  /** The folder that the runner works in. */
  readonly workspace: string;
  /** What the application needs; the access token is in the environment. */
  readonly ports: Ports & {
    readonly files: DiskFiles;
    readonly reporting: Reporting;
    readonly previews: Previews;
  } & Browsing;
  /** Where plans may be written. */
  readonly temporary: string;
  /** Opened when it is needed. */
  readonly github: () => Promise<GitHub>;
  /** Lets milliseconds pass. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** "[run 12](…)": our own text and GitHub's own address. */
export function runLink({ trigger: { run } }: Job): string {
  return `[run ${run.number || run.id}](${run.url})`;
}

export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
