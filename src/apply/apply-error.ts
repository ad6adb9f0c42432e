/**
 * Why reading from Google or applying stopped, in words for people. A bug is none of these and keeps its stack.
 *
 * `GoogleError` (google-port.ts) is Google's refusal or silence; `ApplyRefusal` is ours: Google would have gone on.
 */
import type { WayOut } from "../diagnostic.ts";

export abstract class ApplyError extends Error {
  readonly code: string;
  readonly hint: WayOut | null;

  constructor(code: string, message: string, hint: WayOut | null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
  }

  /** The same failure with more to say to people; this one becomes its cause. */
  abstract but(more: More): ApplyError;
}

/** What replaces the words of an error; left out: they stay. */
interface More {
  readonly message?: string;
  readonly hint?: WayOut | null;
}

/** Going on would overwrite, publish or lose something that nobody reviewed. */
export class ApplyRefusal extends ApplyError {
  override readonly name: string = "ApplyRefusal";

  but({ message = this.message, hint = this.hint }: More): ApplyRefusal {
    return new ApplyRefusal(this.code, message, hint, this);
  }
}

/**
 * Another run, or a person, was faster: what was planned from is no longer so. Planning
 * again from what exists now, and applying that, is all that is needed.
 */
export class ContainerChanged extends ApplyRefusal {
  override readonly name = "ContainerChanged";

  /** @param cause Google's answer that showed it, if one did */
  constructor(message: string, cause?: unknown, hint: WayOut | null = PLANS_AGAIN) {
    super("overtaken", message, hint, cause);
  }

  override but({ message = this.message, hint = this.hint }: More): ContainerChanged {
    return new ContainerChanged(message, this, hint);
  }
}

const PLANS_AGAIN = "Run apply again: it plans from what is there now.";

/** Google's messages end with a full stop or not; what follows one begins a sentence. */
export function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** The same error, with what is live now; a bug passes as it is. */
export async function withProgress<T>(
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
