/** Writes every workflow in the docs to a folder: `node scripts/workflows-in-docs.mjs <folder>`. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [to] = process.argv.slice(2);
if (to === undefined) throw new Error("Name the folder to write to.");
const folder = join(to, ".github/workflows");
mkdirSync(folder, { recursive: true });
for (const page of readdirSync("docs").filter((name) => name.endsWith(".md"))) {
  const text = readFileSync(join("docs", page), "utf8");
  for (const [, workflow, name] of text.matchAll(
    /^```yaml\n(# \.github\/workflows\/([\w-]+\.yml)[\s\S]*?)^```$/gm,
  ))
    writeFileSync(join(folder, name), workflow);
}
