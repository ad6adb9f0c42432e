/** Texts and keys that do not have the form that their place asks for. */
import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import { inYaml } from "../source/in-yaml.ts";
import { textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { contextOf } from "./context.ts";
import type { FilePath } from "./file-path.ts";
import type { SchemaError } from "./schema-errors.ts";
import { currencyFrom, durationFrom } from "./value-spellings.ts";

interface Form {
  readonly code: string;
  /** Names of the definitions or properties. */
  readonly where: readonly string[];
  readonly rule: string;
  readonly hint: (written: string) => string;
}

const FORMS: readonly Form[] = [
  {
    code: "invalid-duration",
    where: ["duration"],
    rule: "a length of time: write it like 90s, 4m or 1h30m",
    hint: (written) => {
      if (/^\d+$/.test(written)) return `Add the unit: \`${written}s\` or \`${written}m\`.`;
      const duration = durationFrom(written);
      return duration === null
        ? "Use whole numbers followed directly by h, m and s, in this order."
        : `Write \`${duration}\`.`;
    },
  },
  {
    code: "invalid-extension",
    where: ["extension", "extensions", "download"],
    rule: "a file extension: use letters and digits, such as pdf or tar.gz",
    hint: extensionHint,
  },
  {
    code: "invalid-source-name",
    where: ["attribute_name", "attribute"],
    rule: "a valid name of an attribute: write it like data-cta, without brackets",
    hint: (written) => {
      const [name] = /[A-Za-z_][\w.-]*/.exec(written) ?? [];
      return name === undefined ? "Example: `attribute: data-cta`." : `Write the name alone: \`${name}\`.`;
    },
  },
  {
    code: "invalid-currency",
    where: ["currency"],
    rule: "a currency code: use three letters, such as EUR",
    hint: (written) => {
      const code = currencyFrom(written);
      return code === null ? "Write the ISO 4217 code, such as `EUR`, `USD` or `GBP`." : `Write \`${code}\`.`;
    },
  },
  {
    code: "invalid-id",
    where: ["id", "goals", "funnels", "experiments"],
    rule: "a valid id: use lowercase letters, digits and underscores, and begin with a letter",
    hint: (written) => `${suggestion(written, "_", /^[^a-z]+/)}The name for people goes under \`name\`.`,
  },
  {
    code: "invalid-id",
    where: ["forward"],
    rule: "a valid id: use lowercase letters, digits and underscores, and begin with a letter",
    hint: (written) => suggestion(written, "_", /^[^a-z]+/).trim() || "Example: `shop`.",
  },
  {
    code: "invalid-name",
    where: ["name"],
    rule: "a valid name for this file: use lowercase letters, digits, - and _, and begin with a letter or digit",
    hint: (written) => suggestion(written, "-", /^[^a-z0-9]+/).trim() || "Example: `acme-shop`.",
  },
  {
    code: "invalid-name",
    where: ["targets"],
    rule: "a valid name for a target: use letters, digits, - and _",
    hint: (written) => suggestion(written, "-", /^[^a-z0-9]+/).trim() || "Examples: `production`, `staging`.",
  },
  {
    code: "experiment-dates",
    where: ["from", "to"],
    rule: "a day: write year, month and day, such as 2026-11-02",
    hint: (written) => {
      const [, day, month, year] = /^(\d\d?)\. ?(\d\d?)\. ?(\d{4})$/.exec(written) ?? [];
      return day && month && year
        ? `Write \`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}\`.`
        : "Example: `from: 2026-11-02`.";
    },
  },
  {
    code: "wrong-value",
    where: ["digest"],
    rule: "a digest of `goalform import`: 16 digits (0-9, a-f)",
    hint: () => "Copy the one that `goalform import` writes, or delete `digest`.",
  },
];

/** `*.pdf` → `pdf`, `.pdf|.doc` → `[pdf, doc]`. */
function extensionHint(written: string): string {
  const several = written.split(/[|,;\s]+/).map((one) => one.replace(/^[*.\\/^(]+|[$)]+$/g, ""));
  const isPlain = several.every((one) => /^[A-Za-z0-9]+$/.test(one));
  if (/^(?:yes|on|\*|\*\.\*)$/.test(written) || ANY_FILE.test(written))
    return "Write `true` for the usual types of files.";
  if (/^(?:no|off)$/.test(written)) return "Leave the goal out, or write `enabled: false`.";
  if (isPlain && several.length > 1) return `Write \`[${several.join(", ")}]\`.`;
  if (/^\/.*\/$|^\/[\w-]+$/.test(written))
    return `Write \`download: { url: { contains: ${inYaml(written)} } }\`.`;
  const ending = /\.([A-Za-z0-9]+)$/.exec(written)?.[1];
  if (isPlain)
    return `Write the extension alone: \`${several[0]}\`. Conditions on the address go under \`url\`.`;
  return ending === undefined
    ? "Write the extension alone: `pdf`. Conditions on the address go under `url`."
    : `For this very file write \`download: { url: { ends_with: ${inYaml(written)} } }\`; for all files of its kind \`${ending}\`.`;
}

/** Words that no file ends with: those that the schema refuses under `download`. */
const ANY_FILE =
  /^(?:all|any|every|everything|alle|alles|tous|tout|todos|todas|todo|tutti|files?|documents?|downloads?|dateien|fichiers)$/;

/** What is wrong with a text of the wrong form at this place. */
export function formRule(context: string): string {
  return `is not ${formOf(context)?.rule ?? "of the right form"}.`;
}

function formOf(context: string): Form | undefined {
  return FORMS.find((one) => one.where.includes(context));
}

export function wrongFormat(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const isKey = error.propertyName !== undefined;
  const written = error.propertyName ?? textOf(path.node) ?? "";
  const context = contextOf(error);
  const form = formOf(context);
  const span = isKey ? path.keySpan(written) : path.span;
  return source.error(
    form?.code ?? "wrong-value",
    span,
    `\`${written.slice(0, 60)}\` ${formRule(context)}`,
    form?.hint(written),
  );
}

/** An id made from what was written; null when nothing of it could be kept. */
export function idFrom(written: string): string | null {
  return nearestWord(written, "_", /^[^a-z]+/) || null;
}

/** The nearest allowed word, made from what was written; empty when nothing of it could be kept. */
function suggestion(written: string, joint: "_" | "-", start: RegExp): string {
  const word = nearestWord(written, joint, start);
  return word === "" ? "" : `\`${word}\` would do. `;
}

function nearestWord(written: string, joint: "_" | "-", start: RegExp): string {
  return written
    .toLowerCase()
    .replace(/[äöüßæœø]/g, (letter) => entryIn(SPELLED_OUT, letter) ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(joint === "_" ? /[^a-z0-9_]+/g : /[^a-z0-9_-]+/g, joint)
    .replace(start, "")
    .replace(/[_-]+$/, "")
    .slice(0, 40);
}

/** Letters that become more than one without their accents. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
};
