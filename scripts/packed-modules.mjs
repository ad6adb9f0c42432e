/**
 * What few runs need and nothing else shares is compressed in the package, to a fifth: the HTML parser of `goalform test`,
 * and the sandbox. Each is one file next to the pieces, which is unpacked when the first of its names is used.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

/** Modules of ours, each with its file. One that has only functions can wait until the first of them is called. */
const PACKED = {
  "src/visits/html-library.ts": { file: "html-library.cjs.br", onlyFunctions: true },
  "src/sandbox/sandbox.ts": { file: "sandbox.cjs.br", onlyFunctions: false },
};

const nameOf = (path) => relative(".", path).replaceAll("\\", "/");

/** In place of a packed module: the same names, from the file. For the pieces in `dist/chunks/`, one level below it. */
export const unpacking = {
  name: "unpacking",
  setup({ onLoad, initialOptions: { target, define } }) {
    onLoad({ filter: /[\\/](?:html-library|sandbox)\.ts$/ }, async ({ path }) => {
      const packed = PACKED[nameOf(path)];
      if (packed === undefined) return undefined;
      return { contents: unpacked(packed, await namesIn(path, { target, define })), loader: "js" };
    });
  },
};

function unpacked({ file, onlyFunctions }, names) {
  return `
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { brotliDecompressSync } from "node:zlib";
let known;
function unpack() {
  if (known) return known;
  const text = brotliDecompressSync(readFileSync(new URL("../${file}", import.meta.url))).toString();
  const module = { exports: {} };
  compileFunction(text, ["module", "exports", "require"])(module, module.exports, createRequire(import.meta.url));
  return (known = module.exports);
}
${onlyFunctions ? names.map((name) => `export const ${name} = (...all) => unpack().${name}(...all);`).join("\n") : `export const { ${names.join(", ")} } = unpack();`}
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
export async function packModules(common) {
  mkdirSync("dist", { recursive: true });
  for (const [path, { file }] of Object.entries(PACKED)) {
    const { outputFiles } = await build({ ...together(path, common), format: "cjs" });
    writeFileSync(`dist/${file}`, brotliCompressSync(outputFiles[0].contents));
  }
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
