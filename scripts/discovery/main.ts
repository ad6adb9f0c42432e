/**
 * Writes the sandbox's tables of messages (src/sandbox/*\/*messages.ts) from the reduced Discovery documents in
 * test/sandbox/fixtures. With a folder of Google's whole documents as argument, reduces those first.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { APIS, readDocument, reducedFrom, tablesFrom } from "./apis.ts";
import { documentText } from "./reduce.ts";

const folder = process.argv[3];
for (const api of APIS) {
  const whole = folder && `${folder}/${api.document}.json`;
  if (whole && existsSync(whole))
    writeFileSync(api.reduced, documentText(reducedFrom(api, readDocument(whole))));
  writeFileSync(api.tables, tablesFrom(api, JSON.parse(readFileSync(api.reduced, "utf8"))));
}
