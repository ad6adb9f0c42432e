/** How long the executable takes to start, against Node by itself. */
import { spawnSync } from "node:child_process";
import type { Figure } from "./bench.ts";

const GOALFORM = "dist/goalform.js";

export function startUpFigures(): Figure[] {
  const bare = ["-e", "0"];
  return [
    {
      what: "goalform --version against bare Node",
      measured: ratio([GOALFORM, "--version"], bare),
      most: 1.5,
      unit: "times",
    },
    {
      what: "goalform validate of the example against bare Node",
      measured: ratio([GOALFORM, "validate", "-f", "goals.example.yaml"], bare),
      most: 2,
      unit: "times",
    },
    {
      what: "the same the first time, when no compiled code is kept",
      measured: ratio([GOALFORM, "validate", "-f", "goals.example.yaml"], bare, {
        NODE_DISABLE_COMPILE_CACHE: "1",
      }),
      most: 2.5,
      unit: "times",
    },
  ];
}

/** The median of pairs run in turn, so that a machine that slows down slows both. */
function ratio(one: readonly string[], other: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const ratios = Array.from({ length: 15 }, () => seconds(one, env) / seconds(other, env));
  return ratios.sort((a, b) => a - b)[7]!;
}

function seconds(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore", env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return performance.now() - start;
}
