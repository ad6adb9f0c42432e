/** What `import` can be asked for, and what it needs of the world. */
import type { Ports, SourceFiles } from "../ports.ts";

export interface ImportOptions {
  /** The goals file that goals are added to, where somebody named one. */
  readonly file?: string | undefined;
  readonly target?: string | undefined;
  /** Container exports and lists of Universal Analytics goals; none: what is live. */
  readonly from?: readonly string[] | undefined;
  /** The file to write; none: `file`, if there is one. */
  readonly out?: string | undefined;
  /** Of a new file: its `name`, and the ids of its target. */
  readonly name?: string | undefined;
  readonly property?: string | undefined;
  readonly measurementId?: string | undefined;
  readonly container?: string | undefined;
  /** Of values that do not say it themselves. */
  readonly currency?: string | undefined;
}

export interface ImportPorts extends Pick<Ports, "env" | "files" | "google"> {
  readonly sources: SourceFiles;
}
