/** What docs/other-ci.md tells people to paste works: the YAML is YAML, and the script keeps one note. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { folder } from "../support/cli.ts";

const DOC = readFileSync("docs/other-ci.md", "utf8");

function blocks(language: string): string[] {
  return [...DOC.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, text]) => text!,
  );
}

test("the jobs are YAML, and each has a script", () => {
  const jobs = blocks("yaml").flatMap((text) =>
    Object.values(parse(text) as Record<string, { script?: string[] }>),
  );
  expect(jobs).toHaveLength(4);
  for (const { script } of jobs)
    expect(script?.some((line) => line.startsWith("npx --no-install goalform "))).toBe(true);
});

test("nothing is fetched by name: what runs with credentials comes from the lockfile", () => {
  for (const text of blocks("yaml")) {
    expect(text).not.toMatch(/npx (?!--no-install)/);
    for (const { script = [] } of Object.values(parse(text) as Record<string, { script?: string[] }>))
      expect(script.indexOf("npm ci")).toBeLessThan(script.findIndex((line) => line.startsWith("npx ")));
  }
});

test("the script writes a note once and updates it then, behind a hundred others", async () => {
  const notes: { id: number; body: string }[] = Array.from({ length: 101 }, (_, id) => ({
    id,
    body: "nice",
  }));
  const url = await gitlab(notes);
  const here = folder({ "post-note.mjs": blocks("js")[0]!, "plan.md": "### Goals: 1 to add\n" });
  await post(here.path, url);
  here.write("plan.md", "### No changes\n");
  await post(here.path, url);
  expect(notes.slice(101)).toEqual([{ id: 101, body: "<!-- goals:plan production -->\n### No changes\n" }]);
});

async function gitlab(notes: { id: number; body: string }[]): Promise<string> {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://gitlab");
      const page = Number(searchParams.get("page") ?? 1);
      const { body = "" } = text === "" ? {} : (JSON.parse(text) as { body?: string });
      if (request.method === "POST") notes.push({ id: notes.length, body });
      if (request.method === "PUT") notes.find(({ id }) => pathname.endsWith(`/notes/${id}`))!.body = body;
      response.end(JSON.stringify(request.method === "GET" ? notes.slice((page - 1) * 100, page * 100) : {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function post(cwd: string, url: string): Promise<void> {
  const env = { CI_API_V4_URL: url, CI_PROJECT_ID: "1", CI_MERGE_REQUEST_IID: "2", GOALS_TOKEN: "x" };
  const child = spawn(process.execPath, ["post-note.mjs", "plan.md"], { cwd, env, stdio: "inherit" });
  return new Promise((done, failed) => {
    child.on("close", (code) => (code === 0 ? done() : failed(new Error(`ended with ${code}`))));
  });
}
