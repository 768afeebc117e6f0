// Verdicts and claims: the sentence at the top, badges, lists.
export const verdicts = `
.primary { display: grid; gap: 32px; }
.primary h3 { font-size: 19px; line-height: 1.4; margin-bottom: 12px; max-width: 62ch; text-wrap: pretty; }
.together { margin: 28px 0 0; padding: 12px 20px 12px 36px; border-left: 3px solid var(--line); max-width: 96ch; display: grid; gap: 6px; }
.said { font-weight: 400; }
details .together { margin: 28px 0 0; padding: 12px 20px 12px 36px; border-left: 3px solid var(--line); max-width: 96ch; display: grid; gap: 6px; }
.said { color: var(--soft); font-size: 14px; }
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
