/**
 * Makes test/action/github/api.json: of GitHub's own description of its REST API, the operations that the action uses, with
 * the schemas of what they take and answer. Run it again for a newer version: node scripts/github-api.mjs [version]
 *
 * The whole description has 385 MB, so it is not a dependency: it is downloaded to a temporary folder, which is then removed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VERSION = process.argv[2] ?? "23.0.2";
const TO = "test/action/github/api.json";
const DESCRIPTION = "package/generated/api.github.com.json";

const OPERATIONS = [
  "GET /user",
  "GET /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "GET /repos/{owner}/{repo}/commits",
  "GET /repos/{owner}/{repo}/commits/{ref}",
  "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",
  "GET /repos/{owner}/{repo}/compare/{basehead}",
  "GET /repos/{owner}/{repo}/contents/{path}",
];

/** Words for people; of what they describe nothing depends on them. */
const PROSE = ["description", "summary", "example", "examples", "externalDocs", "title", "x-github"];

const whole = fetched();
const paths = {};
for (const operation of OPERATIONS) {
  const [method, path] = operation.split(" ");
  const found = whole.paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`GitHub's description has no ${operation}`);
  paths[path] = { ...paths[path], [method.toLowerCase()]: reduced(found) };
}
const components = referredTo(paths);
const { title, version } = whole.info;
const made = {
  openapi: whole.openapi,
  info: { title, version, "x-from": `@octokit/openapi ${VERSION}` },
  paths,
  components,
};
writeFileSync(TO, `${JSON.stringify(made)}\n`);
execFileSync("npx", ["biome", "format", "--write", TO], { stdio: "inherit" });

function fetched() {
  const folder = mkdtempSync(join(tmpdir(), "github-api-"));
  try {
    const options = { cwd: folder, encoding: "utf8" };
    const [file] = JSON.parse(
      execFileSync("npm", ["pack", `@octokit/openapi@${VERSION}`, "--json"], options),
    );
    execFileSync("tar", ["xzf", file.filename, DESCRIPTION], options);
    return JSON.parse(readFileSync(join(folder, DESCRIPTION), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is sent, and what is answered when all goes well. */
function reduced({ operationId, parameters = [], requestBody, responses }) {
  const succeeded = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  return withoutProse({
    operationId,
    parameters: parameters.map((one) => ("$ref" in one ? at(one.$ref) : one)),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: Object.fromEntries(succeeded),
  });
}

/** A property may well be called "title": only the words of the description's own language go. */
function withoutProse(value, isNames = false) {
  if (Array.isArray(value)) return value.map((one) => withoutProse(one));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !PROSE.includes(key))
      .map(([key, one]) => [key, withoutProse(one, !isNames && (key === "properties" || key === "schemas"))]),
  );
}

function at(ref) {
  return ref
    .slice(2)
    .split("/")
    .reduce((value, key) => value[key], whole);
}

function referredTo(start) {
  const found = {};
  const open = [start];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const [, ref] of JSON.stringify(value).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)) {
      const [kind, name] = ref.split("/");
      found[kind] ??= {};
      if (name in found[kind]) continue;
      found[kind][name] = withoutProse(whole.components[kind][name]);
      open.push(found[kind][name]);
    }
  }
  return found;
}
