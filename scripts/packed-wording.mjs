/**
 * What is said about keys and values that the schema refuses, compressed as one file of its own. It is unpacked for the first
 * mistake: most files have none. Modules that the rest of the first piece needs as well stay there, and are handed over.
 */
import { writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { unpacked } from "./unpacked.mjs";

const FILE = "wording.cjs.br";
const FOLDER = resolve("src/language/schema");
const ENTRY = `${FOLDER}/wording.ts`;

/** In place of the module: its function, from the file. For the pieces in `dist/chunks/`, one level below it. */
export const unpackedWording = {
  name: "unpacked wording",
  setup({ onLoad, initialOptions: { target, define } }) {
    onLoad({ filter: /[\\/]src[\\/]language[\\/]schema[\\/]wording\.ts$/ }, async () => {
      const { shared, exports } = await together({ target, define });
      const contents = unpacked(
        FILE,
        exports,
        "(name) => ({ __esModule: true, ...shared[name] })",
        imports(shared),
      );
      return { contents, loader: "js", resolveDir: FOLDER };
    });
  },
};

/** The modules that stay in the pieces, by the names by which the file asks for them. */
function imports(shared) {
  const lines = shared.map((path, at) => {
    const kind = path.endsWith(".json") ? ' with { type: "json" }' : "";
    return `import * as m${at} from ${JSON.stringify(inFolder(path))}${kind};`;
  });
  const all = shared.map((path, at) => `${JSON.stringify(inFolder(path))}: m${at}`);
  return `${lines.join("\n")}\nconst shared = { ${all.join(", ")} };`;
}

function inFolder(path) {
  const name = relative(FOLDER, path).replaceAll("\\", "/");
  return name.startsWith(".") ? name : `./${name}`;
}

/** @param common the options of the other bundles */
export async function packWording({ target, define }) {
  const { text } = await together({ target, define });
  writeFileSync(`dist/${FILE}`, brotliCompressSync(text));
}

/** The modules that nothing else of the language needs, as one script; and which others it asks for. */
async function together({ target, define }) {
  const own = await ownModules();
  const shared = new Set();
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    platform: "node",
    format: "cjs",
    target,
    define,
    minify: true,
    legalComments: "none",
    write: false,
    logLevel: "warning",
    plugins: [
      {
        name: "shared modules",
        setup({ onResolve }) {
          onResolve({ filter: /^\./ }, ({ path, importer }) => {
            const file = resolve(dirname(importer), path);
            if (own.has(file)) return undefined;
            shared.add(file);
            return { path: inFolder(file), external: true };
          });
        },
      },
    ],
  });
  const [{ text }] = outputFiles;
  return { text, shared: [...shared].sort(), exports: await exportsOf(ENTRY) };
}

async function exportsOf(entry) {
  const { metafile } = await build({
    entryPoints: [entry],
    format: "esm",
    metafile: true,
    write: false,
    outfile: "o.js",
  });
  return Object.values(metafile.outputs)[0].exports;
}

async function ownModules() {
  const { metafile } = await build({
    entryPoints: ["src/language/read-goals.ts"],
    bundle: true,
    platform: "node",
    metafile: true,
    write: false,
    packages: "external",
    outfile: "o.js",
  });
  const reach = (from, without, all = new Set()) => {
    if (all.has(from) || from === without || !(from in metafile.inputs)) return all;
    all.add(from);
    for (const { path } of metafile.inputs[from].imports) reach(path, without, all);
    return all;
  };
  const entry = relative(".", ENTRY).replaceAll("\\", "/");
  const others = reach("src/language/read-goals.ts", entry);
  return new Set([...reach(entry)].filter((path) => !others.has(path)).map((path) => resolve(path)));
}
