/** When a run stops, people want to know what is changed and what is live. */
import { ApplyError, sentence } from "./apply-error.ts";

/** The same error, with what is live now; a bug passes as it is. */
export async function saying<T>(
  live: string | ((error: ApplyError) => string),
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    const said = typeof live === "string" ? live : live(error);
    throw error.but({ message: `${sentence(error.message)} ${said}` });
  }
}
