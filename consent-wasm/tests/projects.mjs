// The packed package in fresh projects, as a stranger would use it: Node with `import`, Node with `require`, Vite with TypeScript.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PACKAGE, ROOT, read } from "./files.mjs";

const HOME = fileURLToPath(new URL("../", import.meta.url));
const WORK = join(ROOT, "target/wasm/projects");
const TSC = join(HOME, "node_modules/typescript/lib/tsc.js");
const sh = (folder, program, ...rest) => execFileSync(program, rest, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

rmSync(WORK, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
const [packed] = JSON.parse(sh(PACKAGE, "npm", "pack", "--json", "--pack-destination", WORK));
const tarball = join(WORK, packed.filename);
const files = packed.files.map(({ path }) => path);
for (const needed of ["package.json", "README.md", "LICENSE", "consent_engine_bg.wasm", "esm/web.js", "esm/web.d.ts", "esm/node.js", "cjs/node-cjs.js"]) {
  if (!files.includes(needed)) throw new Error(`expected ${needed} in the package, found ${files.join(" ")}`);
}

function project(name, contents) {
  const folder = join(WORK, name);
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  sh(folder, "npm", "install", "--no-audit", "--no-fund", "--offline", "--no-package-lock", tarball);
  return folder;
}

const data = {
  "data/catalogue.json": read("examples/data/catalogue.json"),
  "data/publications.jsonl": read("examples/data/publications.jsonl"),
  "data/moving.jsonl": read("examples/cli/moving.jsonl"),
  "data/use.json": read("examples/cli/use.json"),
};
const BODY = `
const engine = new Engine();
engine.addCatalogue(read("catalogue.json"));
engine.recordAll(read("publications.jsonl"));
engine.recordAll(read("moving.jsonl"));
console.log(engine.decide(read("use.json")).outcome);
`;
const same = (name, found) => {
  if (found.trim() !== "partly-covered") throw new Error(`${name}: expected partly-covered, found ${found}`);
  console.log(`ok ${name}`);
};

const esm = project("node-import", {
  "package.json": '{ "name": "node-import", "private": true, "type": "module" }',
  "main.js": `import { readFileSync } from "node:fs";\nimport init, { Engine } from "consent-engine";\nawait init();\nconst read = (name) => readFileSync("data/" + name, "utf8");\n${BODY}`,
  ...data,
});
same("node with import", sh(esm, "node", "main.js"));

const cjs = project("node-require", {
  "package.json": '{ "name": "node-require", "private": true }',
  "main.js": `const { readFileSync } = require("node:fs");\nconst { Engine } = require("consent-engine");\nconst read = (name) => readFileSync("data/" + name, "utf8");\n${BODY}`,
  ...data,
});
same("node with require", sh(cjs, "node", "main.js"));

// Types for Node alone: nothing of a browser is named in them.
const typed = project("node-typescript", {
  "package.json": '{ "name": "node-typescript", "private": true, "type": "module" }',
  "main.ts": 'import { Engine, type Query } from "consent-engine";\nexport const prepared = (template: string): Query => new Engine().prepare(template);\n',
  "tsconfig.json": JSON.stringify({
    compilerOptions: { target: "es2022", module: "nodenext", strict: true, noEmit: true, skipLibCheck: false, lib: ["es2022"], types: [] },
    include: ["main.ts"],
  }),
});
sh(typed, process.execPath, TSC, "-p", ".");
console.log("ok node with typescript");

// The example of README.md, in TypeScript as strict as it gets, bundled and checked by its own tools.
const readme = read("README.md").split("## In a web page")[1]?.match(/```ts\n([^]*?)```/)?.[1];
if (readme === undefined) throw new Error("expected an example in the section `In a web page` of README.md, found none");
const vite = project("vite", {
  "package.json": '{ "name": "vite-page", "private": true, "type": "module" }',
  "index.html": '<!doctype html><html lang="en"><title>page</title><p id="answer"></p><script type="module" src="/main.ts"></script>',
  "main.ts": readme,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2022", module: "esnext", moduleResolution: "bundler", strict: true, noEmit: true, noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true, skipLibCheck: false, lib: ["es2022", "dom"], types: [],
    },
    include: ["main.ts", "checks.ts"],
  }),
  "checks.ts": readFileSync(new URL("./checks.ts", import.meta.url), "utf8"),
  ...Object.fromEntries(Object.entries(data).map(([path, text]) => [path.replace("data/", "public/"), text])),
});
for (const tool of ["vite", "typescript"]) symlinkSync(join(HOME, "node_modules", tool), join(vite, "node_modules", tool));
sh(vite, process.execPath, TSC, "-p", ".");
sh(vite, process.execPath, join(HOME, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "error");
const built = readdirSync(join(vite, "dist/assets"));
if (built.filter((file) => file.endsWith(".wasm")).length !== 1) throw new Error(`expected one module in the bundle, found ${built.join(" ")}`);
const { answerOf } = await import("./page.mjs");
const answer = await answerOf(join(vite, "dist"));
same("vite with typescript, in chromium", answer);
