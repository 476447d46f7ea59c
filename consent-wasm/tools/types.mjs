// The TypeScript types of the wire form, from one JSON Schema with all of them: node types.mjs SCHEMA
import { readFileSync } from "node:fs";

/** Names that mean something else in JavaScript, or two things in the engine. */
const RENAMED = {
  Basis2: "ReceiptBasis",
  Date: "CalendarDate",
  Event: "LedgerEvent",
  Party2: "ReceiptParty",
  Record: "LedgerRecord",
  Text: "LocalText",
};

const WIDTH = 130;
const definitions = JSON.parse(readFileSync(process.argv[2], "utf8"));
const nameOf = (name) => RENAMED[name] ?? name;

/** What a schema says, as a type; `indent` is that of the line it begins on. */
function type(schema, indent) {
  if (schema.$ref !== undefined) return nameOf(schema.$ref.split("/").at(-1));
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)), indent);
  if (schema.allOf?.length === 1) return type(schema.allOf[0], indent);
  // No document has `null`: what does not apply is left out.
  const choices = (schema.oneOf ?? schema.anyOf)?.filter((choice) => choice.type !== "null");
  if (choices !== undefined && schema.properties !== undefined) {
    // A branch takes what a member is from the whole.
    const typed = (branch) =>
      Object.fromEntries(Object.entries(branch.properties).map(([name, one]) => [name, one === true ? schema.properties[name] : one]));
    return union(choices.map((branch) => object({ ...branch, properties: typed(branch) }, `${indent}    `)), indent);
  }
  if (choices?.length === 1) return type(choices[0], indent);
  if (choices !== undefined) return union(choices.map((choice) => type(choice, `${indent}    `)), indent);
  switch ([schema.type].flat().filter((kind) => kind !== "null").join()) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "array": {
      const item = type(schema.items, indent);
      return /^[\w"]+$/.test(item) ? `${item}[]` : `Array<${item}>`;
    }
    case "object":
      return object(schema, indent);
    default:
      throw new Error(`expected a schema that has a type, found ${JSON.stringify(schema)}`);
  }
}

function union(types, indent) {
  const line = types.join(" | ");
  if (!line.includes("\n") && line.length + indent.length < WIDTH - 40) return line;
  return types.map((one) => `\n${indent}  | ${one}`).join("");
}

function object(schema, indent) {
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0 && typeof schema.additionalProperties === "object") {
    return `{ [name: string]: ${type(schema.additionalProperties, indent)} }`;
  }
  if (members.length === 0) return "{ [name: string]: unknown }";
  const required = new Set(schema.required ?? []);
  const lines = members.map(([name, one]) => {
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
    return `${comment(one.description, `${indent}  `)}${indent}  ${key}${required.has(name) ? "" : "?"}: ${type(one, `${indent}  `)};\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

/** A doc comment; links of Rust are plain words here. */
function comment(text, indent) {
  if (text === undefined) return "";
  const words = text.replace(/\[`([^`]*)`\](\([^)]*\))?/g, (_, name) => `\`${name.split("::").at(-1)}\``);
  const lines = words.split("\n").map((line) => line.trimEnd());
  if (lines.length === 1 && words.length + indent.length < WIDTH - 7) return `${indent}/** ${words} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")}${indent} */\n`;
}

const names = Object.keys(definitions).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
const written = names.map((name) => {
  const schema = definitions[name];
  const said = type(schema, "");
  const is = said.startsWith("{\n") ? `export interface ${nameOf(name)} ${said}` : `export type ${nameOf(name)} =${said.startsWith("\n") ? "" : " "}${said};`;
  return `${comment(schema.description, "")}${is}\n`;
});
process.stdout.write(`// Made from the types of the engine by \`cargo xtask wasm types\`; don't edit it.\n\n${written.join("\n")}`);
