// Finds the blocks of TypeScript in docstrings and READMEs.

/** A block of TypeScript that documentation shows. */
export interface ExampleBlock {
  readonly file: string;
  /** The line of its first line of code, counted from 1. */
  readonly line: number;
  /** The export it documents, where it stands in a docstring. */
  readonly name?: string;
  readonly code: string;
}

const fence = /```(?:ts|typescript)\n([\s\S]*?)```/g;

const lineAt = (text: string, position: number): number => text.slice(0, position).split("\n").length;

/** The ts blocks of a Markdown text. */
export function blocksOfMarkdown(file: string, text: string): ExampleBlock[] {
  return [...text.matchAll(fence)].map((match) => ({ file, line: lineAt(text, match.index) + 1, code: match[1] }));
}

/** The ts blocks after `@example` in the docstrings of a source text. */
export function blocksOfSource(file: string, text: string): ExampleBlock[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const plain = comment[0].replace(/^[ \t]*\* ?/gm, "");
    const example = plain.indexOf("@example");
    if (example < 0) return [];
    const after = text.slice(comment.index + comment[0].length);
    const name = /^\s*export (?:declare |async |abstract )*(?:function\*?|const|class|interface|type) (\w+)/.exec(
      after,
    )?.[1];
    const firstLine = lineAt(text, comment.index) - 1;
    return blocksOfMarkdown(file, plain)
      .filter(({ line }) => line > lineAt(plain, example))
      .map(({ line, code }) => ({ file, line: firstLine + line, code, ...(name === undefined ? {} : { name }) }));
  });
}
