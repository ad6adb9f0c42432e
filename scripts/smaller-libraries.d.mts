import type { Plugin } from "esbuild";

export const smallerLibraries: Plugin;
