/** The colours of roles, for screens in the light and in the dark; paper is always light. */
import type { Box } from "../graph/boxes.ts";

export type ColoredRole = Box["role"];

interface Scheme {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly band: string;
  readonly edge: string;
  /** Border and tag, then ground. */
  readonly roles: Readonly<Record<ColoredRole, readonly [string, string]>>;
}

const LIGHT: Scheme = {
  paper: "#ffffff",
  ink: "#1b2129",
  soft: "#525c68",
  line: "#8b97a5",
  band: "#f5f7f9",
  edge: "#dbe1e7",
  roles: {
    macro: ["#116b3b", "#e3f5ea"],
    milestone: ["#0b5cad", "#e8f2fc"],
    secondary: ["#7a3ea8", "#f5edfb"],
    micro: ["#0a6a75", "#e4f4f5"],
    none: ["#5b6572", "#ffffff"],
    step: ["#5b6572", "#ffffff"],
  },
};

const DARK: Scheme = {
  paper: "#12161b",
  ink: "#e8ecf1",
  soft: "#a5b0bc",
  line: "#76828f",
  band: "#1a2027",
  edge: "#323b45",
  roles: {
    macro: ["#5fd594", "#15301f"],
    milestone: ["#74b5f7", "#14283d"],
    secondary: ["#cf9df2", "#2b1d38"],
    micro: ["#62cbd6", "#102d31"],
    none: ["#a5b0bc", "#1c2229"],
    step: ["#a5b0bc", "#1c2229"],
  },
};

/** Written out, without variables: some viewers of SVG know none. */
export const COLOR_RULES = `${rules(LIGHT)}
@media screen and (prefers-color-scheme: dark) {
${rules(DARK)}
}`;

function rules({ paper, ink, soft, line, band, edge, roles }: Scheme): string {
  const ofRoles = Object.entries(roles).map(
    ([role, [color, ground]]) => `.gf-${role} .gf-box{fill:${ground};stroke:${color}}
.gf-${role} .gf-stripe{fill:${color}}
.gf-${role} .gf-tag,.gf-${role} .gf-value{fill:${color}}
.gf-role-${role}{color:${color}}`,
  );
  return `.gf-paper{fill:${paper}}
.gf-page{background:${paper};color:${ink}}
.gf-soft{color:${soft}}
.gf-ruled th,.gf-ruled td{border-color:${edge}}
.gf-title,.gf-heading,.gf-name{fill:${ink}}
.gf-note,.gf-counts{fill:${soft}}
.gf-band{fill:${band};stroke:${edge}}
.gf-line{stroke:${line}}
.gf-arrow{fill:${line}}
${ofRoles.join("\n")}`;
}
