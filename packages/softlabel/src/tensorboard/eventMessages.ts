// The messages of TensorBoard's event files, as far as they are written here: field numbers of TensorFlow's and TensorBoard's .proto files.
import {
  bytes,
  float32,
  float64,
  int32,
  int64,
  many,
  message,
  one,
  string,
  type Encodable,
} from "@softlabel/engine/internal/protobuf";

// google.protobuf.Value: one of the two.
const hyperparameter = message({ number: one(2, float64), text: one(3, string) });
const hyperparameterEntry = message({ name: one(1, string), value: one(2, hyperparameter) });
const sessionStart = message({ hyperparameters: many(1, hyperparameterEntry), startSeconds: one(5, float64) });
const sessionEnd = message({ status: one(1, int32), endSeconds: one(2, float64) });
/** What the plugin "hparams" keeps at a value: one of the two. */
export const hyperparameterData = message({
  version: one(1, int32),
  sessionStart: one(3, sessionStart),
  sessionEnd: one(4, sessionEnd),
});

const pluginData = message({ name: one(1, string), content: one(2, bytes) });
const metadata = message({ plugin: one(1, pluginData), description: one(3, string) });
const image = message({ height: one(1, int32), width: one(2, int32), channels: one(3, int32), png: one(4, bytes) });
const histogram = message({
  min: one(1, float64),
  max: one(2, float64),
  count: one(3, float64),
  sum: one(4, float64),
  sumOfSquares: one(5, float64),
  bucketLimits: many(6, float64),
  bucketCounts: many(7, float64),
});

const value = message({
  tag: one(1, string),
  scalar: one(2, float32),
  image: one(4, image),
  histogram: one(5, histogram),
  metadata: one(9, metadata),
});
const summary = message({ values: many(1, value) });

/** One record of an event file. */
export const event = message({
  wallTime: one(1, float64),
  step: one(2, int64),
  fileVersion: one(3, string),
  summary: one(5, summary),
});

/** What one record of an event file is written from. */
export type EventDraft = Encodable<typeof event>;
/** What one value of a summary is written from. */
export type ValueDraft = Encodable<typeof value>;
