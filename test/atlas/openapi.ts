import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { EndpointVersion } from './versions';

/** The specification of GET requests to one path. */
interface Operation {
  /** Oldest first. The sunset is absent if none is set. */
  readonly versions: readonly EndpointVersion[];
  /** Names of query parameters, sorted. */
  readonly query: readonly string[];
  /**
   * Compares a response with the specification.
   * @returns one line per difference
   */
  check(status: number, contentType: string, body: string): string[];
}

export interface Specification {
  /** Returns undefined if the specification doesn't have the path. */
  operation(path: string): Operation | undefined;
}

type Json = Record<string, unknown>;

/**
 * Reads the official OpenAPI document (JSON) of the Administration API. The environment variable `ATLAS_OPENAPI` is the
 * path of the file or its folder.
 * @returns undefined if the variable isn't set
 * @throws Error if there is no such document
 */
export function openApiFromEnvironment(environment: NodeJS.ProcessEnv = process.env): Specification | undefined {
  const place = environment['ATLAS_OPENAPI'];
  if (place === undefined || place === '') {
    return undefined;
  }
  const inFolder = (): string => {
    const name = readdirSync(place).find((entry) => entry.endsWith('.json'));
    if (name === undefined) {
      throw new Error('The folder in ATLAS_OPENAPI has no JSON file.');
    }
    return join(place, name);
  };
  const file = statSync(place).isDirectory() ? inFolder() : place;
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return specification(asJson(document));
}

function specification(document: Json): Specification {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: 'atlas', components: { schemas: responseSchemas(document) } });
  const compiled = new Map<string, ValidateFunction>();
  const validatorFor = (reference: string): ValidateFunction => {
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: `atlas${reference}` });
    compiled.set(reference, validate);
    return validate;
  };

  return {
    operation(path) {
      const operation = at(document, 'paths', path, 'get');
      if (operation['responses'] === undefined) {
        return undefined;
      }
      const contents = at(operation, 'responses', '200', 'content');
      return {
        versions: Object.entries(contents).map(([type, content]) => versionOf(type, asJson(content))),
        query: queryOf(document, operation),
        check(status, contentType, body) {
          // Operations don't list every error, but all errors have this body.
          const reference =
            status >= 400
              ? '#/components/schemas/ApiError'
              : at(contents, contentType.split(';', 1)[0] ?? '', 'schema')['$ref'];
          if (typeof reference !== 'string') {
            return [`the specification has no ${contentType}`];
          }
          const validate = validatorFor(reference);
          return validate(withoutNulls(JSON.parse(body)))
            ? []
            : (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
        },
      };
    },
  };
}

function versionOf(type: string, content: Json): EndpointVersion {
  const date = /\d{4}-\d{2}-\d{2}/.exec(type)?.[0] ?? type;
  const sunset = content['x-sunset'];
  return typeof sunset === 'string' ? { date, sunset } : { date };
}

function queryOf(document: Json, operation: Json): string[] {
  const parameters: unknown[] = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  return parameters
    .map((parameter) => {
      const reference = asJson(parameter)['$ref'];
      return typeof reference === 'string'
        ? at(document, 'components', 'parameters', reference.replace('#/components/parameters/', ''))
        : asJson(parameter);
    })
    .filter((parameter) => parameter['in'] === 'query')
    .map((parameter) => String(parameter['name']))
    .sort();
}

/**
 * Returns the document's schemas in a form that Ajv can check. A discriminator becomes a choice between its mappings,
 * because a base schema lists its subtypes, which refer back to it. Four places are corrected where the responses that were
 * recorded from Atlas, or MongoDB's guides, differ from the document.
 */
function responseSchemas(document: Json): Json {
  const schemas = asJson(tolerant(at(document, 'components', 'schemas')));
  for (const [name, schema] of Object.entries(schemas)) {
    const { discriminator, ...base } = asJson(schema);
    const { mapping, propertyName } = asJson(discriminator ?? {});
    if (mapping !== undefined && typeof propertyName === 'string') {
      delete base['anyOf'];
      const subtypes = Object.entries(asJson(mapping)).map(([value, $ref]) => ({
        if: { properties: { [propertyName]: { const: value } }, required: [propertyName] },
        then: { $ref },
      }));
      schemas[`${name}.base`] = base;
      schemas[name] = { allOf: [{ $ref: `#/components/schemas/${name}.base` }, ...subtypes] };
      for (const subtype of Object.values(asJson(mapping))) {
        inheritFromBase(asJson(schemas[String(subtype).replace('#/components/schemas/', '')]), name);
      }
    }
  }
  // Parameters are strings and numbers, names contain spaces, and the prefix doesn't match its pattern.
  at(schemas, 'ApiError', 'properties', 'parameters')['items'] = {};
  for (const name of ['Group', 'AtlasOrganization']) {
    at(schemas, name, 'properties', 'name')['pattern'] = "^[\\p{L}\\p{N}\\-_.(),:&@+' ]{1,64}$";
  }
  delete at(schemas, 'DiskBackupExportJob', 'properties', 'prefix')['pattern'];
  // MongoDB's guide to exports also has daily and weekly exports.
  delete at(schemas, 'AutoExportPolicyView', 'properties', 'frequencyType')['enum'];
  return schemas;
}

/**
 * Lets alternatives overlap, and drops their type, because the document says “object” for alternatives that are
 * strings.
 */
function tolerant(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(tolerant);
  }
  if (!isJson(schema)) {
    return schema;
  }
  const { oneOf, type, ...rest } = schema;
  const copy = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, tolerant(member)]));
  return {
    ...copy,
    ...(type !== undefined && (oneOf === undefined || typeof type === 'object') && { type: tolerant(type) }),
    ...(oneOf !== undefined && { anyOf: tolerant(oneOf) }),
  };
}

/** Makes a subtype extend only the base schema, without the choice that refers back to the subtype. */
function inheritFromBase(subtype: Json, name: string): void {
  if (Array.isArray(subtype['allOf'])) {
    subtype['allOf'] = subtype['allOf'].map((part: unknown) =>
      asJson(part)['$ref'] === `#/components/schemas/${name}` ? { $ref: `#/components/schemas/${name}.base` } : part,
    );
  }
}

/** Removes nulls. Atlas sends `null` for an absent value, which the document doesn't allow. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== null)
          .map(([name, member]) => [name, withoutNulls(member)]),
      )
    : value;
}

/** Returns the object at a path, or an empty object. */
function at(value: Json, ...path: string[]): Json {
  return path.reduce<Json>((current, name) => asJson(current[name] ?? {}), value);
}

function asJson(value: unknown): Json {
  if (!isJson(value)) {
    throw new Error('The file in ATLAS_OPENAPI is not an OpenAPI document.');
  }
  return value;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
