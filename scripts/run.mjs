/** Bundles a script with the sources that it uses, and runs it: `node scripts/run.mjs scripts/docs/main.ts`. */
import { rmSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [script] = process.argv.slice(2);
// Several of them at once, or several checkouts that share node_modules, do not meet.
const outfile = resolve(`node_modules/.cache/goalform-${basename(dirname(script))}-${process.pid}.mjs`);
await build({
  entryPoints: [script],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: ["esbuild", "vitest/*", "@duckdb/node-api"],
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: "warning",
});
try {
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(outfile, { force: true });
}
