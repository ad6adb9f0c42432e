/**
 * The HTML parser of `goalform test` is as large as everything else that the command loads, and most runs read no HTML: in
 * the package it is one compressed file, which is unpacked when the first element is read.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const FILE = "html-library.cjs.br";
const NAMES = { "css-select": ["compile", "selectAll", "selectOne"], parse5: ["parse", "parseFragment"] };

/** For the pieces in `dist/chunks/`: the file is one level above them. */
export const packedHtml = {
  name: "packed HTML parser",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]visits[\\/]html-library\.ts$/ }, () => ({
      contents: `
import { readFileSync } from "node:fs";
import { compileFunction } from "node:vm";
import { brotliDecompressSync } from "node:zlib";
let library;
export function htmlLibrary() {
  if (library) return library;
  const packed = readFileSync(new URL("../${FILE}", import.meta.url));
  const module = { exports: {} };
  compileFunction(brotliDecompressSync(packed).toString(), ["module", "exports"])(module, module.exports);
  return (library = module.exports);
}
`,
      loader: "js",
    }));
  },
};

/** @param common the options of the other bundles */
export async function packHtml({ target, minify }) {
  const lines = Object.entries(NAMES).map(
    ([from, names]) => `export { ${names.join(", ")} } from "${from}";`,
  );
  const { outputFiles } = await build({
    stdin: { contents: lines.join("\n"), resolveDir: "." },
    bundle: true,
    format: "cjs",
    platform: "node",
    target,
    minify,
    legalComments: "none",
    write: false,
    plugins: [ownAdapter],
  });
  mkdirSync("dist", { recursive: true });
  writeFileSync(`dist/${FILE}`, brotliCompressSync(outputFiles[0].contents));
}

/** css-select brings a DOM of its own along, for those who hand it none. */
const ownAdapter = {
  name: "own adapter",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/](?:domutils|domhandler)[\\/]/ }, ({ path }) => ({
      contents: /domutils/.test(path) ? "export {};" : `export const isTag = null;`,
    }));
  },
};
