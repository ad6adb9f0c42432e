/** Writes docs/language.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { languageReference } from "./language.ts";

const schema = JSON.parse(readFileSync("schemas/goals.schema.json", "utf8"));
writeFileSync("docs/language.md", languageReference(schema));
