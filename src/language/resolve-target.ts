/** The target that a command works on, with the environment filled in. */
import type { Diagnostic } from "../diagnostic.ts";
import { type Filled, fillIn } from "./environment.ts";
import type { GoalSet } from "./goal-set/goal-set.ts";
import type { GoogleTag, GtmContainer, Target } from "./goal-set/target.ts";
import { ID_FORMS } from "./rules/targets/google-ids.ts";
import { nearest, wordList } from "./schema/nearest.ts";

export interface ResolvedTarget {
  readonly name: string;
  readonly ga4: Target["ga4"];
  readonly gtm: GtmContainer;
  readonly googleTag: GoogleTag;
  readonly annotates: boolean;
}

export interface TargetResolution {
  /** Null when there is any error. */
  readonly target: ResolvedTarget | null;
  readonly diagnostics: readonly Diagnostic[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Chooses a target and fills `${NAME}` and `${NAME:-default}` in.
 *
 * @param name The target asked for; undefined for `default_target` or the only one.
 * @param env The environment; an empty variable counts as unset, as in a shell's `${NAME:-default}`.
 */
export function resolveTarget(
  goalSet: GoalSet,
  name: string | undefined,
  env: Environment,
): TargetResolution {
  const wanted = name ?? goalSet.defaultTarget;
  const target = goalSet.targets.find((one) => one.name === wanted);
  if (!target)
    return {
      target: null,
      diagnostics: [wanted === null ? noTarget(goalSet) : unknownTarget(goalSet, wanted)],
    };
  const values = valuesOf(target).map((value) => ({ ...value, filled: fillIn(value.written, env) }));
  const diagnostics = values.flatMap((value) => problemsOf(target, value));
  return { target: diagnostics.length > 0 ? null : resolved(target, env), diagnostics };
}

interface Value {
  readonly key: keyof typeof ID_FORMS;
  readonly written: string;
}

function valuesOf({ ga4, gtm }: Target): readonly Value[] {
  const container: readonly Value[] =
    "publicId" in gtm
      ? [{ key: "gtm.container", written: gtm.publicId }]
      : [
          { key: "gtm.account", written: gtm.account },
          { key: "gtm.container with account", written: gtm.container },
        ];
  return [
    { key: "ga4.property", written: ga4.property },
    ...(ga4.measurementId === null
      ? []
      : [{ key: "ga4.measurement_id", written: ga4.measurementId } as const]),
    ...container,
  ];
}

function problemsOf(target: Target, value: Value & { readonly filled: Filled }): readonly Diagnostic[] {
  const key = `targets.${target.name}.${value.key.replace(" with account", "")}`;
  const { filled } = value;
  if (filled.unset.length > 0) return filled.unset.map((name) => unset(target, key, name));
  const form = ID_FORMS[value.key];
  if (form.pattern.test(filled.text)) return [];
  // The value of a variable is not shown: it may be a secret under a wrong name.
  const shown =
    filled.text === value.written ? `\`${value.written}\`` : `what \`${value.written}\` stands for`;
  return [error("invalid-google-id", target, `\`${key}\` is ${shown}; that is not ${form.what}.`, form.hint)];
}

function unset(target: Target, key: string, name: string): Diagnostic {
  return error(
    "unset-variable",
    target,
    `\`${key}\` needs the environment variable ${name}, which is not set.`,
    `Set ${name}, or give a default in the file: \`\${${name}:-…}\`.`,
  );
}

function unknownTarget(goalSet: GoalSet, name: string): Diagnostic {
  const known = goalSet.targets.map((target) => target.name);
  const near = nearest(name, known);
  const hint = near === null ? `Targets of the file: ${wordList(known)}.` : `Did you mean \`${near}\`?`;
  return error("unknown-target", goalSet.targets[0], `The file has no target \`${name}\`.`, hint);
}

function noTarget(goalSet: GoalSet): Diagnostic {
  const known = goalSet.targets.map((target) => target.name);
  return error(
    "no-target-chosen",
    goalSet.targets[0],
    "The file has several targets and no `default_target`, so it is not clear which one is meant.",
    `Choose with --target (${wordList(known)}), or add \`default_target\` to the file.`,
  );
}

function error(code: string, target: Target | undefined, message: string, hint: string): Diagnostic {
  return { severity: "error", code, message, hint, ...(target ? { place: target.at } : {}) };
}

function resolved(target: Target, env: Environment): ResolvedTarget {
  const fill = (text: string) => fillIn(text, env).text;
  const { ga4, gtm, googleTag, annotates } = target;
  return {
    name: target.name,
    ga4: {
      ...ga4,
      property: fill(ga4.property),
      measurementId: ga4.measurementId === null ? null : fill(ga4.measurementId),
    },
    gtm:
      "publicId" in gtm
        ? { publicId: fill(gtm.publicId) }
        : { account: fill(gtm.account), container: fill(gtm.container) },
    googleTag,
    annotates,
  };
}
