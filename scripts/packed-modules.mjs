/**
 * What few runs need and nothing else shares is compressed in the package, to a fifth: the HTML parser of `goalform test`,
 * the sandbox, and Google's client. Each is one file next to the pieces, which is unpacked when the first of its names is used.
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

/** Google's client: what `src/google` imports of its libraries. */
const CLIENT = {
  file: "google-client.cjs.br",
  names: {
    "google-auth-library": ["GoogleAuth", "OAuth2Client"],
    "googleapis/build/src/apis/tagmanager/v2.js": ["tagmanager_v2"],
    "googleapis/build/src/apis/analyticsadmin/v1beta.js": ["analyticsadmin_v1beta"],
    "googleapis/build/src/apis/analyticsadmin/v1alpha.js": ["analyticsadmin_v1alpha"],
  },
};

const nameOf = (path) => relative(".", path).replaceAll("\\", "/");

/** In place of a packed module: the same names, from the file. For the pieces in `dist/chunks/`, one level below it. */
export const unpacking = {
  name: "unpacking",
  setup({ onLoad, onResolve, initialOptions: { target, define } }) {
    onLoad({ filter: /[\\/](?:html-library|sandbox)\.ts$/ }, async ({ path }) => {
      const packed = PACKED[nameOf(path)];
      if (packed === undefined) return undefined;
      return { contents: unpacked(packed, await namesIn(path, { target, define })), loader: "js" };
    });
    onResolve({ filter: /^google(?:-auth-library|apis\/.*)$/ }, ({ path, importer }) => {
      const isPacked = path in CLIENT.names && /^src\/google\//.test(nameOf(importer));
      return isPacked ? { path: CLIENT.file, namespace: "packed" } : undefined;
    });
    onLoad({ filter: /./, namespace: "packed" }, () => ({
      contents: unpacked(CLIENT, Object.values(CLIENT.names).flat()),
      loader: "js",
    }));
  },
};

function unpacked({ file, onlyFunctions }, names) {
  return `
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
let known;
function unpack() {
  if (known) return known;
  const filename = fileURLToPath(new URL("../${file}", import.meta.url));
  const text = brotliDecompressSync(readFileSync(filename)).toString();
  const module = { exports: {} };
  // The file's name, for the stack of a bug.
  const run = compileFunction(text, ["module", "exports", "require"], { filename });
  run(module, module.exports, createRequire(import.meta.url));
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
  const { outputFiles } = await build(client(common));
  writeFileSync(`dist/${CLIENT.file}`, brotliCompressSync(outputFiles[0].contents));
}

function client({ banner: _, ...common }) {
  const lines = Object.entries(CLIENT.names).map(
    ([from, names]) => `export { ${names.join(", ")} } from "${from}";`,
  );
  return {
    ...common,
    stdin: { contents: lines.join("\n"), resolveDir: "." },
    format: "cjs",
    legalComments: "inline",
    // Compiled by itself it could not load anything else.
    supported: { "dynamic-import": false },
    write: false,
  };
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
