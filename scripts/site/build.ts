// npm run site: writes the documentation site into site/dist/site, from docs, the code and site/pages.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { writePages } from "./pages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const site = path.join(root, "site");
const run = (program: string, ...args: string[]): void =>
  void execFileSync(program, args, { cwd: site, stdio: "inherit", shell: process.platform === "win32" });

// The site's tools are a lock of their own: who only uses or tests softlabel does not install them.
if (!existsSync(path.join(site, "node_modules/vitepress"))) run("npm", "ci");
writePages(root, path.join(site, "dist/pages"));
run("node", "api.mjs");
run("npx", "--no", "vitepress", "build");
