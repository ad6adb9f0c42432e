/** The types of the library as one file of declarations, which needs nothing else: neither Google's types nor Node's. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { promisify } from "node:util";

const INDEX = "library/index.d.ts";

/** Each file's types are written out in it, so that one file at a time can be turned into declarations. */
const OPTIONS = ["--declaration", "--emitDeclarationOnly", "--isolatedDeclarations", "--stripInternal"];
const FAST = [
  "--ignoreConfig",
  "--noCheck",
  "--noResolve",
  "--module",
  "node20",
  "--target",
  "es2023",
  "--types",
  "",
];

/** Writes the declarations of everything that src/library/index.ts exports. */
export async function writeDeclarations(file) {
  const folder = mkdtempSync(join(tmpdir(), "goalform-types-"));
  try {
    const sources = [
      "src/library/index.ts",
      "src/render/plan-document.ts",
      "src/resources/kind.ts",
      ...inLibrary(),
    ];
    const tsc = join("node_modules", "typescript", "bin", "tsc");
    const args = [tsc, ...FAST, ...OPTIONS, "--rootDir", "src", "--outDir", folder, ...sources];
    await promisify(execFile)(process.execPath, args);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      joined((path) => readFileSync(join(folder, path), "utf8")),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inLibrary() {
  const text = readFileSync("src/library/index.ts", "utf8");
  return filesIn("library/index.ts", text)
    .filter((path) => path.startsWith("library/"))
    .map((path) => `src/${path}`);
}

/** Files that a file names, as paths below src/. */
function filesIn(path, text) {
  return [...text.matchAll(/ from "(\.[^"]+)";/g)].map(([, name]) => posix.join(posix.dirname(path), name));
}

/** All that is reachable from the index, without imports; the names that it exports come last. */
function joined(read) {
  const index = read(INDEX);
  const names = [...index.matchAll(/^export (type )?\{([^}]*)\} from /gm)].flatMap(([, isType, list]) =>
    list.split(",").flatMap((name) => exported(name.trim(), isType !== undefined)),
  );
  const parts = reachable(INDEX, read).map((path) => withoutModule(read(path)));
  return `${commentOf(index)}${parts.join("")}export { ${names.sort().join(", ")} };\n`;
}

function exported(name, isType) {
  if (name === "") return [];
  return isType && !name.startsWith("type ") ? [`type ${name}`] : [name];
}

function reachable(start, read) {
  const found = new Set();
  const visit = (path) => {
    const declarations = path.replace(/(?:\.d)?\.ts$/, ".d.ts");
    if (found.has(declarations)) return;
    found.add(declarations);
    for (const next of filesIn(path, read(declarations))) visit(next);
  };
  visit(start);
  found.delete(start);
  return [...found];
}

function commentOf(text) {
  return /^\/\*\*[\s\S]*?\*\/\n/.exec(text)?.[0] ?? "";
}

/** Declarations as parts of one module. What a file says about itself is left out. */
function withoutModule(text) {
  const own = commentOf(text);
  const rest = text.slice(own.length);
  return (/^(?:import|\/\*\*)/.test(rest) ? rest : text)
    .replace(/^import [^;]*;\n/gm, "")
    .replace(/^export \{\};\n/gm, "")
    .replace(/^export /gm, "");
}
