/** Signs of ours that some terminals cannot show, spelled in ASCII. Names of people's goals stay as they are. */
const PLAIN: Readonly<Record<string, string>> = {
  "→": "->",
  "…": "...",
  "–": "-",
  "×": "x",
  "≥": ">=",
  "≤": "<=",
};

export function plainSigns(text: string): string {
  return text.replace(/[→…–×≥≤]/g, (sign) => PLAIN[sign]!);
}
