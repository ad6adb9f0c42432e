/** Google's errors as the application knows them. */
import { GoogleError } from "../apply/google-port.ts";
import { explanation } from "./advice.ts";
import { failureOf } from "./failure.ts";
import { isUncertain } from "./transient.ts";

export function googleError(what: string, error: unknown): GoogleError {
  const failure = failureOf(error);
  const { code, hint } = explanation(failure);
  const said = failure.message.replace(/\s+/g, " ").trim();
  const answered = failure.status === 0 ? "" : ` (HTTP ${failure.status})`;
  return new GoogleError(
    code,
    failure.status,
    `${what} failed${answered}: ${said}`,
    code === "not-found" && /^Changing /.test(what) ? GONE_SINCE : hint,
    isUncertain(error),
  );
}

/** What is changed was there when it was planned. */
const GONE_SINCE = "Somebody has deleted it since this was planned: plan again.";

/** For lists that may truly not be there, such as a container that was never published. */
export function isNotFound(error: unknown): boolean {
  return error instanceof GoogleError && error.status === 404 && error.code === "not-found";
}

export async function nullWhenNotFound<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
