// Colours, type and the frame of the page.
import {
  darkClassColours,
  darkColours,
  darkPaper,
  declareColours,
  lightClassColours,
  lightColours,
  lightPaper,
} from "../../base/palette.ts";

const light = `--paper: ${lightPaper}; --card: #f6f7f9; --ink: #171a1f; --soft: #596270; --line: #dde1e7; --band: #e3e6eb;
  --better: #0a6b4a; --better-tint: #dff3ea; --worse: #a32f14; --worse-tint: #fbe7e1; --link: #0f56a8;
  ${declareColours(lightColours, "method")} ${declareColours(lightClassColours, "class")}`;

const dark = `--paper: ${darkPaper}; --card: #1c2026; --ink: #eceef2; --soft: #a2abb8; --line: #343a44; --band: #31373f;
  --better: #6fdcae; --better-tint: #12372a; --worse: #ffa58c; --worse-tint: #45211a; --link: #8db8ff;
  ${declareColours(darkColours, "method")} ${declareColours(darkClassColours, "class")}`;

export const base = `
:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 12px; }
body { margin: 0 auto; max-width: 1128px; padding: 40px 24px 64px; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 26px; letter-spacing: -0.01em; margin: 0 0 8px; }
h2 { font-size: 21px; margin: 56px 0 16px; padding-top: 20px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 0 0 8px; }
h3 .soft { font-weight: 400; }
h4 { font-size: 15px; line-height: 1.35; margin: 0 0 6px; }
main > section:first-child > h2 { margin-top: 24px; }
p { margin: 0 0 14px; max-width: 80ch; text-wrap: pretty; }
a { color: var(--link); text-underline-offset: 3px; }
small { font-size: 0.85em; font-weight: 400; color: var(--soft); }
.soft { color: var(--soft); font-size: 14px; }
.summary { color: var(--soft); margin: 0; max-width: none; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 12px; padding: 6px 12px; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
nav { margin: 14px 0 0; font-size: 14px; }
nav ul { display: flex; flex-wrap: wrap; gap: 2px 18px; list-style: none; margin: 0; padding: 0; }
nav a { text-decoration: none; display: inline-block; padding: 2px 0; }
nav a:hover { text-decoration: underline; }
.notice { margin: 20px 0 0; padding: 10px 16px; border-left: 4px solid var(--worse); background: var(--card); border-radius: 4px; }
.method { display: inline-flex; align-items: baseline; gap: 7px; font-weight: 600; overflow-wrap: anywhere; }
.method::before { content: ""; flex: none; width: 10px; height: 10px; border-radius: 50%; background: var(--colour); print-color-adjust: exact; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; font-size: 14px; max-width: none; }
.sign { color: var(--colour); }
details { margin: 20px 0 0; border: 1px solid var(--line); border-radius: 8px; padding: 0 16px; }
details[open] { padding-bottom: 12px; }
summary { cursor: pointer; padding: 10px 0; font-weight: 600; }
.scroll { overflow-x: auto; position: relative; }
div.scroll { background: linear-gradient(to right, var(--paper) 40%, transparent) left / 40px 100% no-repeat local, linear-gradient(to left, var(--paper) 40%, transparent) right / 40px 100% no-repeat local, linear-gradient(to right, var(--line), transparent) left / 12px 100% no-repeat, linear-gradient(to left, var(--line), transparent) right / 12px 100% no-repeat; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.notes { margin: 0; padding-left: 20px; max-width: 96ch; }
.notes li { margin: 0 0 6px; overflow-wrap: anywhere; }
dl { display: grid; gap: 10px; margin: 0; }
dl > div { display: grid; grid-template-columns: 132px 1fr; gap: 16px; max-width: 96ch; }
dt { font-weight: 600; }
dd { margin: 0; }
pre { margin: 0 0 20px; padding: 12px 16px; background: var(--card); border-radius: 8px; font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }
`;
