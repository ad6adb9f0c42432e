import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { NO_COLOR: "1", GOALFORM_ACCESS_TOKEN: "", GOALFORM_ENDPOINT: "" },
  },
});
