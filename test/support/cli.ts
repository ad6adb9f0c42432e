/** The built command line, spawned as people spawn it: with nothing in its environment but what a test gives. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

export const EXECUTABLE = resolve("dist/goalform.js");

export interface CommandResult {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Folder {
  readonly path: string;
  write(file: string, content: string | Uint8Array): void;
  /** Runs `goalform` in the folder; standard input is no terminal. */
  goalform(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandResult>;
  /** The same, to be killed by the test. */
  start(args: readonly string[]): {
    readonly ended: Promise<CommandResult>;
    kill(signal?: NodeJS.Signals): void;
  };
}

/** A folder of its own for one test, gone when the test ends. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), "goalform-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    path,
    write,
    goalform: (args, env = {}) => start(args, path, env).ended,
    start: (args) => start(args, path, {}),
  };
}

function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [EXECUTABLE, ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = new Promise<CommandResult>((done, failed) => {
    child.on("error", failed);
    child.on("close", (exitCode) => done({ exitCode, out, err }));
  });
  return { ended, kill: (signal: NodeJS.Signals = "SIGKILL") => void child.kill(signal) };
}
