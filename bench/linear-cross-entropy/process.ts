// The process that computes in one way and says what that took.
import { drawTask, type Measurement, type Task } from "./task.ts";
import { ways } from "./ways.ts";

async function measure(task: Task): Promise<Measurement> {
  const drawn = drawTask(task);
  let [seconds, loss, weightNorm] = [Infinity, NaN, NaN];
  for (let repeat = 0; repeat < task.repeats; repeat++) {
    const start = performance.now();
    const result = await ways[task.way](drawn, task.threads);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
    loss = result.loss;
    weightNorm = Math.sqrt(result.weight.reduce((sum, value) => sum + value * value, 0));
  }
  return { loss, weightNorm, seconds, peak: 1024 * process.resourceUsage().maxRSS };
}

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2]) as Task)));
