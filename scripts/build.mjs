/** Bundles the command line into dist/: nothing is loaded at run time that a command does not need. */
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: { goalform: "src/cli/goalform.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  chunkNames: "chunks/[name]-[hash]",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  define: { GOALFORM_VERSION: JSON.stringify(version) },
  // Google's client is CommonJS and asks for Node's modules with require.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: "warning",
  plugins: [{ name: "named exports of https-proxy-agent", setup: nameExports }],
});
chmodSync("dist/goalform.js", 0o755);
linkForNpx();

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
