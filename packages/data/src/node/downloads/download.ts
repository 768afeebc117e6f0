// Downloads a file: resumes what was begun, tries again, verifies the checksum, and only then gives it its name.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** How far a download has come. */
export interface DownloadProgress {
  /** The file's name, without its folder. */
  readonly file: string;
  readonly url: string;
  readonly receivedBytes: number;
  /** Undefined where the server does not say. */
  readonly totalBytes: number | undefined;
}

/** How a download behaves; the defaults suit a slow line. */
export interface DownloadOptions {
  readonly onProgress?: ((event: DownloadProgress) => void) | undefined;
  /** How often each address is tried. */
  readonly attempts?: number | undefined;
  /** Seconds before the second attempt; doubled before each further one. */
  readonly retryDelay?: number | undefined;
  /** Seconds without a byte after which an attempt has failed. */
  readonly timeout?: number | undefined;
}

/** Why an attempt failed, and whether another may succeed. */
class AttemptError extends Error {
  readonly again: boolean;
  constructor(message: string, again: boolean) {
    super(message);
    this.again = again;
  }
}

/** No use in asking the same address again at once: there is no such host, or nobody listens. */
const finalCodes: ReadonlySet<string> = new Set(["ENOTFOUND", "ECONNREFUSED", "EACCES", "EROFS", "ENOSPC"]);

function toAttemptError(error: unknown): AttemptError {
  if (error instanceof AttemptError) return error;
  const { code, message } = ((error as Error).cause ?? error) as { code?: string; message: string };
  return new AttemptError(code ?? message, !finalCodes.has(code ?? ""));
}

/** The MD5 of a file in hexadecimal digits. */
export async function md5Of(file: string): Promise<string> {
  const hash = createHash("md5");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/** Whether the answer goes on where the part ends; a server may also send the whole file again. */
function continues(response: Response, offset: number): boolean {
  const range = response.headers.get("content-range") ?? "";
  if (response.status === 200) return false;
  if (response.status === 206 && range.startsWith(`bytes ${offset}-`)) return true;
  const again = response.status >= 500 || response.status === 408 || response.status === 429;
  throw new AttemptError(`HTTP status ${response.status} ${response.statusText}`.trim(), again);
}

/** Writes the body to `part`, after what is there or instead of it, and tells of each chunk. */
async function write(
  response: Response,
  part: string,
  flags: "a" | "w",
  onChunk: (bytes: number) => void,
): Promise<void> {
  await mkdir(path.dirname(part), { recursive: true });
  const output = await open(part, flags);
  try {
    for await (const chunk of response.body ?? []) {
      await output.appendFile(chunk);
      onChunk(chunk.length);
    }
  } finally {
    await output.close();
  }
}

/** Appends what is missing to `part`; begins again where the server does not resume. */
async function receive(url: string, part: string, options: DownloadOptions): Promise<void> {
  const { onProgress, timeout = 30 } = options;
  const stalled = new AbortController();
  const reason = new AttemptError(`no answer for ${timeout} seconds`, true);
  const timer = setTimeout(() => stalled.abort(reason), timeout * 1000);
  try {
    const offset = await sizeOf(part);
    const headers = { "accept-encoding": "identity", ...(offset > 0 && { range: `bytes=${offset}-` }) };
    const response = await fetch(url, { headers, signal: stalled.signal });
    // Nothing is beyond the part: it is complete, or its checksum will tell that it is not.
    if (response.status === 416 && offset > 0) return;
    const resumes = continues(response, offset);
    const length = response.headers.get("content-length");
    let receivedBytes = resumes ? offset : 0;
    const totalBytes = length === null ? undefined : receivedBytes + Number(length);
    await write(response, part, resumes ? "a" : "w", (bytes) => {
      receivedBytes += bytes;
      timer.refresh();
      onProgress?.({ file: path.basename(part, ".part"), url, receivedBytes, totalBytes });
    });
  } finally {
    clearTimeout(timer);
  }
}

/** One attempt: receives, verifies, renames. A part with a wrong checksum is thrown away. */
async function attempt(url: string, file: string, md5: string, options: DownloadOptions): Promise<void> {
  const part = `${file}.part`;
  const resumed = (await sizeOf(part)) > 0;
  await receive(url, part, options);
  const found = await md5Of(part);
  if (found === md5) return rename(part, file);
  await rm(part, { force: true });
  throw new AttemptError(`a file with checksum ${found} instead of ${md5}`, resumed);
}

/** Tries one address up to `attempts` times; undefined on success, otherwise why the last attempt failed. */
async function tryAddress(
  url: string,
  file: string,
  md5: string,
  options: DownloadOptions,
): Promise<string | undefined> {
  const { attempts = 4, retryDelay = 0.5 } = options;
  for (let tried = 1; ; tried++) {
    try {
      await attempt(url, file, md5, options);
      return undefined;
    } catch (error) {
      const failure = toAttemptError(error);
      if (!failure.again || tried >= attempts) return `${failure.message} from ${url}`;
      await sleep(retryDelay * 1000 * 2 ** (tried - 1));
    }
  }
}

/**
 * Downloads a file from the first of `urls` that has it. A download that was cut goes on in `<file>.part`.
 * @param file where it shall be; appears there only when complete and verified
 * @param md5 the checksum that its publisher states
 * @throws Error that says what each address answered
 */
export async function download(
  urls: readonly string[],
  file: string,
  md5: string,
  options: DownloadOptions = {},
): Promise<void> {
  const failures: string[] = [];
  for (const url of urls) {
    const failure = await tryAddress(url, file, md5, options);
    if (failure === undefined) return;
    failures.push(failure);
  }
  throw new Error(failures.join(" and "));
}
