// Writes openapi.json from the routes of the standalone app, and from it the types of the web app's client.
// Nothing is started: Nest reads the modules in preview, so no database and no chain are needed. Understands --check.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import openapiTypes, { astToString } from 'openapi-typescript';
import { pino } from 'pino';
import { loadConfig } from '#platform/config';
import { createHttpAdapter, openApiDocument } from '#platform/http';
import { AppModule } from '../../apps/standalone/src/app.module.ts';
import { settle } from './support/settle.ts';

const HEADER = '// Made from openapi.json by scripts/generate/openapi.ts; do not edit.\n\n';

const config = loadConfig({});
const nowhere = { appUrl: 'postgres://127.0.0.1:1/none', rpcUrl: 'http://127.0.0.1:1' };
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.with({ config, logger: pino({ level: 'silent' }), ...nowhere }),
  createHttpAdapter(config.http),
  { preview: true, logger: ['error'], abortOnError: false },
);
const text = `${JSON.stringify(openApiDocument(app, 'Provisio'), null, 2)}\n`;
settle('openapi.json', text);
settle('apps/web/src/generated/api.d.ts', HEADER + astToString(await openapiTypes(text)));
