/**
 * The piece of the bundle that every command begins with, and the executable. Both are CommonJS, since Node's loader of
 * modules takes a fifth as long to start as Node itself. The piece is one script, whose code V8 keeps from run to run
 * (`src/machine/compiled-code.ts`). What stays in the place of its modules, for all other pieces, exports the same names.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { written } from "./packed-pieces.mjs";

const CHUNKS = "dist/chunks";

/** What build.mjs puts before modules. */
const REQUIRE = /^import\{createRequire as __createRequire\}from'node:module';const require=[^;]+;/;

/** @param outputs of esbuild's metafile. @param entry the file in dist/chunks/ with which the piece begins */
export async function writeFirstPiece(common, outputs, entry) {
  const paths = [...reached(entry, outputs)];
  const file = await writeScript(common, paths);
  await writeLoader(common, file);
  for (const [at, path] of paths.entries()) writeFileSync(path, inItsPlace(at, outputs[path].exports));
  await writeExecutable(common, paths.indexOf(entry));
  for (const [folder, type] of [
    ["dist", "commonjs"],
    [CHUNKS, "module"],
    ["dist/library", "module"],
  ])
    writeFileSync(`${folder}/package.json`, `{"type":"${type}"}\n`);
}

/** The file and all that it imports. */
export function reached(path, outputs, all = new Set()) {
  if (all.has(path)) return all;
  all.add(path);
  for (const { path: next, kind } of outputs[path].imports)
    if (kind === "import-statement" && next in outputs) reached(next, outputs, all);
  return all;
}

const bundled = { bundle: true, platform: "node", format: "cjs", minify: true, logLevel: "warning" };

/** A function of what a script cannot do itself, which returns an object with the exports of each file. */
async function writeScript({ target }, paths) {
  const { outputFiles } = await build({
    ...bundled,
    target,
    stdin: {
      contents: paths.map((path, at) => `export * as f${at} from "./${basename(path)}";`).join("\n"),
      resolveDir: CHUNKS,
    },
    plugins: [
      {
        name: "other pieces",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\// }, ({ path, kind }) =>
            kind === "dynamic-import" ? { path, external: true } : undefined,
          );
          // A function has a `require` of its own.
          onLoad({ filter: /\.js$/ }, ({ path }) => ({
            contents: readFileSync(path, "utf8").replace(REQUIRE, ""),
          }));
        },
      },
    ],
    define: { "import.meta.url": "__url" },
    legalComments: "none",
    write: false,
  });
  const [{ text }] = outputFiles;
  const code = text.trim().replace(/(?<![\w$.])import\((?=")/g, "__import(");
  const script = inAscii(`(function(module,exports,require,__import,__url){${code}\n})\n`);
  const hash = createHash("sha256").update(script).digest("hex").slice(0, 8).toUpperCase();
  const file = `first-${hash}.txt`;
  writeFileSync(`${CHUNKS}/${file}`, script);
  return file;
}

/** The bundler leaves regular expressions as they are written. V8 reads a text of one byte a character faster. */
function inAscii(code) {
  if (/\\[^\0-\x7f]/.test(code)) throw new Error("Write characters that are not ASCII without a backslash.");
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What loads the script, once for all who ask for it. */
async function writeLoader({ target }, file) {
  await build({
    ...bundled,
    target,
    stdin: {
      contents: `import { dirname, join } from "node:path";
        import { pathToFileURL } from "node:url";
        import { compiled } from "./src/machine/compiled-code.ts";
        const { value, keep } = compiled(join(__dirname, "${file}"), dirname(dirname(__dirname)), process.env);
        value(module, exports, require, (to) => import(to), pathToFileURL(__filename).href);
        module.exports.keep = keep;`,
      resolveDir: ".",
    },
    outfile: `${CHUNKS}/first.cjs`,
  });
}

function inItsPlace(at, names) {
  return `import{createRequire}from"node:module";
const{${names.map((name, index) => `${written(name)}:e${index}`).join(",")}}=createRequire(import.meta.url)("./first.cjs").f${at};
export{${names.map((name, index) => `e${index} as ${written(name)}`).join(",")}};
`;
}

/** It loads modules of the first piece by what they are called there; what compiles is kept when all went well. */
async function writeExecutable({ target, define }, at) {
  await build({
    ...bundled,
    target,
    define,
    entryPoints: ["src/cli/goalform.ts"],
    outfile: "dist/goalform.js",
    legalComments: "none",
    plugins: [
      {
        name: "first piece",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\// }, ({ path, kind }) =>
            kind === "dynamic-import" ? { path: path.replace("./", "cli/"), namespace: "first" } : undefined,
          );
          onResolve({ filter: /first\.cjs$/ }, ({ path }) => ({ path, external: true }));
          onLoad({ filter: /./, namespace: "first" }, ({ path }) => ({
            contents: `const first = require("./chunks/first.cjs");
              ${path === "cli/valid-file.ts" ? 'process.once("exit", (code) => code === 0 && first.keep());' : ""}
              module.exports = first.f${at}[${JSON.stringify(path)}];`,
          }));
        },
      },
    ],
  });
}
