/**
 * A command loads only what it needs, but a bundle in eighty small pieces takes noticeably longer to load than one in
 * a few. So what `validate` needs, the command line included, is one piece, and what the other commands need is another.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Pieces of their own: completion, Google's client, the sandbox, pictures. */
const APART = [
  /^cli\/(?:completion|sandbox)\.ts$/,
  /^google\/(?:google|analytics-alpha)\.ts$/,
  /^sandbox\/sandbox\.ts$/,
  /^render\/picture\.ts$/,
  /^machine\/sandbox-seed\.ts$/,
];
const PIECE = "goalform:";
const FIRST = "validate";

/** The piece that a module is part of; null for one of its own. */
function pieceOf(name) {
  if (APART.some((pattern) => pattern.test(name))) return null;
  return /^app\/(?!validate)|plan-json|formats\/(?!text|json)/.test(name) ? "commands" : FIRST;
}

const IMPORT = /\bimport\("(\.[^"]+)"\)/g;

export const loadedTogether = {
  name: "loaded together",
  setup({ onLoad, onResolve }) {
    const source = resolve("src");
    const nameOf = (path) => relative(source, path).replaceAll("\\", "/");
    const loaded = modulesOf(source).filter((path) => pieceOf(nameOf(path)) !== null);
    onLoad({ filter: /[\\/]src[\\/](?:cli|render|google|sandbox|machine)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: inPieces(path, nameOf) + (pieceOf(nameOf(path)) === null ? AFTER_FIRST : ""),
      loader: "ts",
    }));
    onResolve({ filter: new RegExp(`^${PIECE}`) }, ({ path }) => ({ path, namespace: "together" }));
    onLoad({ filter: /./, namespace: "together" }, ({ path: piece }) => ({
      contents: loaded
        .filter((path) => PIECE + pieceOf(nameOf(path)) === piece)
        .map((path) => `export * as "${nameOf(path)}" from "./${nameOf(path)}";`)
        .join("\n")
        .concat(piece === PIECE + FIRST ? "" : AFTER_FIRST),
      resolveDir: source,
    }));
  },
};

/**
 * The first piece is there when any other is loaded. With this each of them depends on all of it, and the bundler does not
 * take it apart by who shares which module with whom.
 */
const AFTER_FIRST = `\nimport "${PIECE}${FIRST}";\n`;

/** A module of the command line or of the formats, which loads others when it needs them. */
function inPieces(path, nameOf) {
  const text = readFileSync(path, "utf8");
  if (!/^(?:cli|render)\//.test(nameOf(path))) return text;
  return text.replace(IMPORT, (all, to) => {
    const target = nameOf(resolve(dirname(path), to));
    const piece = pieceOf(target);
    return piece === null ? all : `import("${PIECE}${piece}").then((all) => all["${target}"])`;
  });
}

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
