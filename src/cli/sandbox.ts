/** `goalform sandbox`: the emulator of Google's APIs as a server of its own. */
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { SandboxSeed } from "../sandbox/sandbox.ts";
import { readValidGoals } from "./goals-file.ts";
import { Refusal } from "./outcome.ts";
import type { Process } from "./process.ts";
import { sandboxSeed } from "./target.ts";

export interface SandboxOptions {
  readonly file?: string | undefined;
  readonly port: number;
  readonly state?: string | undefined;
  readonly container?: string | undefined;
  readonly quota?: boolean | undefined;
}

/** The accounts of the example file, for trying things without a file of one's own. */
const EXAMPLE: SandboxSeed = {
  properties: [
    { property: "123456789", measurementId: "G-TEST123456", displayName: "Example shop" },
    { property: "987654321", measurementId: "G-TEST654321", displayName: "Example shop, staging" },
  ],
  containers: [
    { publicId: "GTM-TEST01", name: "Example shop" },
    { publicId: "GTM-TEST02", name: "Example shop, staging" },
  ],
};

/** Google's documented window for Tag Manager. */
const QUOTA = { requests: 25, seconds: 100 };

/** Serves until the process is told to stop; what it has to say it says at once. */
export async function sandbox(options: SandboxOptions, io: Process): Promise<null> {
  const { startSandbox } = await import("../sandbox/sandbox.ts");
  const running = await startSandbox({
    port: options.port,
    seed: withExport(seedOf(options, io), options, io),
    quota: options.quota ? QUOTA : null,
    ...(options.state === undefined ? {} : { stateFile: resolve(io.cwd, options.state) }),
    onRequest: ({ method, url, status }) => io.err(`${status} ${method} ${url}\n`),
  });
  io.out(`${running.url}\n`);
  io.err(
    `The sandbox listens at ${running.url}. Use it with --endpoint ${running.url}; stop it with Ctrl+C.\n`,
  );
  return null;
}

function seedOf({ file }: SandboxOptions, io: Process): SandboxSeed {
  return file === undefined ? EXAMPLE : sandboxSeed(readValidGoals(file, io), io);
}

/** The first container starts with what the export file holds. */
function withExport(seed: SandboxSeed, { container }: SandboxOptions, { cwd }: Process): SandboxSeed {
  const [first, ...rest] = seed.containers;
  if (container === undefined || !first) return seed;
  return { ...seed, containers: [{ ...first, export: readExport(resolve(cwd, container)) }, ...rest] };
}

function readExport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Refusal(
      "container-export",
      `${basename(path)} is no container export: ${(error as Error).message}`,
    );
  }
}
