/**
 * Bundles the command line and the library into dist/, in pieces: nothing is loaded at run time that a command does not
 * need. Writes the library's types, in one file. And bundles the GitHub Action into dist/action/, in one file that is
 * committed, since GitHub runs a repository as it is. The same sources and lock file give the same bytes.
 */
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { build } from "esbuild";
import { rememberBuild } from "./built.mjs";
import { writeDeclarations } from "./declarations.mjs";
import { reached, writeFirstPiece } from "./first-piece.mjs";
import { FIRST_PIECE, loadedTogether } from "./loaded-together.mjs";
import { packHtmlLibrary, unpackedHtmlLibrary } from "./packed-html-library.mjs";
import { packPieces } from "./packed-pieces.mjs";
import { packWording, unpackedWording } from "./packed-wording.mjs";
import { smallerLibraries } from "./smaller-libraries.mjs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

/** Google's client is CommonJS and asks for Node's modules with require. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const common = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Optional peers.
  external: ["playwright-core", "@duckdb/node-api"],
  minify: true,
  legalComments: "linked",
  define: { GOALFORM_VERSION: JSON.stringify(version) },
  banner: { js: REQUIRE },
  logLevel: "warning",
  plugins: [
    smallerLibraries,
    { name: "named exports of https-proxy-agent", setup: nameExports },
    { name: "modules of Node when they are used", setup: startLater },
  ],
};

rmSync("dist", { recursive: true, force: true });
const [{ metafile }] = await Promise.all([
  build({
    ...common,
    metafile: true,
    plugins: [unpackedHtmlLibrary, unpackedWording, ...common.plugins, loadedTogether],
    entryPoints: { goalform: "src/cli/goalform.ts", "library/index": "src/library/index.ts" },
    outdir: "dist",
    splitting: true,
    chunkNames: "chunks/[hash]",
  }),
  build({ ...common, entryPoints: ["src/action/action.ts"], outfile: "dist/action/index.mjs" }),
  writeDeclarations("dist/library/index.d.ts"),
  packHtmlLibrary(common),
  packWording(common),
]);
for (const file of readdirSync("dist/chunks")) withoutNeedlessRequire(`dist/chunks/${file}`);
const { outputs } = metafile;
const first = Object.keys(outputs).find((path) => outputs[path].entryPoint === FIRST_PIECE);
await packPieces(outputs, reached(first, outputs));
await writeFirstPiece(common, outputs, first);
chmodSync("dist/goalform.js", 0o755);
linkForNpx();
rememberBuild();

/** Most pieces are none of Google's client. */
function withoutNeedlessRequire(file) {
  const [before, after] = readFileSync(file, "utf8").split(REQUIRE);
  if (after !== undefined && !/\brequire\b/.test(after)) writeFileSync(file, before + after.trimStart());
}

/** In a checkout `npx goalform` looks into node_modules/.bin, where npm does not put a package's own executable. */
function linkForNpx() {
  const folder = "node_modules/.bin";
  if (process.platform === "win32" || !existsSync(folder)) return;
  rmSync(`${folder}/goalform`, { force: true });
  symlinkSync("../../dist/goalform.js", `${folder}/goalform`);
}

/** Google's client imports a class by name from a CommonJS module when there is a proxy; a bundle gives the default alone. */
function nameExports({ onResolve, onLoad }) {
  onResolve({ filter: /^https-proxy-agent$/ }, ({ kind, resolveDir }) =>
    kind === "dynamic-import"
      ? { path: "https-proxy-agent", namespace: "named", pluginData: resolveDir }
      : undefined,
  );
  onLoad({ filter: /./, namespace: "named" }, ({ pluginData }) => ({
    contents: 'export { HttpsProxyAgent } from "https-proxy-agent";',
    resolveDir: pluginData,
  }));
}

/**
 * Modules of Node that are loaded when they are used, since loading them takes a millisecond or two: the command line's
 * parser has commands that are programs of their own, and `validate` calculates no digests.
 */
function startLater({ onResolve, onLoad }) {
  const LATER = [
    { module: "node:child_process", importer: /[\\/]commander[\\/]/, names: ["spawn"] },
    { module: "node:crypto", importer: /[\\/]src[\\/]resources[\\/]/, names: ["createHash"] },
  ];
  onResolve({ filter: /^node:(?:child_process|crypto)$/ }, ({ importer, path }) =>
    LATER.some(({ module, importer: by }) => module === path && by.test(importer))
      ? { path, namespace: "later" }
      : undefined,
  );
  onLoad({ filter: /./, namespace: "later" }, ({ path }) => {
    const { names } = LATER.find(({ module }) => module === path);
    const later = names.map(
      (name) => `export const ${name} = (...args) => process.getBuiltinModule("${path}").${name}(...args);`,
    );
    return { contents: later.join("\n") };
  });
}
