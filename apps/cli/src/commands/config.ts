import { describeConfig, environment, loadConfig } from '#platform/config';
import type { Command } from '../command.ts';

/** `config`: the configuration in effect. */
export const command: Command = {
  usage: 'npm run cli -- config\n  Prints every variable with its value in effect; secrets are masked.',
  async run(_args, { write }) {
    write(describeConfig(loadConfig(environment())));
    return 0;
  },
};
