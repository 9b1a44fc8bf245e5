import path from 'node:path';
import { root } from './machine.ts';

/** Everything of the services, ignored by git: `<name>-<version>/`, `data/<name>/`, `cache/`, `running.json`. */
export const servicesFolder: string = path.join(root, '.services');

/** A folder for what a package client keeps between installations. */
export const cacheFolder = (client: string): string => path.join(servicesFolder, 'cache', client);
