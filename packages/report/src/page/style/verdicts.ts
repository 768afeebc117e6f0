// The answer at the top and its small table; verdicts and claims: badges and lists.
export const verdicts = `
#answer { margin: 20px 0 28px; }
.recommendation { font-size: 19px; line-height: 1.45; max-width: 72ch; margin: 0 0 10px; padding-left: 16px; border-left: 4px solid var(--link); }
.basis { list-style: none; margin: 0 0 22px; padding-left: 20px; color: var(--soft); font-size: 14px; display: grid; gap: 2px; max-width: 100ch; }
.basis li { overflow-wrap: anywhere; }
table.answer { width: 100%; max-width: 820px; margin: 18px 0 10px; }
.answer th, .answer td { text-align: left; vertical-align: top; white-space: normal; padding: 8px 24px 8px 0; }
.answer th[scope=row] { width: 26%; font-weight: 400; overflow-wrap: anywhere; }
.answer .measured { display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px; line-height: 1.4; }
.answer .strip { flex: none; margin: 3px 0; }
.answer .strip .whole { fill-opacity: 1; }
.answer .strip .dashed { stroke-dasharray: 3 2; }
.answer .chance { fill: var(--band); }
.answer tr.used { background: var(--card); }
.answer .mark { margin: 0 0 0 -4px; }
.answer tr.used th { box-shadow: inset 4px 0 var(--better); padding-left: 12px; }
.primary { display: grid; gap: 32px; }
.primary h3 { font-size: 19px; line-height: 1.4; margin-bottom: 12px; max-width: 62ch; text-wrap: pretty; }
.together { margin: 28px 0 0; padding: 12px 20px 12px 36px; border-left: 3px solid var(--line); max-width: 96ch; display: grid; gap: 6px; }
.said { font-weight: 400; color: var(--soft); font-size: 14px; }
details .primary h3 { font-size: 16px; }
.verdicts { list-style: none; margin: 0 0 6px; padding: 0; display: grid; gap: 10px; }
.verdicts li { display: grid; grid-template-columns: 132px 1fr; gap: 16px; align-items: baseline; max-width: 96ch; }
.badge { display: inline-flex; justify-content: center; gap: 6px; padding: 1px 10px; border-radius: 99px; border: 1px solid var(--line); background: var(--card); font-size: 14px; font-weight: 600; white-space: nowrap; print-color-adjust: exact; }
.verdicts .badge { display: flex; padding: 1px 8px; }
.badge.better, .badge.holds { color: var(--better); background: var(--better-tint); border-color: transparent; }
.badge.worse, .badge.does-not-hold { color: var(--worse); background: var(--worse-tint); border-color: transparent; }
details .verdicts { font-size: 15px; margin-bottom: 18px; gap: 4px; }
details #claims .verdicts li, details .verdicts li:not(:has(.badge)) { display: block; max-width: none; }
`;
