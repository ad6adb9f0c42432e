/**
 * The project's tests, run again and again over sources with one fault in them. What is loaded stays loaded, so that a fault
 * costs little more than its tests. Takes a `Question` as a message, answers whether the tests fail.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createVitest, type Vitest } from "vitest/node";
import config from "../../vitest.config.ts";
import type { Mutant } from "./mutants.ts";
import type { Question } from "./tests.ts";

let tried: Mutant | null = null;

const vitest = await createVitest(
  "test",
  // The command line that tests spawn is built once, without a fault.
  { ...config.test, config: false, globalSetup: [], reporters: [{}], bail: 1, watch: false },
  { plugins: [{ name: "one fault", enforce: "pre", load: faulty }] },
);
process.on("message", async (question: Question) => process.send?.(await fails(vitest, question)));
process.once("disconnect", () => process.exit());
process.send?.("ready");

function faulty(id: string): string | null {
  if (tried === null || id !== resolve(tried.file)) return null;
  const source = readFileSync(id, "utf8");
  return source.slice(0, tried.start) + tried.text + source.slice(tried.end);
}

async function fails(vitest: Vitest, { mutant, tests }: Question): Promise<boolean> {
  const file = resolve(mutant.file);
  tried = mutant;
  vitest.invalidateFile(file);
  if (tests === null) vitest.config.related = [file];
  else delete vitest.config.related;
  const specifications = await vitest.getRelevantTestSpecifications(tests ? [...tests] : []);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  // Another fault may be in another file.
  vitest.invalidateFile(file);
  return unhandledErrors.length > 0 || testModules.some((one) => !one.ok());
}
