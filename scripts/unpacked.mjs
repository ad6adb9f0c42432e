/** A module that takes another one's place: its functions come from a compressed file, which is unpacked at the first call. */

/**
 * @param file in `dist/`; what is returned is for the pieces in `dist/chunks/`, one level below it
 * @param names of the functions that the file exports
 * @param asked what the file gets when it asks for other modules, as code: a function from a name to a module
 * @param before code that `asked` needs, imports included
 */
export function unpacked(file, names, asked, before = "") {
  return `${before}
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
  run(module, module.exports, ${asked});
  return (known = module.exports);
}
${names.map((name) => `export const ${name} = (...all) => unpack().${name}(...all);`).join("\n")}
`;
}
