/**
 * The HTML parser and the selector engine of `goalform test`, compressed as one file of their own. It is unpacked when the
 * first of its functions is called, since few tests contain HTML.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { unpacked } from "./unpacked.mjs";

const FILE = "html-library.cjs.br";

/** In place of the module: functions with the same names, from the file. For the pieces in `dist/chunks/`, one level below it. */
export const unpackedHtmlLibrary = {
  name: "unpacked HTML library",
  setup({ onLoad, initialOptions: { target, define } }) {
    onLoad({ filter: /[\\/]src[\\/]visits[\\/]html-library\.ts$/ }, async ({ path }) => ({
      contents: unpacked(FILE, await namesIn(path, { target, define }), "createRequire(import.meta.url)"),
      loader: "js",
    }));
  },
};

async function namesIn(path, options) {
  const { metafile } = await build({
    ...together(path, options),
    format: "esm",
    metafile: true,
    outfile: "out.js",
  });
  return Object.values(metafile.outputs)[0].exports;
}

function together(path, { target, define }) {
  return {
    entryPoints: [path],
    bundle: true,
    platform: "node",
    target,
    define,
    minify: true,
    legalComments: "none",
    write: false,
    logLevel: "warning",
    plugins: [ownAdapter],
  };
}

/** @param common the options of the other bundles */
export async function packHtmlLibrary(common) {
  mkdirSync("dist", { recursive: true });
  const { outputFiles } = await build({
    ...together("src/visits/html-library.ts", common),
    format: "cjs",
  });
  writeFileSync(`dist/${FILE}`, brotliCompressSync(outputFiles[0].contents));
}

/** css-select brings a DOM of its own along, for those who hand it none. */
const ownAdapter = {
  name: "own adapter",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/](?:domutils|domhandler)[\\/]/ }, ({ path }) => ({
      contents: /domutils/.test(path) ? "export {};" : "export const isTag = null;",
    }));
  },
};
