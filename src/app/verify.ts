/** `verify`: are the goals really counted? Asked of what Google serves to visitors, or of a browser. */
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { Verified } from "./result/verify.ts";
import type { TargetOptions } from "./target.ts";
import { type Fetching, type ServedOptions, verifyServed } from "./verify-served.ts";

export interface VerifyOptions extends TargetOptions, ServedOptions {
  readonly served?: boolean | undefined;
  readonly site?: string | undefined;
  readonly tests?: string | undefined;
  readonly recording?: string | undefined;
  /** `HOST=127.0.0.1:PORT` */
  readonly map?: readonly string[] | undefined;
  /** The path of a Chromium. */
  readonly browser?: string | undefined;
  readonly preview?: boolean | undefined;
  readonly reallySend?: boolean | undefined;
}

export type VerifyPorts = Pick<Ports, "env" | "files" | "warn" | "progress"> & Fetching;

export async function verify(options: VerifyOptions, ports: VerifyPorts): Promise<Verified> {
  const isServed = options.served || options.gtmJs !== undefined || options.gtagJs !== undefined;
  if (isServed) return verifyServed(options, ports);
  throw new Refusal(
    "invalid-option",
    "There is nothing to verify the goals against.",
    "Add --served to read what Google serves to visitors.",
  );
}
