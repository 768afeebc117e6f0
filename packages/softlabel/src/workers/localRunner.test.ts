// Trials on processes of this machine.
import { describeRunner } from "./trialRunner.fixtures.ts";
import { localRunner } from "./localRunner.ts";

describeRunner("on this machine", () => localRunner({ workers: 1 }));
