import Fastify, { type FastifyInstance } from 'fastify';

const PAGE = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
<main id="reference"></main>
<script src="/docs/assets/scalar.js"></script>
<script src="/docs/assets/start.js"></script>
</body>
</html>
`;

// In a file of its own, so that the page needs no inline script. Nothing is fetched from or sent to third parties.
const START = `Scalar.createApiReference('#reference', ${JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  hideClientButton: true,
})});
`;

// The page sets style elements of its own; scripts and connections stay with us.
const DOCS_CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

let bundle: Promise<string> | undefined;

/** Scalar's browser bundle, out of its npm package: five megabytes that are only read when somebody opens the page. */
async function scalarBundle(): Promise<string> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const shelf = Fastify();
  await shelf.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } });
  const { body } = await shelf.inject('/docs/js/scalar.js');
  await shelf.close();
  return body;
}

/** The API reference at `/docs`, wholly from this server. */
export function serveDocs(fastify: FastifyInstance, title: string): void {
  fastify.get('/docs', async (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', DOCS_CSP)
      .send(PAGE(title)),
  );
  fastify.get('/docs/assets/start.js', async (_request, reply) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(START),
  );
  fastify.get('/docs/assets/scalar.js', async (_request, reply) => {
    bundle ??= scalarBundle();
    return reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(await bundle);
  });
}
