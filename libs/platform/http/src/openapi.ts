import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';

const MUTATIONS = ['post', 'put', 'patch', 'delete'] as const;
const METHODS = ['get', ...MUTATIONS] as const;

const Problem = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', description: '/problems/ and the code.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable name, module.what_is_wrong; see docs/errors.md.' },
    request_id: { type: 'string' },
    fields: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

const IDEMPOTENCY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Names this request: sent again with the same content, it gets the first answer and changes nothing.',
  schema: { type: 'string', maxLength: 255 },
} as const;

/** OpenAPI 3.1 of every route of `app`, from the zod schemas that parse its requests. */
export function openApiDocument(app: NestFastifyApplication, title: string): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token, or an API key.' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, settings, { standardSchemaConverter: convert });
  return complete(document);
}

/** Every schema as it looks on the wire: for a codec that is its input, in requests and answers alike. */
function convert(
  schema: unknown,
): { schema: Record<string, unknown>; components: Record<string, Record<string, unknown>> } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $defs = {},
    $schema: _draft,
    ...own
  } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown> & {
    $defs?: Record<string, Record<string, unknown>>;
  };
  return { schema: own, components: $defs };
}

/** Adds what every route shares: the problem answer and, on mutations, the idempotency header. */
function complete(document: OpenAPIObject): OpenAPIObject {
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem };
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      operation.responses['default'] = {
        description: 'A refusal.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
      if (method !== 'get') operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_HEADER];
    }
  }
  return document;
}
