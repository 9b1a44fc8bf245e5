import { elasticsearch } from './elasticsearch.ts';
import { kafka } from './kafka.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import { rpc } from './rpc.ts';
import { s3 } from './s3.ts';
import { SERVICE_NAMES, type Service, type ServiceName } from './service.ts';

/** Every service by its name. */
export const CATALOGUE: Readonly<Record<ServiceName, Service>> = { postgres, kafka, redis, rpc, elasticsearch, s3 };

/** Names in a list like `kafka,redis`, each once. @throws {Error} for one that nobody knows. */
export function parseNames(list: string): ServiceName[] {
  const names = list.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].map((name) => {
    const known = SERVICE_NAMES.find((each) => each === name);
    if (known === undefined) throw new Error(`there is no service "${name}"; known are ${SERVICE_NAMES.join(', ')}`);
    return known;
  });
}
