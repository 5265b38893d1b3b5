import { EVENT_TYPES, describeEventType, eventTypes } from '@saleshub/model';
import { z } from 'zod';
import { problem } from './answers';
import { OPERATIONS, type Content, type Operation } from './operations';

type Json = Record<string, unknown>;

/** The contract of the HTTP API as OpenAPI 3.1, from the schemas that requests are checked with. */
export function createOpenApi(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Saleshub ingest',
      version: '1',
      description: 'Events and records of sales, as they happen and as they are.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'saleshub keys create SOURCE' } },
      schemas: { ...eventSchemas(), CloudEvent: cloudEvent(), Problem: schemaOf(problem) },
    },
  };
}

function describe({ method, path, summary, rights, query, body, answers, problems }: Operation): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema),
  }));
  const statuses = [...new Set([...problems, ...(rights === undefined ? [] : [401, 403]), 500])].sort();
  return {
    operationId: `${method}${path.replace(/[^a-z]+([a-z]?)/gi, (_all, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(rights === undefined ? {} : { description: `Right of the key: ${rights}.`, security: [{ key: [] }] }),
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(body && { requestBody: { required: true, content: mapContent(body) } }),
    responses: {
      ...Object.fromEntries(statuses.map((status) => [status, answerOf(status, problemContent())])),
      ...Object.fromEntries(
        Object.entries(answers).map(([status, content]) => {
          const media = content === 'text' ? 'text/plain' : 'application/json';
          return [status, answerOf(Number(status), mapContent({ [media]: content }))];
        }),
      ),
    },
  };
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: 'All is well.',
  207: 'Some are refused.',
  422: 'All are refused, or more than one request may have.',
};

/** A 422 may be a report or a problem; the media type says which. */
function answerOf(status: number, content: Json): Json {
  const both = status === 422 ? { ...content, ...problemContent() } : content;
  return { description: DESCRIPTIONS[status] ?? 'A problem, whose code says which.', content: both };
}

const problemContent = () => ({ 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } });

function mapContent(contents: Readonly<Record<string, Content>>): Json {
  return Object.fromEntries(
    Object.entries(contents).map(([media, content]) => [media, { schema: contentOf(content) }]),
  );
}

function contentOf(content: Content): Json {
  if (content === 'text') return { type: 'string' };
  if (!('component' in content)) return schemaOf(content);
  const one = { $ref: `#/components/schemas/${content.component}` };
  const array = { type: 'array', items: one };
  if (content.many) return array;
  return content.component === 'Event' ? { anyOf: [one, array] } : one;
}

function eventSchemas(): Record<string, Json> {
  const refs = EVENT_TYPES.map((type) => [type, `#/components/schemas/${type}`] as const);
  const types = EVENT_TYPES.map((type) => [
    type,
    { description: describeEventType(type).meaning, ...schemaOf(eventTypes[type]) },
  ]);
  return {
    Event: {
      oneOf: refs.map(([, $ref]) => ({ $ref })),
      discriminator: { propertyName: 'type', mapping: Object.fromEntries(refs) },
    },
    ...(Object.fromEntries(types) as Record<string, Json>),
  };
}

/** The envelope's fields are attributes of the CloudEvent, the others its data. */
function cloudEvent(): Json {
  return {
    description:
      'A CloudEvent 1.0 whose id, type and time are those of the event, and whose data holds its other fields.',
    type: 'object',
    required: ['specversion', 'id', 'type', 'time'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string' },
      type: { enum: EVENT_TYPES },
      time: { type: 'string', format: 'date-time' },
      data: { type: 'object' },
    },
  };
}

/** What may be sent, for what is sent; checks that JSON Schema has no words for are left out. */
function schemaOf(schema: z.ZodType): Json {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  // OpenAPI 3.1 has this dialect anyway.
  delete described.$schema;
  return { ...described };
}
