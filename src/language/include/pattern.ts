/** Which texts under `include` may be looked up at all, and what a pattern matches. */

export interface PatternProblem {
  readonly message: string;
  readonly hint: string;
}

/** Null for a pattern that cannot lead out of the goals file's folder, nor to anything but YAML. */
export function patternProblem(pattern: string): PatternProblem | null {
  const segments = pattern.split("/");
  if (pattern.includes("\\"))
    return { message: "Folders are separated by /, on every system.", hint: "Write `goals/shop.yaml`." };
  if (/^(\/|~|[A-Za-z]:)/.test(pattern) || /^[a-z]+:/i.test(pattern))
    return {
      message: `\`${shown(pattern)}\` does not begin in the folder of this file: goals files work wherever the folder is.`,
      hint: "Write the path from this file's folder on: `goals/shop.yaml`.",
    };
  if (segments.includes(".."))
    return {
      message: `\`${shown(pattern)}\` leads out of the folder of this file.`,
      hint: "Put the file into this folder or below: a review must see everything that counts.",
    };
  if (segments.some((segment) => segment === "" || segment === "."))
    return {
      message: `\`${shown(pattern)}\` is not a plain path.`,
      hint: "Write it like `goals/shop.yaml`.",
    };
  return globProblem(pattern, segments);
}

function globProblem(pattern: string, segments: readonly string[]): PatternProblem | null {
  if (isTests(segments.at(-1) ?? ""))
    return {
      message: `\`${shown(pattern)}\` names tests, not goals.`,
      hint: "Delete this line: `goalform test` finds them by themselves.",
    };
  const sign = /[?[\]{}!]/.exec(pattern)?.[0];
  if (sign !== undefined)
    return {
      message: `\`${sign}\` has no meaning in an include.`,
      hint: "* matches any part of a name, ** any folders; nothing else is special.",
    };
  const deep = segments.filter((segment) => segment.includes("**"));
  if (deep.some((segment) => segment !== "**") || deep.length > 1 || segments.at(-1) === "**")
    return {
      message: "`**` is allowed once, between two slashes or at the start, and matches any folders.",
      hint: "Write `goals/**/*.yaml`.",
    };
  if (/\.ya?ml$/.test(pattern)) return null;
  return {
    message: `\`${shown(pattern)}\` is not a YAML file.`,
    hint: "Included files end with .yaml or .yml: `goals/*.yaml`.",
  };
}

function shown(pattern: string): string {
  return pattern.slice(0, 80);
}

export function isGlob(pattern: string): boolean {
  return pattern.includes("*");
}

/** Tests of goals are next to goals; a pattern takes none of them in. */
export function isTests(name: string): boolean {
  return /\.test\.ya?ml$/.test(name);
}

/** Whether the pattern names this path; `**` leads into no hidden folder and not into `node_modules`. */
export function matchesInclude(pattern: string, path: string): boolean {
  return matchSegments(pattern.split("/"), path.split("/"));
}

function matchSegments(pattern: readonly string[], names: readonly string[]): boolean {
  const [segment, ...rest] = pattern;
  const [name, ...others] = names;
  if (segment === undefined || name === undefined) return segment === name;
  if (others.length === 0 && isTests(name)) return false;
  if (segment !== "**") return matchesName(segment, name) && matchSegments(rest, others);
  if (matchSegments(rest, names)) return true;
  return !name.startsWith(".") && name !== "node_modules" && matchSegments(pattern, others);
}

/**
 * Whether `*` for any part makes the segment this name. Hidden files are matched only by a segment that begins with a
 * dot itself. Walks forward and back once a star, so that no pattern is slow.
 */
export function matchesName(segment: string, name: string): boolean {
  if (name.startsWith(".") && !segment.startsWith(".")) return false;
  const [first = "", ...rest] = segment.split("*");
  if (rest.length === 0) return segment === name;
  const last = rest.pop() ?? "";
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
