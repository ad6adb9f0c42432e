/**
 * Query parameters that every Google API knows (cloud.google.com/apis/docs/system-parameters). Each may begin with a
 * dollar sign.
 */
import type { SandboxRequest } from "./emulator.ts";
import { badPayload } from "./google-error.ts";

/** How the caller wants the answer. */
export interface SystemParameters {
  /** Null for the whole answer. */
  readonly fields: string | null;
  readonly enumsAsNumbers: boolean;
  readonly isPretty: boolean;
}

const NAMES = [
  "access_token",
  "alt",
  "callback",
  "fields",
  "key",
  "oauth_token",
  "prettyPrint",
  "quotaUser",
  "uploadType",
  "upload_protocol",
  "userIp",
  "userProject",
  "xgafv",
];

export function isSystemParameter(name: string): boolean {
  return NAMES.includes(name.replace(/^\$\.?/, ""));
}

/** @throws GoogleError 400 for an answer that the sandbox, or Google, does not give. */
export function systemParametersOf(
  query: URLSearchParams,
  headers: SandboxRequest["headers"],
): SystemParameters {
  const value = (name: string) => query.get(name) ?? query.get(`$${name}`);
  if (value("callback") !== null) throw refused("callback", "JSONP is not supported.");
  const [format, ...options] = (value("alt") ?? "json").split(";");
  if (format !== "json") throw refused("alt", `The format ${format} is not supported, only json.`);
  const encoding = options.map((option) => /^enum-encoding=(\w+)$/.exec(option)?.[1]);
  if (!encoding.every((one) => one === "int")) throw refused("alt", "The only option is enum-encoding=int.");
  return {
    fields: value("fields") || headers["x-goog-fieldmask"] || null,
    enumsAsNumbers: encoding.length > 0,
    isPretty: value("prettyPrint") !== "false",
  };
}

function refused(name: string, description: string) {
  return badPayload([
    { field: name, description: `Invalid value for the query parameter '${name}': ${description}` },
  ]);
}
