// The style sheet of the report: light and dark, paper and phone; no font and no image is loaded from anywhere.
import { base } from "./base.ts";
import { figures } from "./figures.ts";
import { tables } from "./tables.ts";
import { verdicts } from "./verdicts.ts";

/** Phones and paper. */
const media = `
@media (max-width: 600px) {
  body { padding: 24px 16px 48px; }
  h1 { font-size: 21px; }
  .recommendation { font-size: 17px; }
  .answer tr { display: grid; grid-template-columns: 1fr 1fr; }
  .answer thead th:first-child { display: none; }
  .answer th, .answer td { padding: 6px 12px 6px 0; border: 0; }
  .answer th[scope=row] { grid-column: 1 / -1; width: auto; padding-bottom: 0; }
  .answer tr { border-bottom: 1px solid var(--line); }
  .answer tr.used th, .answer tr.used td { padding-left: 12px; }
  .answer tr.used { box-shadow: inset 4px 0 var(--better); }
  .answer tr.used th { box-shadow: none; }
  .primary h3 { font-size: 17px; }
  .verdicts li, dl > div { grid-template-columns: 1fr; gap: 4px; }
  .verdicts .badge { justify-self: start; }
  .together { padding: 4px 0 4px 28px; }
  .options th { width: 110px; }
  .example.with-row { grid-template-columns: 1fr; gap: 8px; }
}
@media print {
  body { font-size: 11pt; max-width: none; padding: 0; }
  nav, .skip, .switch, details.numbers { display: none; }
  h2 { margin-top: 32px; padding-top: 14px; }
  .plots { grid-template-columns: repeat(3, 1fr); gap: 20px; }
  .plots.wide, .cards, .examples { grid-template-columns: repeat(2, 1fr); }
  .plots.small { grid-template-columns: repeat(4, 1fr); }
  .scroll { overflow: visible; background: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .scroll table { font-size: 8pt; }
  .scroll th, .scroll td { padding: 3px 5px; white-space: normal; }
  .scores { min-width: 0; font-size: 8.5pt; }
  .scores th, .scores td { min-width: 0; padding: 4px 6px; }
  .scores thead th { font-size: 8pt; white-space: normal; }
  .measures { font-size: 8.5pt; }
  figure, .card, tr, li, p, dl > div { break-inside: avoid; }
  h2, h2 + p, h3, summary, caption { break-after: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;

/** The whole style sheet; rules for phones and paper come last. */
export const styleSheet = base + verdicts + tables + figures + media;
