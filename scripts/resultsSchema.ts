// The JSON Schema of results.json, from its types.
import ts from "typescript";
import { alternativesOf, isList, itemsOf, nameOf, resultTypes, valueOf, type ResultField } from "./resultTypes.ts";

/** A schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const plainTypes: readonly (readonly [flag: ts.TypeFlags, schema: JsonSchema])[] = [
  [ts.TypeFlags.Unknown, {}],
  [ts.TypeFlags.Null, { type: "null" }],
  [ts.TypeFlags.BooleanLike, { type: "boolean" }],
  [ts.TypeFlags.NumberLike, { type: "number" }],
  [ts.TypeFlags.String, { type: "string" }],
];

function listSchema(type: ts.Type): JsonSchema {
  const { types, fixed } = itemsOf(type);
  if (!fixed) return { type: "array", items: schemaOf(types[0]) };
  return { type: "array", prefixItems: types.map(schemaOf), items: false, minItems: types.length };
}

function singleSchema(type: ts.Type): JsonSchema {
  const plain = plainTypes.find(([flag]) => (type.flags & flag) !== 0);
  if (plain !== undefined) return plain[1];
  if (type.isStringLiteral()) return { const: type.value };
  if (isList(type)) return listSchema(type);
  const name = nameOf(type);
  if (name !== undefined) return { $ref: `#/$defs/${name}` };
  const value = valueOf(type);
  if (value === undefined) throw new Error(`no schema for ${type.symbol.name}: name its type`);
  return { type: "object", additionalProperties: schemaOf(value) };
}

function schemaOf(type: ts.Type): JsonSchema {
  const schemas = alternativesOf(type).map(singleSchema);
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  if (different.length === 1) return different[0];
  const words = different.flatMap(({ const: word }) => (typeof word === "string" ? [word] : []));
  return words.length === different.length ? { enum: words.sort() } : { anyOf: different };
}

/** JSON has no NaN: a number that may be one is null there. */
function fieldSchema({ type, documentation }: ResultField): JsonSchema {
  const schema = schemaOf(type);
  const mayBeNone = schema.type === "number" && documentation.includes("NaN");
  return { description: documentation, ...(mayBeNone ? { type: ["number", "null"] } : schema) };
}

function objectSchema(fields: readonly ResultField[], documentation: string): JsonSchema {
  return {
    description: documentation,
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    required: fields.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The schema of the document, as in the package. */
export function resultsSchema(): JsonSchema {
  const definitions = resultTypes().map(({ name, documentation, fields }) => [
    name,
    objectSchema(fields, documentation),
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "results.json of softlabel",
    $ref: "#/$defs/Results",
    $defs: Object.fromEntries(definitions),
  };
}
