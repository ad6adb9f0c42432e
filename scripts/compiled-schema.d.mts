import type { Plugin } from "esbuild";

export const compiledSchema: Plugin;
