/** `include:` of the goals file → the patterns to look up, and the parts that were found for them. */
import type { Diagnostic } from "../../diagnostic.ts";
import { readPart, type YamlFile } from "../read-file.ts";
import { didYouMean } from "../schema/nearest.ts";
import { MAX_BYTES } from "../source/decode.ts";
import { child, itemsOf, type Located, type LocatedScalar } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { type IncludeAnswer, type IncludedFile, type IncludeTrouble, MOST_INCLUDED_FILES } from "./answer.ts";
import { firstOfEach } from "./first-of-each.ts";
import { patternProblem } from "./pattern.ts";

/** The patterns that may be looked up, each once. */
export function includePatterns(root: Located): readonly string[] {
  const texts = patternNodes(root).map(({ text }) => text);
  return [...new Set(texts)].filter((text) => patternProblem(text) === null);
}

function patternNodes(root: Located): readonly LocatedScalar[] {
  return itemsOf(child(root, "include")).filter(
    (item): item is LocatedScalar => item.kind === "scalar" && typeof item.value === "string",
  );
}

export interface Included {
  /** Each file once, in the order of the patterns and, within one, of their names. */
  readonly parts: readonly YamlFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** False if something that may contain goals could not be read. */
  readonly isWhole: boolean;
}

export function readIncluded({ source, root }: YamlFile, answers: readonly IncludeAnswer[]): Included {
  const nodes = patternNodes(root);
  const problems = nodes.flatMap((node) => problemsOf(source, node, answers));
  const files = filesOf(source, nodes, answers);
  const sizes = totalSize(source, child(root, "include"), files);
  const read = sizes.length > 0 ? [] : files.map(({ file, bytes }) => readPart(file, bytes));
  const parts = read.flatMap(({ content }) => content ?? []);
  const isWhole = problems.length + sizes.length === 0 && parts.length === read.length;
  const diagnostics = [...problems, ...sizes, ...read.flatMap((one) => one.diagnostics)];
  return { parts, diagnostics, isWhole };
}

function filesOf(
  source: SourceText,
  nodes: readonly LocatedScalar[],
  answers: readonly IncludeAnswer[],
): readonly IncludedFile[] {
  const asked = new Set(nodes.map(({ text }) => text));
  const all = answers.filter(({ pattern }) => asked.has(pattern)).flatMap(({ files }) => files);
  const once = firstOfEach(all, ({ file }) => file);
  once.delete(source.file);
  return [...once.values()];
}

function problemsOf(
  source: SourceText,
  node: LocatedScalar,
  answers: readonly IncludeAnswer[],
): readonly Diagnostic[] {
  const problem = patternProblem(node.text);
  if (problem) return [source.error("include-refused", node, problem.message, problem.hint)];
  const answer = answers.find(({ pattern }) => pattern === node.text);
  const troubles = answer ? answer.troubles : [{ is: "no match", path: node.text } as const];
  return troubles.map((trouble) => {
    const { code, message, hint } = inWords(trouble);
    return source.error(code, node, message, hint);
  });
}

interface Wording {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const FROM_HERE = "Paths begin in the folder of the file that says `include`.";

function inWords({ is, path, others = [] }: IncludeTrouble): Wording {
  const found = (message: string, hint: string) => ({ code: "include-not-found", message, hint });
  const refused = (message: string, hint: string) => ({ code: "include-refused", message, hint });
  const tooLarge = (message: string, hint: string) => ({ code: "file-too-large", message, hint });
  switch (is) {
    case "missing":
      return found(`There is no file \`${path}\`.`, didYouMean(path, others) ?? FROM_HERE);
    case "not looked up":
      return found(
        `\`${path}\` was not looked up: this text was read without its folder.`,
        "Check the file where it is, with `goalform validate`.",
      );
    case "no match":
      return found(`No file matches \`${path}\`.`, FROM_HERE);
    case "itself":
      return refused("The file includes itself.", "Delete this line: the file's contents are read anyway.");
    case "link":
      return refused(
        `\`${path}\` is a symbolic link, which may lead anywhere.`,
        "Put the file itself there: a review must see everything that counts.",
      );
    case "no ordinary file":
      return refused(
        `\`${path}\` is not an ordinary file.`,
        "Name a file, or a pattern such as `goals/*.yaml`.",
      );
    case "unreadable":
      return found(`\`${path}\` cannot be read.`, "Check its permissions.");
    case "too many files":
      return tooLarge(
        `More than ${MOST_INCLUDED_FILES} files would be included.`,
        "Name fewer, or join some.",
      );
    case "too wide":
      return tooLarge(
        "This looks through more files than any folder of goals has.",
        "Name the folder with the goals.",
      );
    case "too large":
      return tooLarge(
        `With \`${path}\` the goals files together are larger than ${MAX_BYTES / 1_000_000} MB.`,
        "Is this the right file? Forty goals take about 10 kB.",
      );
  }
}

/** The edge stops reading earlier; this limit applies to every reader. */
function totalSize(
  source: SourceText,
  node: Located | undefined,
  files: readonly IncludedFile[],
): readonly Diagnostic[] {
  const bytes = files.reduce((sum, one) => sum + one.bytes.length, source.text.length);
  const last = files.at(-1)?.file ?? source.file;
  const is = files.length > MOST_INCLUDED_FILES ? "too many files" : bytes > MAX_BYTES ? "too large" : null;
  if (is === null || !node) return [];
  const { code, message, hint } = inWords({ is, path: last });
  return [source.error(code, { start: node.start, end: node.start + 1 }, message, hint)];
}
