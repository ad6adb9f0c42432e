/** One self-contained page: no script, nothing from elsewhere. */

/** Should an escape ever fail, the browser still runs and loads nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** `title` and `main` are markup already. @param bodyClass of the page's body; left out, none */
export function htmlPage(page: {
  readonly title: string;
  readonly style: string;
  readonly bodyClass?: string;
  readonly main: string;
}): string {
  const { title, style, bodyClass, main } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
${style}
</style>
</head>
<body${bodyClass === undefined ? "" : ` class="${bodyClass}"`}>
<main>
${main}
</main>
</body>
</html>
`;
}
