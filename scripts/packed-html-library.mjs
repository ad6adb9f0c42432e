/**
 * The HTML parser and the selector engine of `goalform test`, compressed as one file of their own. It is unpacked when the
 * first of its functions is called, since few tests contain HTML.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const FILE = "html-library.cjs.br";

/** In place of the module: functions with the same names, from the file. For the pieces in `dist/chunks/`, one level below it. */
export const unpackedHtmlLibrary = {
  name: "unpacked HTML library",
  setup({ onLoad, initialOptions: { target, define } }) {
    onLoad({ filter: /[\\/]src[\\/]visits[\\/]html-library\.ts$/ }, async ({ path }) => ({
      contents: unpacked(await namesIn(path, { target, define })),
      loader: "js",
    }));
  },
};

function unpacked(names) {
  return `
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
let known;
function unpack() {
  if (known) return known;
  const filename = fileURLToPath(new URL("../${FILE}", import.meta.url));
  const text = brotliDecompressSync(readFileSync(filename)).toString();
  const module = { exports: {} };
  // The file's name, for the stack of a bug.
  const run = compileFunction(text, ["module", "exports", "require"], { filename });
  run(module, module.exports, createRequire(import.meta.url));
  return (known = module.exports);
}
${names.map((name) => `export const ${name} = (...all) => unpack().${name}(...all);`).join("\n")}
`;
}

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
