/**
 * How many small faults in the sources do the tests notice?
 *
 *   npm run mutation -- [--sample 40] [--seed 1] [--beside] [folder or file …]
 *
 * All mutants of a folder are put behind switches, so that one process that loads everything once can try one after another
 * (`switched.ts`, `worker.ts`). Without `--sample` all of them are tried, otherwise as many as it says, drawn by the seed.
 * Each is tried on the tests beside the folder first, then on all others that reach it; with `--beside` on the former only.
 *
 * A mutant that no test notices is printed with its place: either a test is missing, or the
 * code says more than it needs to. What is spawned (the built command line) has no fault, so only tests in process count.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf } from "./mutants.ts";
import type { NumberedMutant } from "./switched.ts";
import { noticed } from "./tests.ts";

const FOLDERS = ["compile", "container", "plan", "apply", "google", "app", "action"].map(
  (one) => `src/${one}`,
);

/** Where the tests beside a folder are, when not in the folder of the same name. The quick ones come first. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  app: ["test/app", "test/import", "test/visits", "test/action", "test/cli"],
  container: ["test/plan"],
};

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    beside: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

let worst = 100;
for (const place of positionals.length > 0 ? positionals : FOLDERS) {
  const began = Date.now();
  const mutants = sample(allMutants(place), Number(values.sample ?? Infinity), Number(values.seed));
  const survivors = await survivorsOf(place, mutants);
  for (const { file, line, was, text } of survivors)
    print(`  not noticed: ${file}:${line}  ${short(was)} → ${short(text)}`);
  const killed = mutants.length - survivors.length;
  const share = Math.round((1000 * killed) / mutants.length) / 10;
  worst = Math.min(worst, share);
  const seconds = Math.round((Date.now() - began) / 1000);
  print(`${place}: ${killed} of ${mutants.length} noticed (${share} %) in ${seconds} s`);
}
process.exit(worst < 90 ? 1 : 0);

/** Whoever is not noticed by some tests is tried on the next. */
async function survivorsOf(place: string, mutants: readonly NumberedMutant[]): Promise<NumberedMutant[]> {
  const folder = place.split("/")[1]!;
  const beside = BESIDE[folder] ?? [`test/${folder}`];
  const isIn = (file: string, tests: string) => file.startsWith(`${tests}/`);
  const groups = beside.map((tests) => (file: string) => isIn(file, tests));
  if (!values.beside) groups.push((file) => !beside.some((tests) => isIn(file, tests)));
  let left = [...mutants];
  for (const group of groups) {
    if (left.length === 0) break;
    const by = await noticed(left, group);
    left = left.filter(({ id }) => by.get(id) === null);
  }
  return left.sort((a, b) => a.id - b.id);
}

/** Numbered from 1, in the order of files and lines. */
function allMutants(place: string): NumberedMutant[] {
  const files = statSync(place).isDirectory() ? filesBelow(place) : [place];
  const mutants = files.sort().flatMap((file): Mutant[] => mutantsOf(file, readFileSync(file, "utf8")));
  return mutants.map((mutant, index) => ({ ...mutant, id: index + 1 }));
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}

/** Numerical Recipes' linear congruential generator: the same seed draws the same mutants of the same sources. */
function sample(mutants: readonly NumberedMutant[], size: number, seed: number): NumberedMutant[] {
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return mutants
    .map((mutant) => ({ mutant, rank: chance() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, size)
    .map(({ mutant }) => mutant);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line || "(nothing)";
}
