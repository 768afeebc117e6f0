// The style sheet of the report: light and dark, paper and phone; no font and no picture is loaded from anywhere.
import { answer } from "./answer.ts";
import { base } from "./base.ts";
import { figures } from "./figures.ts";
import { media } from "./media.ts";
import { tables } from "./tables.ts";
import { verdicts } from "./verdicts.ts";

/** The whole style sheet; what holds for phones and paper comes last. */
export const styleSheet = base + answer + verdicts + tables + figures + media;
