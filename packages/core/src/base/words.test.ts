// Counts, lists and shares at their edges.
import { expect, it } from "vitest";
import { counted, firstOf, listed, percent, terminalText, withoutControls } from "./words.ts";

it.each([
  [counted(1, "seed"), "1 seed"],
  [counted(0, "seed"), "0 seeds"],
  [counted(10_000, "image"), "10,000 images"],
  [counted(2, "class", "classes"), "2 classes"],
  [listed([]), ""],
  [listed(["a"]), "a"],
  [listed(["a", "b"]), "a and b"],
  [listed(["a", "b", "c"], "or"), "a, b or c"],
  [firstOf(["a", "b"], 2), "a, b"],
  [firstOf(["a", "b", "c"], 2), "a, b and 1 more"],
  [withoutControls("a\u001b[2J\nb\u202ec é"), "a\\u001b[2J\\u000ab\\u202ec é"],
  [terminalText("a\r\nb\n"), "a\\u000d\nb\n"],
  [percent(0.125), "12.5 %"],
  [percent(1 / 3, 1), "33.3 %"],
])("writes %s", (text, expected) => {
  expect(text).toBe(expected);
});
