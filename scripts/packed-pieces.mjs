/**
 * The pieces of the bundle that not every command needs are compressed, to about a quarter. What stays in
 * a piece's place imports what the piece imports, unpacks it, and exports the same names.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { transform } from "esbuild";

/** Bytes; what is smaller gains next to nothing. Small modules of libraries may set later what they export. */
const WORTHWHILE = { ours: 2_000, library: 8_000 };

/** @param outputs of esbuild's metafile. @param fast the paths of those that every command needs. */
export async function packPieces(outputs, fast) {
  const pieces = Object.entries(outputs).filter(
    ([path, output]) => /\/chunks\/[^/]+\.js$/.test(path) && isWorthwhile(output) && !fast.has(path),
  );
  await Promise.all(pieces.map(([path, output]) => packPiece(path, output)));
  writeFileSync("dist/chunks/unpacked.js", UNPACKED);
}

function isWorthwhile({ bytes, inputs }) {
  const isLibrary = Object.keys(inputs).some((path) => !/^(?:src\/|together:)/.test(path));
  return bytes >= WORTHWHILE[isLibrary ? "library" : "ours"];
}

async function packPiece(path, { imports, exports }) {
  const file = basename(path).replace(/\.js$/, ".cjs.br");
  const { code } = await transform(readFileSync(path, "utf8").replace(OWN_REQUIRE, ""), {
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minify: true,
    legalComments: "none",
    define: { "import.meta.url": "__url" },
  });
  writeFileSync(path.replace(/[^/]+$/, file), brotliCompressSync(withOwnImport(code, imports)));
  const ours = imports.filter(({ kind, external }) => kind === "import-statement" && !external);
  const before = [...new Set(ours.map(({ path: to }) => `./${basename(to)}`))];
  writeFileSync(path, inItsPlace(file, before, exports));
}

/** A function that is compiled by itself cannot load modules: what stays in its place does that. */
function withOwnImport(code, imports) {
  const later = imports.filter(({ kind }) => kind === "dynamic-import");
  const texts = code.split(/(?<![\w$.])import\((?=")/);
  if (new Set(later.map(({ path }) => path)).size > texts.length - 1)
    throw new Error(`${later.length} modules to load later, and ${texts.length - 1} places that load them`);
  return texts.join("__import(");
}

const OWN_REQUIRE = /^import\{createRequire as __createRequire\}from'node:module';const require=[^;]+;/;

/** What stays in place of a piece loads what the piece imports first, and exports the same names. */
function inItsPlace(file, before, names) {
  const imports = before.map((from, at) => `import*as i${at} from${JSON.stringify(from)};`).join("");
  const imported = before.map((from, at) => `${JSON.stringify(from)}:i${at}`).join(",");
  const parts = names.map((name, at) => `${written(name)}:e${at}`).join(",");
  const exports = names.map((name, at) => `e${at} as ${written(name)}`).join(",");
  return `${imports}import{unpacked}from"./unpacked.js";
const{${parts}}=unpacked("${file}",{${imported}},(to)=>import(to));
export{${exports}};
`;
}

/** Names of modules of ours contain slashes. */
export function written(name) {
  return /^[\w$]+$/.test(name) ? name : JSON.stringify(name);
}

/** The part that all of them have in common. */
const UNPACKED = `import{readFileSync}from"node:fs";
import{createRequire}from"node:module";
import{fileURLToPath}from"node:url";
import{compileFunction}from"node:vm";
import{brotliDecompressSync}from"node:zlib";
export function unpacked(file,imported,load){
const url=new URL("./"+file,import.meta.url);
const filename=fileURLToPath(url);
const text=brotliDecompressSync(readFileSync(filename)).toString();
const ownRequire=createRequire(url);
const module={exports:{}};
compileFunction(text,["module","exports","require","__import","__url"],{filename})(module,module.exports,(name)=>imported[name]??ownRequire(name),load,url.href);
return module.exports;
}
`;
