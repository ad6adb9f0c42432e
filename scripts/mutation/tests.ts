/** Asks the project's tests about many faults, in a vitest of one process that loads everything once. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { createVitest, type TestSpecification } from "vitest/node";
import config from "../../vitest.config.ts";
import type { Answer, Question } from "./question.ts";
import { type NumberedMutant, switched } from "./switched.ts";

/**
 * @param tests whether a file of tests, by its path in the project, is asked
 * @returns by number of a mutant, the test that noticed it, or null
 */
export async function noticed(
  mutants: readonly NumberedMutant[],
  tests: (file: string) => boolean,
): Promise<ReadonlyMap<number, string | null>> {
  const folder = mkdtempSync(join(tmpdir(), "mutation-"));
  const answers = join(folder, "answers");
  const vitest = await createVitest(
    "test",
    {
      ...config.test,
      config: false,
      globalSetup: [],
      reporters: [{}],
      watch: false,
      update: false,
      maxWorkers: 1,
      runner: resolve("scripts/mutation/worker.ts"),
      // What waits for ever has been noticed.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      env: { ...config.test?.env, QUESTION: join(folder, "question") },
    },
    { plugins: [{ name: "faults", enforce: "pre", load: (id) => changed(id, mutants) }] },
  );
  // Goldens are compared, and never written.
  vitest.snapshot.options.updateSnapshot = "none";
  try {
    const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
      tests(relative(".", moduleId)),
    );
    for (;;) {
      const open = mutants.filter(({ id }) => !readAnswers(answers).has(id));
      if (open.length === 0) return readAnswers(answers);
      writeFileSync(join(folder, "question"), JSON.stringify(question(open, folder)));
      const before = readAnswers(answers).size;
      const { unhandledErrors } = await vitest.runTestSpecifications(specifications as TestSpecification[]);
      if (readAnswers(answers).size === before)
        throw new Error("The tests gave no answer.", { cause: unhandledErrors[0] });
    }
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true });
  }
}

function question(mutants: readonly NumberedMutant[], folder: string): Question {
  return {
    sources: [...new Set(mutants.map(({ file }) => resolve(file)))],
    mutants: mutants.map(({ id, file }) => ({ id, source: resolve(file) })),
    answers: join(folder, "answers"),
    reached: join(folder, "reached"),
  };
}

function readAnswers(path: string): ReadonlyMap<number, string | null> {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line) as Answer).map(({ id, by }) => [id, by]));
}

/** Sources with their faults; tests whose memories can be emptied, so that each reaches all that it needs. */
function changed(path: string, mutants: readonly NumberedMutant[]): string | null {
  if (path.startsWith(resolve("test")))
    return readFileSync(path, "utf8").replace(/^(const \w+ = )(new Map.*\(\));$/gm, "$1__memory($2);");
  const own = mutants.filter(({ file }) => resolve(file) === path);
  return own.length > 0 ? switched(readFileSync(path, "utf8"), own) : null;
}
