/**
 * Code that V8 compiled in an earlier run: reading it takes a quarter of the time that compiling takes. It is kept in
 * `node_modules/.cache`, next to the code that it is made of, and only ever read from there: anybody who can write it can write
 * that code as well. Where nothing can be written, everything is compiled each time.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";

export interface Compiled {
  /** What the text is, evaluated: a function, for example. */
  readonly value: unknown;
  /** Keeps what has been compiled so far for the next run, unless that is known already. */
  readonly keep: () => void;
}

/**
 * @param file a script whose name changes when its text does
 * @param root the folder of the package
 */
export function compiled(file: string, root: string, env: NodeJS.ProcessEnv): Compiled {
  // All characters of a bundle are ASCII.
  const text = readFileSync(file, "latin1");
  // Node's own word for the like: https://nodejs.org/api/cli.html#node_disable_compile_cache1
  const kept = env["NODE_DISABLE_COMPILE_CACHE"] ? null : keptFile(file, root);
  const cachedData = kept === null ? undefined : keptCode(kept, file);
  const script = new Script(text, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  const isKnown = cachedData !== undefined && script.cachedDataRejected === false;
  return {
    value: script.runInThisContext(),
    keep: () => {
      if (kept !== null && !isKnown) write(kept, () => script.createCachedData());
    },
  };
}

const SUFFIX = `-${process.versions.v8}-${process.platform}-${process.arch}`;

/** Of an installed package, or of a checkout. V8 refuses the code of other versions of itself. */
function keptFile(file: string, root: string): string {
  const modules = basename(dirname(root)) === "node_modules" ? dirname(root) : join(root, "node_modules");
  return join(modules, ".cache", "goalform", `${basename(file)}${SUFFIX}`);
}

/** Nobody's but that of the user who runs this, of the code's owner, or of root. */
function keptCode(kept: string, file: string): Buffer | undefined {
  try {
    const { uid, mode } = statSync(kept);
    const isOfOthers = uid !== 0 && uid !== process.getuid?.() && uid !== statSync(file).uid;
    return isOfOthers || (mode & 0o022) !== 0 ? undefined : unsealed(readFileSync(kept));
  } catch {
    return undefined;
  }
}

/** V8 runs whatever it is given: what a disk has changed would go wrong, or never end. */
function sealed(code: Uint8Array): Uint8Array {
  const seal = Buffer.alloc(SEAL);
  seal.writeUInt32LE(crc32(code));
  return Buffer.concat([code, seal]);
}

function unsealed(bytes: Buffer): Buffer | undefined {
  const code = bytes.subarray(0, -SEAL);
  return crc32(code) === bytes.readUInt32LE(code.length) ? code : undefined;
}

/** Bytes, at the end: V8 copies what is not aligned. */
const SEAL = 4;

/** At once or not at all, since several runs may do so at the same time; what an earlier version has kept goes. */
function write(kept: string, code: () => Uint8Array): void {
  const draft = `${kept}.${process.pid}`;
  try {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(draft, sealed(code()), { mode: 0o644 });
    renameSync(draft, kept);
    for (const other of readdirSync(dirname(kept)))
      if (other.endsWith(SUFFIX) && other !== basename(kept)) rmSync(join(dirname(kept), other));
  } catch {
    // A folder that cannot be written to, or a full disk: the next run compiles again.
  }
}
