// Live progress on standard error, of runs and of downloads: one changing line on a terminal, else one line per event.
import type { RunEvent } from "../run/runTrials.ts";
import { trialName } from "@softlabel/experiment/internal";
import type { DownloadProgress } from "@softlabel/data/node";

/** Seconds as 0:07, 12:30 or 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, "0"));
  return parts[0] > 0 ? `${parts[0]}:${minutes}:${rest}` : `${Number(minutes) + 60 * Number(hours)}:${rest}`;
}

/** Shows the progress of an experiment; `handle` is its listener. */
export class Progress {
  private started = performance.now();
  private total = 0;
  private finished = 0;
  private epochsBefore = 0;
  /** Epochs of each trial trained by this command, fractions included, and the epochs trained before. */
  private readonly trained = new Map<string, { first: number; now: number }>();

  private readonly stream: NodeJS.WriteStream;
  private readonly epochs: number;

  constructor(stream: NodeJS.WriteStream, epochs: number) {
    this.stream = stream;
    this.epochs = epochs;
  }

  readonly handle = (event: RunEvent): void => {
    if (event.kind === "planned") this.plan(event);
    else if (event.kind === "progress") this.follow(event);
    else this.finish(event);
  };

  /** Leaves the terminal's line empty for what follows. */
  end(): void {
    if (this.stream.isTTY) this.stream.write("\r\x1b[K");
  }

  private plan({ trials, finished, epochsDone }: RunEvent & { kind: "planned" }): void {
    this.started = performance.now();
    this.total = trials;
    this.finished = finished;
    this.epochsBefore = epochsDone;
    if (finished > 0) this.stream.write(`${finished} of ${trials} runs already finished.\n`);
  }

  private follow({ trial, epoch, step, steps }: RunEvent & { kind: "progress" }): void {
    const now = epoch - 1 + step / steps;
    const first = this.trained.get(trialName(trial))?.first ?? epoch - 1;
    this.trained.set(trialName(trial), { first, now });
    if (this.stream.isTTY)
      this.stream.write(`\r\x1b[K${this.line()}: ${trialName(trial)}, epoch ${epoch} of ${trial.epochs}`);
  }

  private finish({ trial }: RunEvent & { kind: "finished" }): void {
    this.finished += 1;
    // Early stopping may have left epochs out.
    const followed = this.trained.get(trialName(trial));
    if (followed !== undefined) followed.now = this.epochs;
    if (!this.stream.isTTY) this.stream.write(`${this.line()}: ${trialName(trial)}\n`);
  }

  private line(): string {
    const trained = [...this.trained.values()].reduce((sum, { first, now }) => sum + now - first, 0);
    const all = this.total * this.epochs;
    const done = this.epochsBefore + trained;
    const elapsed = (performance.now() - this.started) / 1000;
    const left = trained > 0 ? `, ${clock((elapsed * (all - done)) / trained)} left` : "";
    return `${this.finished} of ${this.total} runs finished, ${Math.floor((100 * done) / all)} %${left}`;
  }
}

/** Shows the progress of downloads: one changing line on a terminal, else one line per file. */
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
