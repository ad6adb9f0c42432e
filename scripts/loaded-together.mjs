/**
 * A command loads only what it needs, but a bundle in eighty small pieces takes noticeably longer to load than one in a
 * few. So there are four: what the check of a valid file needs, the command line, what plays visits, and what the other
 * commands do.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Pieces of their own: Google's client, the sandbox, and what few commands need. */
const APART = [/^(?!cli\/|app\/|render\/)/, /^cli\/(?:completion|sandbox)\.ts$/, /^render\/picture\.ts$/];
const PIECE = "goalform:";
const FIRST = "validate";
const SECOND = "command-line";

/** What esbuild's metafile calls it. */
export const FIRST_PIECE = `together:${PIECE}${FIRST}`;

/** The piece that a module is part of; null for one of its own. */
function pieceOf(name) {
  if (APART.some((pattern) => pattern.test(name))) return null;
  if (/^cli\/(?:main|process|valid-file)\.ts$|^app\/validate\.ts$/.test(name)) return FIRST;
  if (/^app\/(?:test|explain-visit|draft-visit|write-tests|visits|verify-browser)\.ts$/.test(name))
    return "visits";
  return /^app\/|plan-json|formats\/(?!text|json)/.test(name) ? "commands" : SECOND;
}

const IMPORT = /(?<!typeof )\bimport\("(\.[^"]+)"\)/g;

export const loadedTogether = {
  name: "loaded together",
  setup({ onLoad, onResolve }) {
    const source = resolve("src");
    const nameOf = (path) => relative(source, path).replaceAll("\\", "/");
    const loaded = loadedBy(source, ["cli", "render"]).filter((path) => pieceOf(nameOf(path)) !== null);
    const apart = new Set(
      loadedBy(source, ["cli", "render", "machine", "library", "google"]).filter(
        (path) => !loaded.includes(path),
      ),
    );
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const isOurs = apart.has(path) || /^(?:cli|render)\//.test(nameOf(path));
      return isOurs
        ? { contents: inPieces(path, nameOf) + (apart.has(path) ? AFTER_FIRST : ""), loader: "ts" }
        : undefined;
    });
    onResolve({ filter: new RegExp(`^${PIECE}`) }, ({ path }) => ({ path, namespace: "together" }));
    onLoad({ filter: /./, namespace: "together" }, ({ path: piece }) => ({
      contents: loaded
        .filter((path) => PIECE + pieceOf(nameOf(path)) === piece)
        .map((path) => `export * as "${nameOf(path)}" from "./${nameOf(path)}";`)
        .join("\n")
        .concat(AFTER[piece] ?? AFTER_SECOND),
      resolveDir: source,
    }));
  },
};

/**
 * The first piece is there when any other is loaded. With this each of them depends on all of it, and the bundler does not
 * take it apart by who shares which module with whom.
 */
const AFTER_FIRST = `\nimport "${PIECE}${FIRST}";\n`;
const AFTER_SECOND = `${AFTER_FIRST}import "${PIECE}${SECOND}";\n`;
const AFTER = { [PIECE + FIRST]: "", [PIECE + SECOND]: AFTER_FIRST };

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

/** What the modules of these folders load when they need it. */
function loadedBy(source, folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(source, folder, file)),
  );
  const loaded = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(IMPORT)].map(([, to]) => resolve(dirname(file), to)),
  );
  return [...new Set(loaded)].sort();
}
