// The style sheet of the report: light and dark, paper and phone.
import { darkColours, darkPaper, declareColours, lightColours, lightPaper } from "./palette.ts";

const light = `--paper: ${lightPaper}; --card: #f6f7f9; --ink: #171a1f; --soft: #596270; --line: #dde1e7; --band: #e3e6eb;
  --better: #0a6b4a; --better-tint: #dff3ea; --worse: #a32f14; --worse-tint: #fbe7e1; ${declareColours(lightColours)}`;

const dark = `--paper: ${darkPaper}; --card: #1c2026; --ink: #eceef2; --soft: #a2abb8; --line: #343a44; --band: #31373f;
  --better: #6fdcae; --better-tint: #12372a; --worse: #ffa58c; --worse-tint: #45211a; ${declareColours(darkColours)}`;

/** The whole style sheet; no font and no picture is loaded from anywhere. */
export const styleSheet = `
:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 30px; letter-spacing: -0.01em; margin: 0 0 8px; }
h2 { font-size: 21px; margin: 56px 0 16px; padding-top: 20px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 0 0 8px; }
p { margin: 0 0 14px; max-width: 80ch; }
small { font-size: 0.85em; font-weight: 400; color: var(--soft); }
.soft { color: var(--soft); font-size: 14px; }
.summary { color: var(--soft); margin: 0; max-width: none; text-wrap: pretty; }
.notice { margin: 20px 0 0; padding: 10px 16px; border-left: 4px solid var(--worse); background: var(--card); border-radius: 4px; }
.method { display: inline-flex; align-items: baseline; gap: 7px; font-weight: 600; overflow-wrap: anywhere; }
.method::before { content: ""; flex: none; width: 10px; height: 10px; border-radius: 50%; background: var(--colour); print-color-adjust: exact; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; font-size: 14px; max-width: none; }
.primary { display: grid; gap: 28px; }
.primary h3 { font-size: 17px; margin-bottom: 12px; }
h3 .soft { font-weight: 400; }
h4 { font-size: 15px; line-height: 1.35; margin: 0 0 6px; }
.verdicts { list-style: none; margin: 0 0 6px; padding: 0; display: grid; gap: 10px; }
.verdicts li { display: grid; grid-template-columns: 132px 1fr; gap: 16px; align-items: baseline; max-width: 96ch; }
.badge { display: flex; justify-content: center; gap: 6px; padding: 1px 8px; border-radius: 99px; border: 1px solid var(--line); background: var(--card); font-size: 14px; font-weight: 600; print-color-adjust: exact; }
.badge.better { color: var(--better); background: var(--better-tint); border-color: transparent; }
.badge.worse { color: var(--worse); background: var(--worse-tint); border-color: transparent; }
details { margin: 20px 0 0; border: 1px solid var(--line); border-radius: 8px; padding: 0 16px; }
details[open] { padding-bottom: 12px; }
details .verdicts { font-size: 15px; margin-bottom: 18px; gap: 4px; }
details .verdicts li { display: block; max-width: none; }
summary { cursor: pointer; padding: 10px 0; font-weight: 600; }
.scroll { overflow-x: auto; }
:focus-visible { outline: 2px solid var(--method-1); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 15px; }
caption { text-align: left; font-weight: 600; padding: 0 0 6px; }
th, td { padding: 7px 10px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { font-weight: 600; font-size: 14px; vertical-align: bottom; border-bottom-color: var(--soft); }
.scores { width: 100%; min-width: 880px; table-layout: fixed; margin: 0 0 24px; }
.scores th, .scores td { padding-right: 8px; padding-left: 0; width: 11%; }
.scores th:first-child { width: 17%; white-space: normal; }
.scores th:nth-child(3), .scores th:nth-child(4) { width: 14%; }
.scores th:last-child, .scores td:last-child { padding-right: 2px; }
.mark { text-decoration: none; font-size: 12px; margin-right: 5px; }
.mark.better { color: var(--better); }
.mark.worse { color: var(--worse); }
.options { width: 100%; table-layout: fixed; }
.options th { width: 180px; font-weight: 400; color: var(--soft); vertical-align: top; }
.options td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
figure { margin: 0; min-width: 0; }
figcaption { margin: 0 0 6px; line-height: 1.35; font-size: 15px; }
figcaption .soft { font-size: 13.5px; }
.wide figcaption .soft { display: block; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 290px), 1fr)); gap: 28px 32px; margin: 20px 0 14px; }
.plots figure { max-width: 480px; }
.plots.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); }
.plots.wide figure { max-width: 520px; }
.wide .plot { width: 100%; }
.plots.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr)); }
.plots.small figure { max-width: 240px; }
.small h3 { font-size: 15px; }
.plot { display: block; max-width: 100%; height: auto; overflow: visible; color: var(--soft); font: 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; print-color-adjust: exact; }
.plot text { white-space: pre; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 470px), 1fr)); gap: 24px; margin: 20px 0 14px; }
.card { background: var(--card); border-radius: 10px; padding: 18px 20px; --paper: var(--card); max-width: 620px; }
.cards.single { grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); }
.single .card { max-width: 310px; }
.pair { display: flex; flex-wrap: wrap; gap: 20px; }
.pair figure { flex: 1 1 200px; max-width: 270px; }
.numbers { display: grid; font-size: 13.5px; margin: 8px 0 0; }
.examples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 28px 36px; margin: 20px 0 14px; }
.example { display: grid; grid-template-columns: 84px minmax(0, 1fr); column-gap: 16px; align-items: start; align-content: start; max-width: 480px; }
.example figcaption { grid-column: 1 / -1; }
.picture { width: 84px; height: 84px; margin: 0; object-fit: contain; image-rendering: pixelated; border-radius: 4px; }
p.picture { display: grid; place-items: center; border: 1px dashed var(--line); }
dl { display: grid; gap: 10px; margin: 0; }
dl > div { display: grid; grid-template-columns: 132px 1fr; gap: 16px; max-width: 96ch; }
dt { font-weight: 600; }
dd { margin: 0; }
pre { margin: 0 0 20px; padding: 12px 16px; background: var(--card); border-radius: 8px; font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }
footer { margin-top: 48px; color: var(--soft); font-size: 14px; }
@media (max-width: 600px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 25px; }
  .verdicts li, dl > div { grid-template-columns: 1fr; gap: 4px; }
  .badge { justify-self: start; }
  .options th { width: 110px; }
}
@media print {
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  h2 { margin-top: 32px; padding-top: 14px; }
  .plots { grid-template-columns: repeat(3, 1fr); gap: 20px; }
  .plots.wide, .examples { grid-template-columns: repeat(2, 1fr); }
  .plots.small { grid-template-columns: repeat(4, 1fr); }
  .scroll { overflow: visible; }
  .scores { min-width: 0; font-size: 8.5pt; }
  .scores thead th { font-size: 8pt; white-space: normal; }
  figure, .card, tr, li, dl > div { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
