// Destinations of bytes: a file, which is complete or absent, or standard output.
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** Takes bytes in order. */
export interface ByteSink {
  /** The bytes may be written over afterwards; resolves once more can be taken. */
  write(bytes: Uint8Array): Promise<void>;
  /** False once the reader of a pipe is gone. */
  readonly open: boolean;
}

/** Uses a name beside `file`; renames it when all is done, and removes it on an error. */
export async function replacing<Result>(file: string, use: (temporary: string) => Promise<Result>): Promise<Result> {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const temporary = `${file}.${process.pid}.part`;
  try {
    const result = await use(temporary);
    renameSync(temporary, file);
    return result;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Uses a sink into a file. */
export function withFile<Result>(file: string, use: (sink: ByteSink) => Promise<Result>): Promise<Result> {
  return replacing(file, async (temporary) => {
    const descriptor = openSync(temporary, "w");
    const write = (bytes: Uint8Array): Promise<void> => {
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
      return Promise.resolve();
    };
    try {
      return await use({ open: true, write });
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Uses a sink into a stream such as standard output; a reader that stops early is not an error. */
export async function withStream<Result>(
  stream: NodeJS.WritableStream,
  use: (sink: ByteSink) => Promise<Result>,
): Promise<Result> {
  let open = true;
  const leave = (error: NodeJS.ErrnoException): void => {
    if (error.code !== "EPIPE") throw error;
    open = false;
  };
  stream.on("error", leave);
  const write = (bytes: Uint8Array): Promise<void> => {
    if (!open) return Promise.resolve();
    // The callback comes once the bytes are handed on, so that their room can be used again.
    return new Promise((resolve) => stream.write(bytes, () => resolve()));
  };
  return use({
    get open() {
      return open;
    },
    write,
  });
}
