/** The command line that the tests spawn is the one of these sources. */
import { execFileSync } from "node:child_process";
import { isBuilt } from "../../scripts/built.mjs";

export function setup(): void {
  if (!isBuilt()) execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
}
