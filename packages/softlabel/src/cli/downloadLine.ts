// Live progress of a download on standard error.
import type { DownloadProgress } from "@softlabel/data";

/** A listener that keeps one line up to date on a terminal, and writes one line a file elsewhere. */
export function downloadLine(stream: NodeJS.WriteStream): (event: DownloadProgress) => void {
  let announced = "";
  return ({ file, receivedBytes, totalBytes }) => {
    const size = (count: number): string => `${(count / 1e6).toFixed(1)} MB`;
    const of = totalBytes === undefined ? "" : ` of ${size(totalBytes)}`;
    if (stream.isTTY)
      stream.write(
        `\r\x1b[Kdownloading ${file}: ${size(receivedBytes)}${of}${receivedBytes === totalBytes ? "\n" : ""}`,
      );
    else if (announced !== file) stream.write(`downloading ${file}${of}\n`);
    announced = file;
  };
}
