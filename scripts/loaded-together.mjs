/**
 * A command loads only what it needs, but a bundle in eighty small pieces takes noticeably longer to load than one in
 * a few. So what `validate` needs is one piece, and what the other commands need is another.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Pieces of their own: the executable's first one, Google's client, the sandbox, pictures. */
const APART = [
  /^cli\/(?:main|process|completion|sandbox)\.ts$/,
  /^google\//,
  /^sandbox\//,
  /^render\/picture\.ts$/,
  /sandbox-seed/,
];
const PIECE = "goalform:";

/** The piece that a module is part of; null for one of its own. */
function pieceOf(name) {
  if (APART.some((pattern) => pattern.test(name))) return null;
  return /^app\/(?!validate)|plan-json|formats\/(?!text|json)/.test(name) ? "commands" : "validate";
}

const IMPORT = /\bimport\("(\.[^"]+)"\)/g;

export const loadedTogether = {
  name: "loaded together",
  setup({ onLoad, onResolve }) {
    const source = resolve("src");
    const nameOf = (path) => relative(source, path).replaceAll("\\", "/");
    const loaded = modulesOf(source).filter((path) => pieceOf(nameOf(path)) !== null);
    onLoad({ filter: /[\\/]src[\\/](?:cli|render)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(IMPORT, (all, to) => {
        const target = resolve(dirname(path), to);
        const piece = pieceOf(nameOf(target));
        return piece === null ? all : `import("${PIECE}${piece}").then((all) => all["${nameOf(target)}"])`;
      }),
      loader: "ts",
    }));
    onResolve({ filter: new RegExp(`^${PIECE}`) }, ({ path }) => ({ path, namespace: "together" }));
    onLoad({ filter: /./, namespace: "together" }, ({ path: piece }) => ({
      contents: loaded
        .filter((path) => PIECE + pieceOf(nameOf(path)) === piece)
        .map((path) => `export * as "${nameOf(path)}" from "./${nameOf(path)}";`)
        .join("\n"),
      resolveDir: source,
    }));
  },
};

/** What the command line and the table of formats load when they need it. */
function modulesOf(source) {
  const files = ["cli", "render"].flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(source, folder, file)),
  );
  const loaded = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(IMPORT)].map(([, to]) => resolve(dirname(file), to)),
  );
  return [...new Set(loaded)].sort();
}
