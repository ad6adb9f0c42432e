/** A Chromium that can only connect to the gates that it is given. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { BrowserError } from "./browser-error.ts";
import type { Certificate } from "./certificate.ts";
import { findChromium } from "./find-chromium.ts";

export interface ChromiumOptions {
  /** `--browser` */
  readonly path: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which goalform is run. */
  readonly cwd: string;
}

/** @throws BrowserTrouble when playwright-core or Chromium is missing, or does not start */
export async function startChromium(
  { path, env, cwd }: ChromiumOptions,
  { pin }: Certificate,
): Promise<Browser> {
  const { chromium } = await loadPlaywright(cwd);
  const found = findChromium(path, env, process.platform);
  if (found.path === null) throw noChromium(path, env, found.places);
  try {
    return await chromium.launch({
      executablePath: found.path,
      // Playwright would end the process before what was made for the visits is removed.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [`--ignore-certificate-errors-spki-list=${pin}`, ...ARGUMENTS],
      // What belongs to no visit goes nowhere.
      proxy: { server: "http://127.0.0.1:9" },
      env: ownEnvironment(env),
    });
  } catch (error) {
    throw new BrowserError(
      "browser-does-not-start",
      `${found.path} does not start: ${firstLine(error)}`,
      "Start it by hand to see why, or name another Chromium with --browser.",
    );
  }
}

/** What is only for goalform, such as tokens, is not passed to a browser. */
function ownEnvironment(env: ChromiumOptions["env"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || name.startsWith("GOALFORM_") ? [] : [[name, value]],
    ),
  );
}

/** A site that treats automated browsers differently would be tested in a way that no visitor sees. */
const ARGUMENTS = [
  "--disable-blink-features=AutomationControlled",
  "--disable-quic",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
];

type Playwright = typeof import("playwright-core");

/** Next to goalform, or in the project in which it is run: goalform may be installed for the whole machine. */
async function loadPlaywright(cwd: string): Promise<Playwright> {
  try {
    return await import("playwright-core");
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const require = createRequire(join(cwd, "package.json"));
  for (const name of ["playwright-core", "playwright", "@playwright/test"]) {
    try {
      return require(name) as Playwright;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  throw new BrowserError(
    "playwright-missing",
    "To drive a browser, goalform needs the package playwright-core, which is not installed.",
    "Install it in this project: npm install --save-dev playwright-core. It comes without a browser of its own.",
  );
}

function isMissing(error: unknown): boolean {
  const code = (error as { readonly code?: string }).code ?? "";
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}

function noChromium(path: string | undefined, env: ChromiumOptions["env"], places: readonly string[]) {
  const said = path !== undefined ? "--browser" : env["CHROME_PATH"] ? "CHROME_PATH" : null;
  return new BrowserError(
    "no-browser",
    said === null
      ? `There is no Chromium, Chrome or Edge in the usual places (${[...new Set(places.map(folderOf))].slice(0, 4).join(", ")} …).`
      : `${said} names ${places[0]}, which is not there or is not a program.`,
    said === null
      ? "Install Chromium or Chrome, or name one with --browser PATH or the environment variable CHROME_PATH."
      : "Name the program itself, for example /usr/bin/chromium.",
  );
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
