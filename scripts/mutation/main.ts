/**
 * How many small faults in the sources do the tests notice?
 *
 *   npm run mutation -- [--sample 40] [--seed 1] [--beside] [folder or file …]
 *
 * With `--beside` only the tests beside the folder are asked, which is quick.
 *
 * A sample of the mutants of each folder is drawn by the seed; each is tried on the tests beside the folder first, then on all
 * tests that load the file. A mutant that no test notices is printed with its place: either a test is missing, or the
 * code says more than it needs to. What is spawned (the built command line) has no fault, so only tests in process count.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { endTests, testsFail } from "./tests.ts";

const FOLDERS = ["src/compile", "src/plan", "src/apply", "src/google", "src/action"];

/** Where the tests beside a folder are, when not only in the folder of the same name. The quick ones come first. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  apply: ["test/apply", "test/loop"],
  google: ["test/google", "test/loop"],
};

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    sample: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    beside: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

let worst = 100;
for (const place of positionals.length > 0 ? positionals : FOLDERS) {
  const mutants = sample(allMutants(place), Number(values.sample), Number(values.seed));
  let noticed = 0;
  for (const mutant of mutants) if (await isNoticed(mutant)) noticed++;
  const share = Math.round((100 * noticed) / mutants.length);
  worst = Math.min(worst, share);
  print(`${place}: ${noticed} of ${mutants.length} noticed (${share} %)`);
}
endTests();
process.exitCode = worst < 90 ? 1 : 0;

function allMutants(place: string): Mutant[] {
  const files = statSync(place).isDirectory() ? filesBelow(place) : [place];
  return files.sort().flatMap((file) => mutantsOf(file, readFileSync(file, "utf8")));
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}

/** Numerical Recipes' linear congruential generator: the same seed draws the same mutants of the same sources. */
function sample(mutants: readonly Mutant[], size: number, seed: number): Mutant[] {
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

async function isNoticed(mutant: Mutant): Promise<boolean> {
  const noticed = await anyFails(mutant);
  if (!noticed)
    print(`  not noticed: ${mutant.file}:${mutant.line}  ${short(mutant.was)} → ${short(mutant.text)}`);
  return noticed;
}

async function anyFails(mutant: Mutant): Promise<boolean> {
  const folder = mutant.file.split("/")[1]!;
  for (const tests of BESIDE[folder] ?? [`test/${folder}`])
    if (existsSync(tests) && (await testsFail({ mutant, tests: [tests] }))) return true;
  return !values.beside && testsFail({ mutant, tests: null });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line || "(nothing)";
}
