/** How the page of a report looks: readable at 400 pixels, in light, in dark and on paper. */
import { FONT } from "../graph-svg.ts";

const LIGHT =
  "--paper:#fff;--ink:#1b2129;--soft:#525c68;--edge:#dbe1e7;--band:#f5f7f9;--main:#0b5cad;--bad:#a3241c;--bad-band:#fdeeec;--shade:rgba(27,33,41,.28)";
const DARK =
  "--paper:#12161b;--ink:#e8ecf1;--soft:#a5b0bc;--edge:#323b45;--band:#1a2027;--main:#74b5f7;--bad:#ff9b90;--bad-band:#2f1a18;--shade:rgba(0,0,0,.7)";

export const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;padding:24px;background:var(--paper);color:var(--ink);font:16px/1.5 ${FONT}}
main{max-width:1160px;margin:0 auto}
h1{font-size:30px;line-height:1.2;letter-spacing:-.01em;margin:0 0 8px}
h2{font-size:21px;line-height:1.3;margin:48px 0 12px}
h3{font-size:16px;margin:0 0 4px}
h1,h2,h3,p,li{overflow-wrap:anywhere}
td,th{overflow-wrap:break-word}
p{margin:4px 0}
.soft,header p,summary{color:var(--soft)}
bdi{unicode-bidi:isolate}
.wrong{background:var(--bad-band);border-left:4px solid var(--bad);border-radius:4px;padding:4px 16px;margin-top:24px}
.wrong h2{margin:8px 0;color:var(--bad)}
.wrong ul{margin:8px 0;padding-left:20px}
.kind{color:var(--bad);border:1px solid;border-radius:9px;padding:0 7px;font-size:13px;white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(240px,100%),1fr));gap:16px;margin-top:24px}
.card{border:1px solid var(--edge);background:var(--band);border-radius:8px;padding:14px 16px}
.card{display:flex;flex-direction:column}
.card h3{font-weight:400;color:var(--soft)}
.card p{color:var(--soft);font-size:15px}
.card .large{font-size:38px;font-weight:600;line-height:1.15;color:var(--ink);overflow-wrap:anywhere}
.card .large.long{font-size:27px;line-height:1.6}
.card svg{height:44px;margin-top:auto;padding-top:10px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:20px 0 0;padding:10px 0;border-bottom:1px solid var(--edge);font-size:15px}
nav a{color:var(--main)}
.scroll{overflow-x:auto;background:linear-gradient(to right,var(--paper) 30%,transparent) left/40px 100%,linear-gradient(to left,var(--paper) 30%,transparent) right/40px 100%,radial-gradient(farthest-side at 0 50%,var(--shade),transparent) left/14px 100%,radial-gradient(farthest-side at 100% 50%,var(--shade),transparent) right/14px 100%;background-repeat:no-repeat;background-attachment:local,local,scroll,scroll}
.unseen,caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
table{border-collapse:collapse;min-width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:7px 16px 7px 0;border-bottom:1px solid var(--edge)}
thead th{color:var(--soft);font-weight:600;font-size:14px;line-height:1.3;vertical-align:bottom}
tbody th{font-weight:600;min-width:13em;overflow-wrap:anywhere}
tbody th.again{border-bottom-color:transparent}
tbody th.depth-1{padding-left:20px;font-weight:400}
tbody th.depth-2{padding-left:40px;font-weight:400}
tbody th.depth-3{padding-left:60px;font-weight:400}
th.number,td.number{text-align:right}
td.number{white-space:nowrap}
td.long{min-width:13em}
th:last-child,td:last-child{padding-right:0}
th:first-child{position:sticky;left:0;background:var(--paper)}
.days{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(320px,100%),1fr));gap:24px 32px}
.plot svg{height:88px;border-bottom:1px solid var(--edge)}
.axis{display:flex;justify-content:space-between;gap:8px;color:var(--soft);font-size:13px;margin:2px 0}
.steps{padding:0 0 0 1.6em;max-width:860px}
.steps li{padding:6px 0}
.steps svg{height:20px;border-radius:3px}
.step{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px}
.step .kind{margin-left:8px}
summary{cursor:pointer;font-size:14px;padding:4px 0}
svg{display:block;width:100%;margin:4px 0 0}
.bar{fill:var(--main)}
.ground{fill:var(--band)}
.mark{stroke:var(--bad);stroke-width:2;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
:focus-visible{outline:2px solid var(--main);outline-offset:2px}
@media (max-width:600px){body{padding:14px}h1{font-size:24px}th,td{padding-right:12px;font-size:15px}tbody th{min-width:40vw;max-width:50vw;overflow-wrap:anywhere}}
@media print{body{padding:0;font-size:13px}thead th{font-size:10px}.kind,.card p{font-size:11px}nav,.day details{display:none}.scroll{overflow:visible;background:none}table{font-size:11px}th,td{padding:4px 8px 4px 0}tbody th,td.long{min-width:0}td.number{white-space:normal}th:first-child{position:static}h2{break-after:avoid}tr,.card,.day,.steps li,.wrong{break-inside:avoid}svg{print-color-adjust:exact}}`;
