// The commands that documentation shows: blocks of shell, and commands within sentences.

/** A command of a page. */
export interface ShownCommand {
  readonly file: string;
  readonly line: number;
  /** The words of the command, without `npx softlabel`. */
  readonly words: readonly string[];
}

/** A fenced block of a page, in the order of the page. */
export interface PageBlock {
  readonly file: string;
  /** The line of its first line of content, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What an invisible comment before a block of shell adds to each of its commands: `<!-- tests add: --epochs 1 -->`. */
  readonly added: readonly string[];
}

const blockPattern = /(?:<!-- tests add: (.*?) -->\s*\n)?^```(\w*)\n([\s\S]*?)^```$/gm;

/** The words of a command line; quotes hold words together. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(([word, double, single]) => double ?? single ?? word);
}

/** All fenced blocks of a Markdown text. */
export function blocksOf(file: string, text: string): PageBlock[] {
  return [...text.matchAll(blockPattern)].map((match) => {
    const [whole, added, language, content] = match;
    const before = text.slice(0, match.index + whole.indexOf("```"));
    return { file, line: before.split("\n").length + 1, language, text: content, added: wordsOf(added ?? "") };
  });
}

/** Lines that a reader's shell runs and tests do not: installation, which tests do without the network. */
const installation = /^(\w+=\w+ )?(npm (i|install|ci|test|start|run \w+)\b|npm ci && npm \w+$|tensorboard )/;

/**
 * The commands of softlabel in a block of shell.
 * @throws Error for a line that is neither such a command nor an installation
 */
export function commandsOf({ file, line, text }: Pick<PageBlock, "file" | "line" | "text">): ShownCommand[] {
  return text.split("\n").flatMap((content, i) => {
    if (content.trim() === "" || content.startsWith("#") || installation.test(content)) return [];
    const [runner, name, ...words] = wordsOf(content);
    if (runner === "npx" && name === "softlabel") return [{ file, line: line + i, words }];
    throw new Error(`${file}:${line + i}: tests cannot run "${content}"`);
  });
}

/** The commands in the sentences of a page, such as `softlabel report DIR`; their words in capitals stand for others. */
export function commandsInSentences(file: string, text: string): ShownCommand[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, (block) => block.replace(/[^\n]/g, ""));
  return [...prose.matchAll(/`(?:npx )?softlabel ([^`]+)`/g)].map((match) => ({
    file,
    line: prose.slice(0, match.index).split("\n").length,
    words: wordsOf(match[1].replace(/\s+/g, " ")),
  }));
}
