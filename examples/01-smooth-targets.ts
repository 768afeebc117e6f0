// Smoothing moves part of the label's mass to all classes, or to the others alone: two conventions, one letter.
import { smoothLabels } from "@softlabel/core";

const labels = new Int32Array([2]);
Array.from(smoothLabels(labels, 5, 0.1)); // => [0.02, 0.02, 0.92, 0.02, 0.02]
Array.from(smoothLabels(labels, 5, 0.1, { over: "others" })); // => [0.025, 0.025, 0.9, 0.025, 0.025]

// α over others is α·K/(K-1) over all: 0.1 becomes 0.125 with five classes.
Array.from(smoothLabels(labels, 5, 0.125)); // => [0.025, 0.025, 0.9, 0.025, 0.025]
