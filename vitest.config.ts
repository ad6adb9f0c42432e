import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { compiledSources } from "./test/support/compiled-sources.ts";
import Sequence from "./test/support/sequence.ts";

export default defineConfig({
  plugins: [compiledSources(import.meta.dirname)],
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts"],
    setupFiles: ["test/support/fixed-seed.ts"],
    reporters: ["default", "./test/support/closing-line.ts"],
    // As many workers as cores leave a fifth of a small machine idle: many tests wait for processes and browsers.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Files of tests share a process, so that what they import is loaded once and not once a file. So each leaves the
    // process as it found it, and what tests share sets up nothing when it is loaded: it would do so for one file alone.
    isolate: false,
    // Tests make much that is soon forgotten: with more room for it, clearing up takes a twentieth less of all their time.
    execArgv: ["--min-semi-space-size=32", "--max-semi-space-size=64"],
    sequence: { sequencer: Sequence },
    // Only ends what hangs: how long a test takes says more about the machine than about the project.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { NO_COLOR: "1", GOALFORM_ACCESS_TOKEN: "", GOALFORM_ENDPOINT: "" },
  },
});
