/**
 * The sources as modules of Node. Vite would transform each of them, and each worker would ask it for each of them and
 * run them more slowly. So they are compiled once, at the start of a run, and tests import what was compiled. In watch mode
 * Vite does it after all, since it knows which tests a changed source concerns.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin as CompilerPlugin } from "esbuild";
import type { Plugin } from "vitest/config";

/** What is compiled. A schema is one object for the sources and for the tests that import it. */
const COMPILED = /^(?:src|schemas)\/.*\.(?:ts|json)$/;

export function compiledSources(root: string): Plugin {
  // Below node_modules, from where Node finds the libraries, and Vitest leaves modules to Node. Of one process, since
  // several may run at once, on checkouts that share node_modules.
  const folder = join(root, `node_modules/.cache/goalform-sources-${process.pid}`);
  let isCompiled = false;
  return {
    name: "goalform: compiled sources",
    enforce: "pre",
    async configureVitest({ vitest }) {
      if (vitest.config.watch) return;
      process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
      await compile(root, folder);
      isCompiled = true;
    },
    resolveId(source, importer) {
      if (!isCompiled) return null;
      const path = relative(root, pathOf(source, importer, root));
      return COMPILED.test(path) && existsSync(join(root, path)) ? join(folder, compiledName(path)) : null;
    },
  };
}

/** As Vite says it: from the root, or from the file that imports it. */
function pathOf(source: string, importer: string | undefined, root: string): string {
  if (source.startsWith(".") && importer !== undefined) return join(dirname(importer), source);
  return source.startsWith(`${root}/`) ? source : join(root, source);
}

function compiledName(path: string): string {
  return path.replace(/\.(?:ts|json)$/, ".mjs");
}

async function compile(root: string, folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ["src", "schemas"].flatMap((name) =>
      readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
        .map((file) => `${name}/${file}`)
        .filter((file) => COMPILED.test(file)),
    ),
    outbase: root,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    // Schemas become modules, too.
    supported: { "import-attributes": false },
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "warning",
    plugins: [eachByItself],
  });
}

/** A module for each file. It still says where its source is. */
const eachByItself: CompilerPlugin = {
  name: "each by itself",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: compiledName(path), external: true },
    );
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(
        "import.meta.url",
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: "ts",
    }));
  },
};
