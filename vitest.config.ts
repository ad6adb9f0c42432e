import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts"],
    reporters: ["default", "./test/support/closing-line.ts"],
    // One worker fewer than cores leaves half of a small machine idle: many tests wait for processes and browsers.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A file that leaves the process as it found it can share it: what it imports is then loaded once, not once a file.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { NO_COLOR: "1", GOALFORM_ACCESS_TOKEN: "", GOALFORM_ENDPOINT: "" },
  },
});
