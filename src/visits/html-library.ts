/**
 * The HTML parser and the selector engine. In the package they are compressed (`scripts/packed-html.mjs`) and unpacked when
 * the first element is read: most tests have none.
 */
import { compile, selectAll, selectOne } from "css-select";
import { parse, parseFragment } from "parse5";

const LIBRARY = { compile, parse, parseFragment, selectAll, selectOne };

export function htmlLibrary(): typeof LIBRARY {
  return LIBRARY;
}
