/**
 * The HTML parser and the selector engine. In the package they are compressed (`scripts/packed-html-library.mjs`), and unpacked
 * when something reads HTML.
 */
export { compile, selectAll, selectOne } from "css-select";
export { parse, parseFragment } from "parse5";
