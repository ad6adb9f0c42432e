/** Where a Chromium is on this machine. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

export interface ChromiumPath {
  /** Null: there is none. */
  readonly path: string | null;
  /** Every place that was looked at. */
  readonly places: readonly string[];
}

/** @param named the path that somebody gave; then nothing else is looked at */
export function findChromium(named: string | undefined, env: Env, platform: NodeJS.Platform): ChromiumPath {
  const said = named ?? env["CHROME_PATH"];
  const places = said ? [said] : usualPlaces(env, platform);
  return { path: places.find(isExecutable) ?? null, places };
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

function usualPlaces(env: Env, platform: NodeJS.Platform): readonly string[] {
  if (platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (platform === "win32")
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((folder) => {
      const base = env[folder];
      return base === undefined
        ? []
        : ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].map(
            (name) => `${base}\\${name}`,
          );
    });
  const folders = [...(env["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"];
  return NAMES.flatMap((name) => [...new Set(folders.filter(Boolean))].map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
