/** The project's tests, run over sources with one fault in them: `GOALFORM_MUTANT` says which. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import config from "../../vitest.config.ts";
import type { Mutant } from "./mutants.ts";

const mutant = JSON.parse(process.env["GOALFORM_MUTANT"] ?? "null") as Mutant | null;
const faulty = mutant && resolve(mutant.file);

export default defineConfig({
  ...config,
  root: resolve("."),
  plugins: [
    {
      name: "one fault",
      enforce: "pre",
      load(id) {
        if (!mutant || id !== faulty) return null;
        const source = readFileSync(faulty, "utf8");
        return source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end);
      },
    },
  ],
  // The command line that tests spawn is built once, without a fault.
  test: { ...config.test, globalSetup: [], reporters: ["dot"], bail: 1 },
});
