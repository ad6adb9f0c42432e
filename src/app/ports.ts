/** What goalform needs of the world around it. Faces hand it in; nothing in `app/` reaches for a file, Google or a terminal by itself. */
import type { GooglePort } from "../apply/google-port.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { ImpactSource } from "../figures/impact/source.ts";
import type { FigureSource } from "../figures/source.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { IncludeAnswer } from "../language/include/answer.ts";
import type { ResolvedTarget } from "../language/resolve-target.ts";
import type { ExistingAnnotation } from "../resources/annotation.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { RulePage, Subject } from "./result/result.ts";

export interface Ports {
  /** For `${VARIABLE}` in targets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  readonly google: Google;
  /** What is being done, before it is done. */
  readonly progress: (doing: string) => void;
  /** Warnings about a file with which the command continues. */
  readonly warn: (warnings: readonly Diagnostic[]) => void;
  /**
   * Nothing goes live unseen: returns when somebody has seen what it is about and agrees, or did so before.
   *
   * @throws Refusal otherwise
   */
  readonly approve: (about: Subject, question: string) => Promise<void>;
}

/** What a command at several targets also needs. */
export interface PortsAtTargets extends Ports {
  /** The work at this one begins. */
  readonly atTarget: (name: string) => void;
}

/** Files by the names that people give them, relative to the working folder. What cannot be done is a `Refusal`. */
export interface Files {
  readonly readGoals: (file: string) => Uint8Array;
  /** The files that the patterns of an `include` mean. `size`: the bytes of the goals file itself. */
  readonly included: (patterns: readonly string[], file: string, size: number) => readonly IncludeAnswer[];
  /** A tests file (`*.test.yaml`). */
  readonly readTests: (file: string) => Uint8Array;
  /** The tests files in the folders of these files, by name. */
  readonly testsBeside: (files: readonly string[]) => readonly string[];
  /** A file that is named in another one, as `from` would name it: its path from the working folder. */
  readonly namedIn: (from: string, name: string) => string;
  /** A recording: its text, or why there is none. */
  readonly readText: (file: string) => string | { readonly cannotBeRead: string };
  readonly exists: (file: string) => boolean;
  readonly createGoals: (file: string, text: string, overwrite: boolean) => void;
  readonly replaceGoals: (file: string, text: string) => void;
  /** The name of the working folder. */
  readonly folderName: () => string;
  /** The path of the installed JSON Schema, as a file in this place would name it. */
  readonly schemaFor: (file: string) => string;
}

/** Files that came from Google's products, by the names that people give them. What cannot be read is a `Refusal`. */
export interface SourceFiles {
  readonly json: (file: string) => unknown;
  /** The content of a container export that `json` has read. */
  readonly container: (file: string) => Promise<ExportedContainer>;
}

export interface ExportedContainer {
  /** `GTM-…`; null where the file does not say. */
  readonly publicId: string | null;
  /** `web`, `server`, … */
  readonly usageContext: string;
  readonly content: ContainerContent;
}

/** The pages about the codes of `validate`. */
export interface RulePages {
  readonly codes: () => readonly string[];
  /** Null where there is no such page. */
  readonly page: (code: string) => RulePage | null;
}

/** What is done at Google: a command looks, leaves a version for a preview, publishes, or publishes an old version again. */
export type Access = "read" | "prepare" | "write" | "rollback";

/** One connection for one command, whichever targets it opens (they share Google's quotas); closed whatever happens. */
export interface Google {
  readonly connected: <T>(
    goalSet: GoalSet,
    access: Access,
    use: (open: (target: ResolvedTarget) => GooglePort) => Promise<T>,
  ) => Promise<T>;
}

/** Where reports get their figures. Each is closed whatever happens. */
export interface Reporting {
  readonly atGoogle: <T>(
    goalSet: GoalSet,
    target: ResolvedTarget,
    progress: Ports["progress"],
    use: (open: OpenReporting) => Promise<T>,
  ) => Promise<T>;
  /** `files`: of an event export; paths, folders and patterns such as `events_*.parquet`. */
  readonly fromEvents: <T>(
    files: readonly string[],
    progress: Ports["progress"],
    use: (source: FigureSource & ImpactSource) => Promise<T>,
    counting?: EventCounting,
  ) => Promise<T>;
}

/** What only an export of events can be asked. */
export interface EventCounting {
  /** Who walks funnels, and does a small thing before a big one. */
  readonly unit?: "user" | "session";
  /** Days within which the big thing must follow; this many days at the end are left out. Null: within the period. */
  readonly leadDays?: number | null;
}

export interface OpenReporting {
  readonly source: FigureSource & ImpactSource;
  /** The newest container versions, down to the first one made before this time (milliseconds since 1970); a few at most. */
  readonly versionsSince: (time: number) => Promise<readonly MadeVersion[]>;
  /** All of the property's, in no order. */
  readonly annotations: () => Promise<readonly ExistingAnnotation[]>;
}

export interface MadeVersion {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970; null where Google does not say. */
  readonly createdAt: number | null;
  /** The public id of its container; null where Google does not say. */
  readonly container: string | null;
}

export interface Question {
  readonly text: string;
  /** What no answer means. */
  readonly otherwise: string;
  readonly isUsable: (answer: string) => boolean;
  /** What a usable answer looks like. */
  readonly hint: string;
  /** Said first, once. */
  readonly before?: string | undefined;
  /** What can be picked: shown above the question, a line each. */
  readonly list?: readonly string[];
}

/** The answer. @throws Refusal when the questions are left. */
export type Ask = (question: Question) => Promise<string>;
