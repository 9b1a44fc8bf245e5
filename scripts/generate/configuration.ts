// Writes docs/operating/configuration.md from the settings of platform/config. Understands --check.
import { configurationPage } from '#platform/config';
import { settle } from './support/settle.ts';

settle('docs/operating/configuration.md', configurationPage());
