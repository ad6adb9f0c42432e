/**
 * The same command line without a process of its own: the sources' `main`, with a standard output and a standard
 * error that are no terminals. A process costs a third of a second to start. So a file of tests proves something
 * with the built command line (`built`, or `cli.ts`) and the rest here.
 */
import { main } from "../../src/cli/main.ts";
import type { Process } from "../../src/cli/process.ts";
import { progressOn } from "../../src/machine/progress.ts";
import { type CommandResult, type Folder, folder as folderOfTheBuilt } from "./cli.ts";

export interface FolderInProcess extends Folder {
  /** Runs the built `goalform` in the folder, as a process. */
  readonly built: Folder["goalform"];
}

/** A folder of its own for one test, gone when the test ends. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): FolderInProcess {
  const built = folderOfTheBuilt(files);
  return { ...built, built: built.goalform, goalform: (args, env = {}) => run(args, built.path, env) };
}

export type { CommandResult };

async function run(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  let out = "";
  let err = "";
  const write = (text: string) => {
    err += text;
  };
  const isQuiet = Boolean(env["CI"]);
  const io: Process = {
    cwd,
    env: { HOME: cwd, NO_COLOR: "1", ...env },
    out: (text) => {
      out += text;
    },
    err: write,
    ask: () => Promise.reject(new Error("nobody is there to answer")),
    interactive: false,
    color: { out: false, err: false },
    columns: null,
    progress: progressOn({ write, showsOneLine: false, isQuiet, columns: 80 }),
  };
  const exitCode = await main(args, "0.0.0", io);
  return { exitCode, out, err };
}
